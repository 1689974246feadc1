package dev.muster.allocation.plan;

import java.util.function.BooleanSupplier;

/**
 * Solves one group by the simplex. Where its first flow comes from is a matter of time only; a coarser group gives
 * one that is nearly right.
 */
final class GroupSolver {

    /** With fewer arcs a coarser group costs more than it saves. */
    private static final long FEW_ARCS = 20_000;

    private final Group group;
    private final BooleanSupplier cancelled;
    private final ArcFinder finder;
    private boolean optimal;

    GroupSolver(Group group, BooleanSupplier cancelled) {
        this(group, cancelled, ArcFinder.of(group));
    }

    GroupSolver(Group group, BooleanSupplier cancelled, ArcFinder finder) {
        this.group = group;
        this.cancelled = cancelled;
        this.finder = finder;
    }

    ArcFinder finder() {
        return finder;
    }

    /** Whether the last tree is optimal; if not, it was cancelled. */
    boolean isOptimal() {
        return optimal;
    }

    /** From nothing. */
    SpanningTree solve() {
        return solve(first());
    }

    /** From a forest of arcs that is thought to be good. */
    SpanningTree solve(Forest start) {
        SpanningTree tree = new SpanningTree(group, new TreeStart(group, start));
        optimal = new Simplex(group, tree, finder, cancelled).optimise();
        return tree;
    }

    private Forest first() {
        boolean few = (long) group.sources() * group.needs() <= FEW_ARCS;
        if (few || !(group.travel instanceof GreatCircle)) {
            return GreedyStart.of(group, finder);
        }
        Coarse coarse = new Coarse(group);
        return coarse.refined(new GroupSolver(coarse.group, cancelled).solve());
    }
}
