package dev.muster.allocation.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demand gets.
 *
 * @param demand the demand
 * @param served base units assigned, fixed reservations included
 * @param unserved base units that it does not get
 * @param reason why not; null if nothing is unserved
 * @param assignments where from, nearest first
 */
public record Outcome(
        Demand demand, long served, long unserved, @Nullable Unmet reason, List<Assignment> assignments) {}
