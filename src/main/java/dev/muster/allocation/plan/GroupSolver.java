package dev.muster.allocation.plan;

import java.util.function.BooleanSupplier;

/** Solves one group: simplex over few arcs, then a look at all others for better ones, until there are none. */
final class GroupSolver {

    private static final int FIRST_ARCS = 8;
    private static final int MORE_ARCS = 4;
    private static final long ALL_ARCS = 20_000;

    private final Group group;
    private final BooleanSupplier cancelled;
    private final ArcFinder finder;

    int rounds;
    long pivots;
    int arcsMade;
    boolean optimal;
    String info() { return ""; }

    GroupSolver(Group group, BooleanSupplier cancelled) {
        this.group = group;
        this.cancelled = cancelled;
        this.finder = ArcFinder.of(group);
    }

    /** From nothing. */
    SpanningTree solve() {
        Forest start = GreedyStart.of(group, finder);
        boolean small = (long) group.sources() * group.needs() <= ALL_ARCS;
        return solve(start, small ? group.sources() : FIRST_ARCS);
    }

    /**
     * From a forest of arcs that is thought to be good.
     *
     * @param nearest how many of the nearest sources of each need to look at from the start
     */
    SpanningTree solve(Forest start, int nearest) {
        SpanningTree tree = new SpanningTree(group, new TreeStart(group, start));
        Arcs arcs = new Arcs(start.size + nearest * group.needs() + 16);
        if (nearest > 0) {
            finder.setPrices(group.keeping);
            for (int d = 0; d < group.needs(); d++) {
                addFound(arcs, d, finder.find(d, Long.MAX_VALUE / 4, nearest));
            }
        }
        Simplex simplex = new Simplex(group, tree, cancelled);
        do {
            optimal = simplex.optimise(arcs) && !addBetter(arcs, tree);
            rounds++;
        } while (!optimal && !cancelled.getAsBoolean());
        pivots = simplex.pivots;
        arcsMade = arcs.size;
        return tree;
    }

    /** Looks at every arc, by value or by bound; adds some of those with a negative reduced cost; false if none has. */
    private boolean addBetter(Arcs arcs, SpanningTree tree) {
        int before = arcs.size;
        finder.setPrices(tree.price);
        for (int d = 0; d < group.needs(); d++) {
            addFound(arcs, d, finder.find(d, tree.price[tree.sources + d], MORE_ARCS));
        }
        return arcs.size > before;
    }

    private void addFound(Arcs arcs, int d, int found) {
        for (int i = 0; i < found; i++) {
            arcs.add(finder.source[i], d, finder.cost[i]);
        }
    }
}
