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
    static int F = Integer.getInteger("F", 8), K = Integer.getInteger("K", 4);
    long tg, tn, ts, tf;

    String info() {
        return String.format(
                "greedy %d near %d simplex %d find %d ms", tg / 1000000, tn / 1000000, ts / 1000000, tf / 1000000);
    }

    GroupSolver(Group group, BooleanSupplier cancelled) {
        this.group = group;
        this.cancelled = cancelled;
        this.finder = ArcFinder.of(group);
    }

    ArcFinder finder() {
        return finder;
    }

    /** From nothing. */
    SpanningTree solve() {
        long t = System.nanoTime();
        Forest start = GreedyStart.of(group, finder);
        tg = System.nanoTime() - t;
        boolean small = (long) group.sources() * group.needs() <= ALL_ARCS;
        return solve(start, small ? group.sources() : Math.max(F, F * group.sources() / Math.max(1, group.needs())));
    }

    /**
     * From a forest of arcs that is thought to be good.
     *
     * @param nearest how many of the nearest sources of each need to look at from the start
     */
    SpanningTree solve(Forest start, int nearest) {
        SpanningTree tree = new SpanningTree(group, new TreeStart(group, start));
        Arcs arcs = new Arcs(start.size + nearest * group.needs() + 16);
        long t = System.nanoTime();
        if (nearest > 0) {
            finder.setPrices(group.keeping);
            for (int d = 0; d < group.needs(); d++) {
                addFound(arcs, d, finder.find(d, Long.MAX_VALUE / 4, nearest));
            }
        }
        tn = System.nanoTime() - t;
        Simplex simplex = new Simplex(group, tree, cancelled);
        do {
            t = System.nanoTime();
            boolean done = simplex.optimise(arcs);
            ts += System.nanoTime() - t;
            t = System.nanoTime();
            optimal = done && !addBetter(arcs, tree);
            tf += System.nanoTime() - t;
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
            addFound(
                    arcs,
                    d,
                    finder.find(
                            d,
                            tree.price[tree.sources + d],
                            Math.max(K, K * group.sources() / Math.max(1, group.needs()))));
        }
        return arcs.size > before;
    }

    private void addFound(Arcs arcs, int d, int found) {
        for (int i = 0; i < found; i++) {
            arcs.add(finder.source[i], d, finder.cost[i]);
        }
    }
}
