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

    /**
     * Lowers the reach of the best class of the group; what it holds and what it asks for count as one.
     *
     * @return whether it is as low as can be; if not, it was cancelled
     */
    static boolean limit(Group group, BooleanSupplier cancelled) {
        int[] top = top(group);
        int[] reach = Arrays.stream(top).map(d -> group.needReach[d]).toArray();
        int high = group.travel.longest();
        int low = 0;
        if (top.length == 0 || group.sources() == 0) {
            return true;
        }
        long[] most = served(group, top, reach, high, cancelled);
        while (low < high && !cancelled.getAsBoolean()) {
            int middle = (low + high) >>> 1;
            if (Arrays.equals(served(group, top, reach, middle, cancelled), most)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        boolean found = !cancelled.getAsBoolean();
        set(group, top, reach, found ? high : group.travel.longest());
        return found;
    }

    /** The needs of the best class; where some of it is held, those of its level and urgency. */
    private static int[] top(Group group) {
        long best = Arrays.stream(group.needRank).min().orElse(0);
        boolean held = best % 4 < 2;
        return IntStream.range(0, group.needs())
                .filter(d -> held ? group.needRank[d] / 4 == best / 4 : group.needRank[d] == best)
                .toArray();
    }

    private static void set(Group group, int[] top, int[] reach, int limit) {
        for (int i = 0; i < top.length; i++) {
            group.needReach[top[i]] = Math.min(reach[i], limit);
        }
    }

    /** Units that the best class can get within the limit: its foremost part, then with the next, and so on. */
    private static long[] served(Group group, int[] top, int[] reach, int limit, BooleanSupplier cancelled) {
        set(group, top, reach, limit);
        long[] steps = Arrays.stream(top)
                .mapToLong(d -> group.missing[d])
                .sorted()
                .distinct()
                .toArray();
        long[] served = new long[steps.length];
        for (int i = 0; i < steps.length; i++) {
            long least = steps[steps.length - 1 - i];
            served[i] = served(
                    group.only(Arrays.stream(top)
                            .filter(d -> group.missing[d] >= least)
                            .toArray()),
                    cancelled);
        }
        return served;
    }

    private static long served(Group alone, BooleanSupplier cancelled) {
        SpanningTree tree = new GroupSolver(alone, cancelled).solve();
        long served = 0;
        for (int d = 0; d < alone.needs(); d++) {
            int node = tree.sources + d;
            served += alone.asked[d] - (tree.parent[node] == tree.root ? tree.flow[node] : 0);
        }
        return served;
    }
}
