/**
 * The plan: all open needs served together, provably best. Pure: instance in, plan out.
 *
 * <p>No plan serves more of the most urgent class, then of the next, and so on; among those none has less quantity ×
 * minutes. {@link dev.muster.allocation.plan.Planner} cuts the {@link dev.muster.allocation.plan.Instance} into groups
 * of items that can stand in for each other; each {@code Group} is a transportation problem of sources and needs whose
 * unserved units cost a penalty per class, high enough that no travel time outweighs it. {@code SpanningTree} is a
 * primal network simplex on it; {@code ArcFinder} finds arcs worth having, so that most are never made. When it finds
 * none, the plan is optimal, and the {@link dev.muster.allocation.plan.Certificate} says so after a check in integers.
 */
@NullMarked
package dev.muster.allocation.plan;

import org.jspecify.annotations.NullMarked;
