/**
 * Who gets what from where. {@link dev.muster.allocation.DecisionLoop} gathers the commands that change stock or needs;
 * {@code Batch} runs what waits as one transaction: {@code BatchLoader} reads what they may touch ({@code WorldMemory} and
 * {@code Availability} remember what still stands), {@code BatchDecision} decides by the rules in {@code engine}, and
 * everything is saved together with the commands' answers, audit and events, or nothing is.
 *
 * <p>Holds: a command id has one effect and one answer; no unit is promised twice; a reservation ends once; no line is
 * served while a higher class is short of the same stock (domain invariants 2 to 5, 8, 9, 10).
 */
@NullMarked
package dev.muster.allocation;

import org.jspecify.annotations.NullMarked;
