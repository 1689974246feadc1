package dev.muster.allocation.plan;

/** Looks at every source: nothing is known of the travel times but themselves. */
final class MatrixScan extends ArcFinder {

    private final TravelMatrix travel;

    MatrixScan(Group group) {
        super(group);
        this.travel = (TravelMatrix) group.travel;
    }

    @Override
    void search(int d) {
        int to = group.needSite[d];
        int[] minutes = travel.to(to);
        for (int s = 0; s < price.length; s++) {
            int from = group.sourceSite[s];
            int time = from == to ? 0 : minutes[from];
            if (time != TravelTimes.NO_WAY && time + price[s] < limit()) {
                offer(s, group.cost(s, d, time));
            }
        }
    }
}
