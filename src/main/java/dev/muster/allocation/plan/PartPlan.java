package dev.muster.allocation.plan;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plan of one part. Positions are those in the part's lists, so that it holds for every equal part.
 *
 * @param group the problem
 * @param tree its basis
 * @param proof its proof
 * @param assigned by demand: what it gets, nearest first
 * @param totals by class: units served and unserved
 * @param quantityMinutes quantity × minutes of all assignments
 * @param polish what polishing changed
 */
record PartPlan(
        Group group,
        SpanningTree tree,
        Proof proof,
        List<List<Assignment>> assigned,
        List<ClassTotal> totals,
        BigInteger quantityMinutes,
        Polish polish) {

    /** Adds up what was assigned. */
    static PartPlan of(
            Part part, Group group, SpanningTree tree, Proof proof, List<List<Assignment>> assigned, Polish polish) {
        Map<DemandClass, long[]> totals = new TreeMap<>();
        WideSum minutes = new WideSum();
        for (int i = 0; i < assigned.size(); i++) {
            long served = 0;
            for (Assignment assignment : assigned.get(i)) {
                served += assignment.quantity();
                minutes.add(assignment.quantity(), assignment.minutes());
            }
            long[] total = totals.computeIfAbsent(part.demand(i).demandClass(), key -> new long[2]);
            total[0] += served;
            total[1] += part.quantity(i) - served;
        }
        return new PartPlan(group, tree, proof, assigned, ClassTotal.listOf(totals), minutes.exact(), polish);
    }
}
