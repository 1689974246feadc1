package dev.muster.allocation.plan;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The shortest longest journey of the best class, as a bound on its reach: the least at which it is served as fully as
 * without (a bottleneck transportation problem; Garfinkel and Rao 1971, by thresholds).
 */
final class WorstTime {

    private WorstTime() {}

    /** Lowers the reach of the best class of the group. */
    static void limit(Group group, BooleanSupplier cancelled) {
        long best = Arrays.stream(group.missing).max().orElse(0);
        int[] top = IntStream.range(0, group.needs())
                .filter(d -> group.missing[d] == best)
                .toArray();
        int[] reach = Arrays.stream(top).map(d -> group.needReach[d]).toArray();
        int high = group.travel.longest();
        int low = 0;
        if (top.length == 0 || group.sources() == 0) {
            return;
        }
        long most = served(group, top, reach, high, cancelled);
        while (low < high && !cancelled.getAsBoolean()) {
            int middle = (low + high) >>> 1;
            if (served(group, top, reach, middle, cancelled) < most) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        set(group, top, reach, cancelled.getAsBoolean() ? group.travel.longest() : high);
    }

    private static void set(Group group, int[] top, int[] reach, int limit) {
        for (int i = 0; i < top.length; i++) {
            group.needReach[top[i]] = Math.min(reach[i], limit);
        }
    }

    /** Units that the best class can get within the limit. */
    private static long served(Group group, int[] top, int[] reach, int limit, BooleanSupplier cancelled) {
        set(group, top, reach, limit);
        Group alone = group.only(top);
        SpanningTree tree = new GroupSolver(alone, cancelled).solve();
        long served = 0;
        for (int d = 0; d < alone.needs(); d++) {
            int node = tree.sources + d;
            served += alone.asked[d] - (tree.parent[node] == tree.root ? tree.flow[node] : 0);
        }
        return served;
    }
}
