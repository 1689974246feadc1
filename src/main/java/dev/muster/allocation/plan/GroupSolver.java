package dev.muster.allocation.plan;

import java.util.function.BooleanSupplier;

/**
 * Solves one group: simplex over few arcs, then a look at all others for better ones, until there are none. Where the
 * first arcs and the first flow come from is a matter of time only; a coarser group tells what prices to expect.
 */
final class GroupSolver {

    /** Up to so many arcs are made at once; with more it pays to choose. */
    private static final long ALL_ARCS = 100_000;
    /** Arcs per need to begin with, by expected prices. */
    private static final int FIRST_ARCS = 16;
    /** Arcs per need that join in each round. */
    private static final int MORE_ARCS = 16;
    /** Rounds that a coarser group is worth. */
    private static final int COARSE_ROUNDS = 3;

    private final Group group;
    private final BooleanSupplier cancelled;
    private final ArcFinder finder;
    /** Needs that got better arcs the last time: the first to look at the next time. */
    private final int[] improved;

    private int improvedNeeds;
    private boolean optimal;

    GroupSolver(Group group, BooleanSupplier cancelled) {
        this.group = group;
        this.cancelled = cancelled;
        this.finder = ArcFinder.of(group);
        this.improved = new int[group.needs()];
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
        return solve(Integer.MAX_VALUE);
    }

    /** From a forest of arcs that is thought to be good. */
    SpanningTree solve(Forest start) {
        return solve(start, new Arcs(group.needs(), 64), Integer.MAX_VALUE);
    }

    private SpanningTree solve(int mostRounds) {
        boolean all = (long) group.sources() * group.needs() <= ALL_ARCS;
        boolean geometric = group.travel instanceof GreatCircle;
        long[] prices = all || !geometric ? group.keeping : coarsePrices();
        Forest start = GreedyStart.of(group, finder, prices);
        return all ? solveAll(start) : solve(start, firstArcs(prices), mostRounds);
    }

    /** With every arc at hand there is nothing to look for; that the simplex ended is checked arc by arc. */
    private SpanningTree solveAll(Forest start) {
        SpanningTree tree = new SpanningTree(group, new TreeStart(group, start));
        Arcs arcs = allArcs();
        arcs.takeIn();
        optimal = new Simplex(group, tree, cancelled).optimise(arcs);
        for (int d = 0; optimal && d < group.needs(); d++) {
            for (int i = arcs.first[d]; i < arcs.first[d + 1]; i++) {
                if (arcs.cost[i] + tree.price[arcs.source[i]] < tree.needPrice(d)) {
                    throw new IllegalStateException("Items " + group.items + ": a better arc is left");
                }
            }
        }
        return tree;
    }

    private SpanningTree solve(Forest start, Arcs arcs, int mostRounds) {
        SpanningTree tree = new SpanningTree(group, new TreeStart(group, start));
        Simplex simplex = new Simplex(group, tree, cancelled);
        for (int round = 1; ; round++) {
            arcs.takeIn();
            boolean best = simplex.optimise(arcs);
            if (!best || round == mostRounds) {
                return tree;
            }
            optimal = !addBetter(arcs, tree);
            if (optimal) {
                return tree;
            }
        }
    }

    private long[] coarsePrices() {
        Coarse coarse = new Coarse(group);
        SpanningTree tree = new GroupSolver(coarse.group, cancelled).solve(COARSE_ROUNDS);
        long[] prices = new long[group.sources()];
        for (int s = 0; s < prices.length; s++) {
            prices[s] = Math.max(group.keeping[s], tree.price[coarse.blockOfSource[s]]);
        }
        return prices;
    }

    private Arcs allArcs() {
        Arcs arcs = new Arcs(group.needs(), group.sources() * group.needs());
        for (int d = 0; d < group.needs(); d++) {
            for (int s = 0; s < group.sources(); s++) {
                int cost = group.cost(s, d);
                if (cost != Group.NONE) {
                    arcs.add(s, d, cost);
                }
            }
        }
        return arcs;
    }

    /** The arcs into each need that are cheapest at these prices. */
    private Arcs firstArcs(long[] prices) {
        int each = perNeed(FIRST_ARCS);
        Arcs arcs = new Arcs(group.needs(), each * group.needs());
        finder.setPrices(prices);
        for (int d = 0; d < group.needs(); d++) {
            addFound(arcs, d, finder.find(d, group.missing[d] + group.weights.step / 2, each));
        }
        return arcs;
    }

    /**
     * Adds arcs with a negative reduced cost, if there are any: to needs that had some the last time, else to any. When
     * it adds none it has looked at every arc, by value or by bound.
     *
     * @return whether it added any
     */
    private boolean addBetter(Arcs arcs, SpanningTree tree) {
        int each = perNeed(MORE_ARCS);
        finder.setPrices(tree.price);
        int watched = improvedNeeds;
        improvedNeeds = 0;
        for (int i = 0; i < watched; i++) {
            improve(improved[i], arcs, tree, each);
        }
        if (arcs.added() == 0) {
            for (int d = 0; d < group.needs(); d++) {
                improve(d, arcs, tree, each);
            }
        }
        return arcs.added() > 0;
    }

    private void improve(int d, Arcs arcs, SpanningTree tree, int each) {
        int found = finder.find(d, tree.needPrice(d), each);
        addFound(arcs, d, found);
        if (found > 0) {
            improved[improvedNeeds++] = d;
        }
    }

    /** More arcs into each need where needs are fewer than sources. */
    private int perNeed(int arcs) {
        return Math.max(arcs, arcs * group.sources() / Math.max(1, group.needs()));
    }

    private void addFound(Arcs arcs, int d, int found) {
        for (int i = 0; i < found; i++) {
            arcs.add(finder.source[i], d, finder.cost[i]);
        }
    }
}
