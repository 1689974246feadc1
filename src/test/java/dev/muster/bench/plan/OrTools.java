package dev.muster.bench.plan;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;

/** Google OR-Tools, SimpleMinCostFlow (cost scaling) on all arcs. */
final class OrTools {

    private OrTools() {}

    static void load() {
        Loader.loadNativeLibraries();
    }

    /** Solves one item; adds to the tally what is served and travelled. */
    static void solve(ItemFlow item, Tally tally) {
        long begin = System.nanoTime();
        MinCostFlow flow = new MinCostFlow(item.root() + 1, item.arcs);
        for (int i = 0; i < item.arcs; i++) {
            int tail = item.tail[i];
            int head = item.head[i];
            long most = Math.max(Math.abs(item.supply[tail]), Math.abs(item.supply[head]));
            long capacity = tail < item.sources ? item.supply[tail] : most;
            flow.addArcWithCapacityAndUnitCost(tail, head, capacity, item.cost[i]);
        }
        for (int node = 0; node <= item.root(); node++) {
            flow.setNodeSupply(node, item.supply[node]);
        }
        tally.built(System.nanoTime() - begin);
        if (tally.timed(flow::solve) != MinCostFlowBase.Status.OPTIMAL) {
            throw new IllegalStateException("OR-Tools found no optimum");
        }
        for (int i = 0; i < item.arcs; i++) {
            tally.count(item, i, flow.getFlow(i));
        }
        flow.delete();
    }
}
