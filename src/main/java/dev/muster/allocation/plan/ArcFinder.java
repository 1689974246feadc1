package dev.muster.allocation.plan;

import java.util.Arrays;

/**
 * Finds the arcs into a need that cost least when each source has a price, without looking at all of them where travel
 * times obey geometry.
 */
abstract class ArcFinder {

    /** A price at which a source is never chosen. */
    static final long NEVER = Long.MAX_VALUE / 2;

    final Group group;
    /** Price per unit, by source: the array that is followed. */
    long[] price;

    /** Found sources, cheapest first; ties by source. */
    int[] source = new int[16];
    /** Their arcs' cost, prices not included. */
    int[] cost = new int[16];

    private long[] total = new long[16];
    private int wanted;
    private int found;
    private long below;

    ArcFinder(Group group) {
        this.group = group;
        this.price = group.keeping;
    }

    static ArcFinder of(Group group) {
        boolean rows = !(group.travel instanceof GreatCircle circle) || circle.remembers() || RowScan.fits(group);
        return rows ? new RowScan(group) : new BoxTree(group, (GreatCircle) group.travel);
    }

    /**
     * Takes the price of every source, now and later, from the front of an array. Who changes it calls
     * {@link #refresh}: before, arcs may be missed, but none is found that is not there.
     */
    void follow(long[] prices) {
        price = prices;
        refresh();
    }

    /** Prices have changed. */
    void refresh() {}

    /** Sets the price of a source so that it is never chosen. */
    void exhaust(int s) {
        price[s] = NEVER;
    }

    /**
     * Looks for the cheapest arcs into a need.
     *
     * @param d the need
     * @param limit only arcs whose cost with price is below this
     * @param most how many
     * @return how many were found, in {@link #source} and {@link #cost}
     */
    int find(int d, long limit, int most) {
        if (most > source.length) {
            source = new int[most];
            cost = new int[most];
            total = new long[most];
        }
        wanted = most;
        found = 0;
        below = limit;
        search(d);
        return found;
    }

    /** Offers every arc that may be among the cheapest. */
    abstract void search(int d);

    /** Arcs that cost this much or more with price are of no interest. */
    final long limit() {
        return below;
    }

    final void offer(int s, int arcCost) {
        if (arcCost == Group.NONE) {
            return;
        }
        long value = arcCost + price[s];
        if (value >= below) {
            return;
        }
        int at = found < wanted ? found++ : wanted - 1;
        while (at > 0 && (total[at - 1] > value || (total[at - 1] == value && source[at - 1] > s))) {
            total[at] = total[at - 1];
            source[at] = source[at - 1];
            cost[at] = cost[at - 1];
            at--;
        }
        total[at] = value;
        source[at] = s;
        cost[at] = arcCost;
        if (found == wanted) {
            below = total[wanted - 1];
        }
    }

    /** Sources of each item of the group, in their order. */
    static int[][] byItem(Group group) {
        int[][] sources = new int[group.items.size()][];
        for (int item = 0; item < sources.length; item++) {
            int[] of = new int[group.sources()];
            int n = 0;
            for (int s = 0; s < group.sources(); s++) {
                if (group.sourceItem[s] == item) {
                    of[n++] = s;
                }
            }
            sources[item] = Arrays.copyOf(of, n);
        }
        return sources;
    }
}
