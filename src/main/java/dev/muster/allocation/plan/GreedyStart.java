package dev.muster.allocation.plan;

import java.util.Arrays;

/** First come, nearest first: best classes first, each need takes from the nearest source that has something left. */
final class GreedyStart {

    /** How many sources a need looks for at once. */
    private static final int AT_ONCE = 4;

    private GreedyStart() {}

    /** The arcs used; they have no cycle, as each exhausts its source or its need. */
    static Forest of(Group group, ArcFinder finder) {
        Forest forest = new Forest();
        long[] left = group.supply.clone();
        long halfStep = group.weights.step / 2;
        finder.follow(group.keeping.clone());
        for (int d : byWeight(group)) {
            long open = group.asked[d];
            int found = 1;
            while (open > 0 && found > 0) {
                found = finder.find(d, group.missing[d] + halfStep, AT_ONCE);
                for (int i = 0; i < found && open > 0; i++) {
                    int s = finder.source[i];
                    long given = Math.min(open, left[s]);
                    forest.add(s, d);
                    left[s] -= given;
                    open -= given;
                    if (left[s] == 0) {
                        finder.exhaust(s);
                    }
                }
            }
            if (open > 0) {
                forest.addShort(d);
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
