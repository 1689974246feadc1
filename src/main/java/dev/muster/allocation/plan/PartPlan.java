package dev.muster.allocation.plan;

import java.util.List;

/**
 * The plan of one part. Positions are those in the part's lists, so that it holds for every equal part.
 *
 * @param group the problem
 * @param tree its basis
 * @param proof its proof
 * @param assigned by demand: what it gets, nearest first
 * @param polish what polishing changed
 */
record PartPlan(Group group, SpanningTree tree, Proof proof, List<List<Assignment>> assigned, Polish polish) {}
