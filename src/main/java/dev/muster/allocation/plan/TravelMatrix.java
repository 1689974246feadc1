package dev.muster.allocation.plan;

/** Travel times as measured or routed, pair by pair; they need obey no rule of geometry. */
public final class TravelMatrix implements TravelTimes {

    private final int[][] toFrom;
    private final int longest;

    /**
     * @param minutes {@code minutes[from][to]}, square; below zero or {@link TravelTimes#NO_WAY} where there is no way
     * @throws IllegalArgumentException if it is not square or a time is above {@link TravelTimes#MOST_MINUTES}
     */
    public TravelMatrix(int[][] minutes) {
        int sites = minutes.length;
        int most = 0;
        toFrom = new int[sites][sites];
        for (int from = 0; from < sites; from++) {
            if (minutes[from].length != sites) {
                throw new IllegalArgumentException(
                        "Site " + from + " has travel times to " + minutes[from].length + " of " + sites + " sites");
            }
            for (int to = 0; to < sites; to++) {
                int time = minutes[from][to] < 0 ? NO_WAY : minutes[from][to];
                if (time > MOST_MINUTES && time != NO_WAY) {
                    throw new IllegalArgumentException("From " + from + " to " + to + " takes " + time + " minutes");
                }
                toFrom[to][from] = time;
                most = time == NO_WAY ? most : Math.max(most, time);
            }
        }
        longest = most;
    }

    @Override
    public int sites() {
        return toFrom.length;
    }

    @Override
    public int minutes(int from, int to) {
        return toFrom[to][from];
    }

    @Override
    public int longest() {
        return longest;
    }

    /** Minutes from every site to this one. */
    int[] to(int site) {
        return toFrom[site];
    }
}
