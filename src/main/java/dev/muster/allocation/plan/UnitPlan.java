package dev.muster.allocation.plan;

import java.util.List;

/**
 * Which units serve which needs.
 *
 * @param chosen need by need, in the order of the needs
 * @param proven parts (needs that compete for units at the same time) for which it is proven that there is no better plan
 * @param parts all of them
 */
public record UnitPlan(List<List<UnitChoice>> chosen, int proven, int parts) {}
