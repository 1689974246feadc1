package dev.muster.allocation.plan;

import java.util.Arrays;

/** First come, nearest first: best classes first, each need takes from the nearest source that has something left. */
final class GreedyStart {

    private GreedyStart() {}

    /** The arcs used; they have no cycle, as each exhausts its source or its need. */
    static Forest of(Group group, ArcFinder finder) {
        Forest forest = new Forest();
        long[] left = group.supply.clone();
        finder.setPrices(group.keeping);
        for (int d : byWeight(group)) {
            long open = group.asked[d];
            while (open > 0 && finder.find(d, group.missing[d], 1) > 0) {
                int s = finder.source[0];
                long given = Math.min(open, left[s]);
                forest.add(s, d);
                left[s] -= given;
                open -= given;
                if (left[s] == 0) {
                    finder.setPrice(s, ArcFinder.NEVER);
                }
            }
        }
        return forest;
    }

    private static int[] byWeight(Group group) {
        long[] keys = new long[group.needs()];
        long step = group.weights.step;
        for (int d = 0; d < keys.length; d++) {
            keys[d] = -(group.missing[d] / step) << 32 | d;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
