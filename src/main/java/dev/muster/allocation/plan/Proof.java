package dev.muster.allocation.plan;

/**
 * Checks a tree's flow and prices from the group alone, and bounds what a better plan could still gain.
 *
 * @param optimal whether the flow is proven to be optimal
 * @param gap what could be gained at most, in the group's lowest step
 * @param lacking what the plan lacks, in the group's lowest step
 */
record Proof(boolean optimal, double gap, double lacking) {

    /**
     * Proves or bounds. Every arc is looked at anew, whatever the solver says it has seen.
     *
     * @param complete whether the flow is said to be optimal
     * @throws IllegalStateException if the flow is not feasible, or is said to be optimal and is not
     */
    static Proof of(Group group, SpanningTree tree, ArcFinder finder, boolean complete) {
        WideSum primal = checkFlow(group, tree);
        WideSum dual = new WideSum();
        if (complete) {
            checkPrices(group, tree);
        }
        bound(group, tree, finder, dual);
        if (complete && !primal.equals(dual)) {
            throw new IllegalStateException(
                    "Items " + group.items + ": cost " + primal.exact() + " is not its bound " + dual.exact());
        }
        double step = group.weights.step;
        double lacking = primal.value();
        for (int s = 0; s < group.sources(); s++) {
            lacking += (double) group.keeping[s] * group.supply[s];
        }
        double gap = complete ? 0 : primal.exact().subtract(dual.exact()).doubleValue();
        return new Proof(complete, gap / step, lacking / step);
    }

    /** The cost of the flow; all of it must be there and none below zero. */
    private static WideSum checkFlow(Group group, SpanningTree tree) {
        long[] open = new long[tree.root];
        System.arraycopy(group.supply, 0, open, 0, group.sources());
        System.arraycopy(group.asked, 0, open, group.sources(), group.needs());
        WideSum cost = new WideSum();
        for (int node = 0; node < tree.root; node++) {
            long flow = tree.flow[node];
            int up = tree.parent[node];
            open[node] -= flow;
            if (up != tree.root) {
                open[up] -= flow;
            }
            cost.add(cost(group, tree, node), flow);
            if (flow < 0) {
                throw new IllegalStateException("Items " + group.items + ": flow " + flow + " at node " + node);
            }
        }
        for (int node = 0; node < tree.root; node++) {
            if (open[node] != 0) {
                throw new IllegalStateException("Items " + group.items + ": " + open[node] + " lost at node " + node);
            }
        }
        return cost;
    }

    /** Cost of the arc between a node and its parent. */
    private static long cost(Group group, SpanningTree tree, int node) {
        int up = tree.parent[node];
        if (up == tree.root) {
            return node < tree.sources ? -group.keeping[node] : group.missing[node - tree.sources];
        }
        return group.cost(Math.min(node, up), Math.max(node, up) - tree.sources);
    }

    /** Arcs of the tree cost what their ends' prices differ by; no arc of the root is worth more than it costs. */
    private static void checkPrices(Group group, SpanningTree tree) {
        for (int node = 0; node < tree.root; node++) {
            boolean isSource = node < tree.sources;
            long rise = tree.price(tree.parent[node]) - tree.price(node);
            boolean tight = cost(group, tree, node) == (isSource ? rise : -rise);
            boolean bounded = isSource
                    ? tree.price(node) >= group.keeping[node]
                    : tree.price(node) <= group.missing[node - tree.sources];
            if (!tight || !bounded) {
                throw new IllegalStateException(
                        "Items " + group.items + ": price " + tree.price(node) + " at node " + node);
            }
        }
    }

    /** The value of the best prices near the tree's that no arc contradicts. */
    private static void bound(Group group, SpanningTree tree, ArcFinder finder, WideSum dual) {
        long[] prices = new long[group.sources()];
        for (int s = 0; s < prices.length; s++) {
            prices[s] = Math.max(tree.price[s], group.keeping[s]);
            dual.add(-prices[s], group.supply[s]);
        }
        finder.follow(prices);
        for (int d = 0; d < group.needs(); d++) {
            long most = Math.min(group.missing[d], tree.needPrice(d));
            long value = finder.find(d, most, 1) == 0 ? most : finder.cost[0] + prices[finder.source[0]];
            dual.add(value, group.asked[d]);
        }
    }
}
