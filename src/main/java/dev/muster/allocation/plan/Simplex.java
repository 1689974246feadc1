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
        int block = Math.max(32, (int) Math.sqrt(arcs.size));
        while (true) {
            boolean still = rootArcs();
            int unseen = arcs.size;
            while (unseen > 0) {
                int length = Math.min(block, Math.min(unseen, arcs.size - place));
                if (enterBest(arcs, place, place + length)) {
                    still = false;
                    unseen = arcs.size;
                } else {
                    unseen -= length;
                }
                place += length;
                if (place >= arcs.size) {
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

    private boolean enterBest(Arcs arcs, int from, int to) {
        long[] price = tree.price;
        int sources = tree.sources;
        long best = 0;
        int at = -1;
        for (int i = from; i < to; i++) {
            long reduced = arcs.cost[i] + price[arcs.source[i]] - price[sources + arcs.need[i]];
            if (reduced < best) {
                best = reduced;
                at = i;
            }
        }
        if (at < 0) {
            return false;
        }
        tree.enter(arcs.source[at], sources + arcs.need[at], best);
        pivots++;
        return true;
    }

    /** Lets arcs of the root enter as they come; true if none had a negative reduced cost. */
    private boolean rootArcs() {
        boolean none = true;
        for (int s = 0; s < tree.sources; s++) {
            long reduced = tree.price[s] - group.keeping[s];
            if (reduced < 0) {
                tree.enter(s, tree.root, reduced);
                pivots++;
                none = false;
            }
        }
        for (int d = 0; d < group.needs(); d++) {
            long reduced = group.missing[d] - tree.price[tree.sources + d];
            if (reduced < 0) {
                tree.enter(tree.root, tree.sources + d, reduced);
                pivots++;
                none = false;
            }
        }
        return none;
    }
}
