package dev.muster.bench.plan;

import java.util.function.Function;
import org.jgrapht.Graph;
import org.jgrapht.alg.flow.mincost.CapacityScalingMinimumCostFlow;
import org.jgrapht.alg.flow.mincost.MinimumCostFlowProblem;
import org.jgrapht.alg.flow.mincost.MinimumCostFlowProblem.MinimumCostFlowProblemImpl;
import org.jgrapht.alg.interfaces.MinimumCostFlowAlgorithm.MinimumCostFlow;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/** JGraphT, capacity scaling on all arcs. Its costs are floating-point numbers. */
final class JGraphT {

    private JGraphT() {}

    /** Solves one item; adds to the tally what is served and travelled. */
    static void solve(ItemFlow item, Tally tally) {
        long begin = System.nanoTime();
        Graph<Integer, Integer> graph = new SimpleDirectedWeightedGraph<>(() -> 0, () -> 0);
        for (int node = 0; node <= item.root(); node++) {
            graph.addVertex(node);
        }
        for (int i = 0; i < item.arcs; i++) {
            graph.addEdge(item.tail[i], item.head[i], i);
            graph.setEdgeWeight(i, item.cost[i]);
        }
        Function<Integer, Integer> supply = node -> Math.toIntExact(item.supply[node]);
        Function<Integer, Integer> capacity = arc -> CapacityScalingMinimumCostFlow.CAP_INF;
        MinimumCostFlowProblem<Integer, Integer> problem = new MinimumCostFlowProblemImpl<>(graph, supply, capacity);
        tally.built(System.nanoTime() - begin);
        MinimumCostFlow<Integer> flow =
                tally.timed(() -> new CapacityScalingMinimumCostFlow<Integer, Integer>().getMinimumCostFlow(problem));
        for (int i = 0; i < item.arcs; i++) {
            tally.count(item, i, Math.round(flow.getFlow(i)));
        }
    }
}
