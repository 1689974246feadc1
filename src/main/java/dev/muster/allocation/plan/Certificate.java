package dev.muster.allocation.plan;

/**
 * The proof of a plan (duality of linear programs, von Neumann 1947): prices under which every arc that is used costs
 * exactly what it is worth and no arc is worth more than it costs, with the same value as the plan. Checked in integers.
 *
 * @param optimal whether every part is proven to be optimal
 * @param gap at most this share of what the plan lacks could be mended, 0 to 1; what it lacks are unserved units, units
 *     taken from floors and minutes, each weighed as its class weighs; 0 if optimal
 * @param proven parts (items, or groups of items that may stand in for each other) proven to be optimal
 * @param parts parts in all
 */
public record Certificate(boolean optimal, double gap, int proven, int parts) {}
