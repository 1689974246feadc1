package dev.muster.allocation.planning;

/** How far a plan is. All but {@link #RUNNING} are ends. */
public enum PlanState {
    /** It waits for its turn or is being made. */
    RUNNING,
    /** It is made. */
    DONE,
    /** Somebody stopped it; the best found so far is kept, if anything was. */
    CANCELLED,
    /** It could not be made. */
    FAILED,
    /** The process that worked on it is gone. */
    ABANDONED
}
