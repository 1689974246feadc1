/**
 * Plans in the service: what is open is read as it stands at one moment ({@code Reading}), turned into instances of
 * {@link dev.muster.allocation.plan} ({@code Drafting}), planned on threads of their own, and kept with what it would change
 * ({@code PlanStore}). Nothing changes until a plan is applied: part by part through the decision loop, where what has
 * changed since is decided by the rules.
 *
 * <p>Holds: a plan takes from a line only what the policy lets a strictly higher class take back, and moves nothing that an
 * officer chose or that could not be reserved again; a plan that asks "what if" is never applied; one process works on a
 * plan, and one whose process is gone says so.
 */
@NullMarked
package dev.muster.allocation.planning;

import org.jspecify.annotations.NullMarked;
