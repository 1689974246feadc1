package dev.muster.allocation.plan;

import java.util.function.BooleanSupplier;

/**
 * Brings a spanning tree to the optimum over all arcs. Needs are looked at in turn: the arcs into a need that gain most
 * enter, the best first (the row minimum rule; Glover, Karney, Klingman, Napier 1974), and are tried once more after the
 * others. Needs that had any are looked at again until they have none, then all are. When a look at all finds none, and none
 * of the root's arcs, there are none.
 */
final class Simplex {

    /** Arcs into a need that are found at once. */
    private static final int AT_ONCE = 8;
    /** Needs with better arcs between two looks at the arcs of the root. */
    private static final int UNTIL_ROOT = 16;
    /** Needs looked at between two questions whether to stop. */
    private static final int UNTIL_ASKED = 256;

    private final Group group;
    private final SpanningTree tree;
    private final ArcFinder finder;
    private final BooleanSupplier cancelled;

    /** By need: the arcs that were found last. */
    private final int[] count;

    private final int[] source;
    private final int[] cost;

    private long pivots;
    private int untilRoot = UNTIL_ROOT;
    private int untilAsked = UNTIL_ASKED;

    Simplex(Group group, SpanningTree tree, ArcFinder finder, BooleanSupplier cancelled) {
        this.group = group;
        this.tree = tree;
        this.finder = finder;
        this.cancelled = cancelled;
        this.count = new int[group.needs()];
        this.source = new int[AT_ONCE * group.needs()];
        this.cost = new int[AT_ONCE * group.needs()];
    }

    /** Pivots until no arc has a negative reduced cost; false if cancelled before, with a feasible tree. */
    boolean optimise() {
        boolean all = true;
        finder.follow(tree.price);
        while (true) {
            enterRootArcs();
            finder.refresh();
            long before = pivots;
            if (!look(all)) {
                return false;
            }
            boolean none = pivots == before;
            if (all && none && enterRootArcs()) {
                return true;
            }
            if (!none) {
                tryAgain();
            }
            all = none;
        }
    }

    /**
     * Looks for better arcs into needs and lets them enter.
     *
     * @param all into all needs, otherwise into those that had some the last time
     * @return false if cancelled
     */
    private boolean look(boolean all) {
        for (int d = 0; d < count.length; d++) {
            if (all || count[d] > 0) {
                if (--untilAsked == 0) {
                    untilAsked = UNTIL_ASKED;
                    if (cancelled.getAsBoolean()) {
                        return false;
                    }
                }
                count[d] = finder.find(d, tree.needPrice(d), AT_ONCE);
                System.arraycopy(finder.source, 0, source, AT_ONCE * d, count[d]);
                System.arraycopy(finder.cost, 0, cost, AT_ONCE * d, count[d]);
                enterFound(d);
            }
        }
        return true;
    }

    /** Once more the arcs that were found last. */
    private void tryAgain() {
        enterRootArcs();
        for (int d = 0; d < count.length; d++) {
            enterFound(d);
        }
    }

    /** Lets the best of the found arcs into a need enter while one has a negative reduced cost. */
    private void enterFound(int d) {
        long before = pivots;
        int from = AT_ONCE * d;
        int to = from + count[d];
        for (int at = best(d, from, to); at >= 0; at = best(d, from, to)) {
            long reduced = cost[at] + tree.price[source[at]] - tree.needPrice(d);
            tree.enter(source[at], tree.sources + d, cost[at], reduced);
            pivots++;
        }
        enterMissing(d);
        if (pivots > before && --untilRoot == 0) {
            untilRoot = UNTIL_ROOT;
            enterKeeping();
            finder.refresh();
        }
    }

    private int best(int d, int from, int to) {
        long[] price = tree.price;
        long least = from < to ? tree.needPrice(d) : 0;
        int best = -1;
        for (int i = from; i < to; i++) {
            long value = cost[i] + price[source[i]];
            if (value < least) {
                least = value;
                best = i;
            }
        }
        return best;
    }

    /** Lets arcs of the root enter as they come; true if none had a negative reduced cost. */
    private boolean enterRootArcs() {
        long before = pivots;
        enterKeeping();
        for (int d = 0; d < count.length; d++) {
            enterMissing(d);
        }
        return pivots == before;
    }

    private void enterKeeping() {
        for (int s = 0; s < tree.sources; s++) {
            long reduced = tree.price[s] - group.keeping[s];
            if (reduced < 0) {
                tree.enter(s, tree.root, -group.keeping[s], reduced);
                pivots++;
            }
        }
    }

    private void enterMissing(int d) {
        long reduced = group.missing[d] - tree.needPrice(d);
        if (reduced < 0) {
            tree.enter(tree.root, tree.sources + d, group.missing[d], reduced);
            pivots++;
        }
    }
}
