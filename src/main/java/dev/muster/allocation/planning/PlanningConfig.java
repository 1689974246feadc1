package dev.muster.allocation.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of plans. */
@ConfigMapping(prefix = "muster.planning")
public interface PlanningConfig {

    /** Plans made at the same time by this process. */
    @WithDefault("1")
    int parallelRuns();

    /** Plans that may wait for their turn; more are refused with 429. */
    @WithDefault("20")
    int waitingRuns();

    /** Threads that work on one plan. */
    @WithDefault("2")
    int threads();

    /** A plan that takes longer stops with the best found so far. */
    @WithDefault("5m")
    Duration timeLimit();

    /** The most lines of one plan. */
    @WithDefault("1000000")
    int largestInstance();

    /** The most sites where travel time has to be measured pair by pair, because several transport modes compete. */
    @WithDefault("3000")
    int largestMatrix();

    /** The most pairs of a line that asks for units and a unit that may be asked for so. */
    @WithDefault("5000000")
    long unitPairs();

    /** Relaxed plans made at most for lines that compete for units over time; then the best so far is given, unproven. */
    @WithDefault("500")
    int unitSteps();

    /** The longest list in what is asked for. */
    @WithDefault("1000")
    int longestList();

    /** How long plans are kept. */
    @WithDefault("7d")
    Duration keep();

    /** How long after its reading a plan may be applied. */
    @WithDefault("15m")
    Duration applyWithin();

    /** Lines applied in one transaction; those that share goods stay together up to ten times as many. */
    @WithDefault("500")
    int applyLines();

    /** How often a plan at work tells how far it is. */
    @WithDefault("1s")
    Duration tellEvery();

    /** How long a process that says nothing is taken to be at work. */
    @WithDefault("20s")
    Duration lease();

    /** How often automatic plans are looked for. */
    @WithDefault("10s")
    Duration lookEvery();

    /** An automatic plan that serves nobody better is applied if it saves this part of quantity × minutes. */
    @WithDefault("0.05")
    double leastSaving();

    /** Advice kept with a plan. */
    @WithDefault("50")
    int advice();

    /** Plans whose working is remembered, so that the next of the same kind takes less. */
    @WithDefault("4")
    int remembered();

    /** Longest wait for one step in the database. */
    @WithDefault("60s")
    Duration stepTimeout();
}
