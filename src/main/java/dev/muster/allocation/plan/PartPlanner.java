package dev.muster.allocation.plan;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Plans one part: problem, optimum, proof, shipments, polish, lots, in this order. */
final class PartPlanner {

    private PartPlanner() {}

    static PartPlan plan(Part part, @Nullable PartPlan before, BooleanSupplier cancelled) {
        Group group = new Group(new GroupBuilder(part));
        boolean limited = part.instance().terms().topClass() == Terms.Objective.LEAST_TOTAL_TIME
                || WorstTime.limit(group, cancelled);
        GroupSolver solver = new GroupSolver(group, cancelled);
        SpanningTree tree = before == null ? solver.solve() : solver.solve(KeptBasis.of(group, before));
        Proof proof = Proof.of(group, tree, solver.finder(), limited && solver.isOptimal());
        Shipments shipments = new Shipments(part, group, tree);
        Polish polish =
                part.instance().terms().limitsShipments() ? new Polishing(shipments, tree).polish() : Polish.NONE;
        return PartPlan.of(part, group, tree, proof, shipments.assigned(), polish);
    }
}
