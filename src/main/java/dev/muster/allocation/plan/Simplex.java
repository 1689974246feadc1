package dev.muster.allocation.plan;

import java.util.function.BooleanSupplier;

/**
 * Brings a spanning tree to the optimum over a list of arcs and the arcs of the root. Entering arcs come from block
 * search (Grigoriadis 1986; most robust in Kovács 2015): the best of a block, blocks in turn.
 */
final class Simplex {

    private static final int MANY = 1024;

    private final Group group;
    private final SpanningTree tree;
    private final BooleanSupplier cancelled;
    private int place;
    private long pivots;

    Simplex(Group group, SpanningTree tree, BooleanSupplier cancelled) {
        this.group = group;
        this.tree = tree;
        this.cancelled = cancelled;
    }

    /** Pivots until no arc has a negative reduced cost; false if cancelled before, with a feasible tree. */
    boolean optimise(Arcs arcs) {
        int block = Math.max(32, (int) Math.sqrt(arcs.size()));
        int needs = group.needs();
        while (true) {
            boolean still = rootArcs();
            int unseen = needs;
            while (unseen > 0) {
                int end = blockEnd(arcs, block, Math.min(needs, place + unseen));
                if (enterBest(arcs, place, end)) {
                    still = false;
                    unseen = needs;
                } else {
                    unseen -= end - place;
                }
                place = end;
                if (place == needs) {
                    place = 0;
                    still &= rootArcs();
                }
                if (pivots % MANY == 0 && cancelled.getAsBoolean()) {
                    return false;
                }
            }
            if (still & rootArcs()) {
                return true;
            }
        }
    }

    /** The need behind a block: as many needs as have so many arcs, one at least. */
    private int blockEnd(Arcs arcs, int block, int most) {
        int end = place + 1;
        while (end < most && arcs.first[end] - arcs.first[place] < block) {
            end++;
        }
        return end;
    }

    private boolean enterBest(Arcs arcs, int from, int to) {
        long[] price = tree.price;
        int[] source = arcs.source;
        int[] cost = arcs.cost;
        long best = 0;
        int at = -1;
        int need = -1;
        for (int d = from; d < to; d++) {
            long worth = tree.needPrice(d);
            for (int i = arcs.first[d]; i < arcs.first[d + 1]; i++) {
                long reduced = cost[i] + price[source[i]] - worth;
                if (reduced < best) {
                    best = reduced;
                    at = i;
                    need = d;
                }
            }
        }
        if (at < 0) {
            return false;
        }
        tree.enter(source[at], tree.sources + need, cost[at], best);
        pivots++;
        return true;
    }

    /** Lets arcs of the root enter as they come; true if none had a negative reduced cost. */
    private boolean rootArcs() {
        boolean none = true;
        for (int s = 0; s < tree.sources; s++) {
            long reduced = tree.price[s] - group.keeping[s];
            if (reduced < 0) {
                tree.enter(s, tree.root, -group.keeping[s], reduced);
                pivots++;
                none = false;
            }
        }
        for (int d = 0; d < group.needs(); d++) {
            long reduced = group.missing[d] - tree.needPrice(d);
            if (reduced < 0) {
                tree.enter(tree.root, tree.sources + d, group.missing[d], reduced);
                pivots++;
                none = false;
            }
        }
        return none;
    }
}
