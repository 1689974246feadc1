package dev.muster.allocation.plan;

/** Why a demand, or a part of it, is not met. */
public enum Unmet {
    /** No source has any of the item or its substitutes, other than the asking site. */
    NO_STOCK,
    /** No source can be there in time, or none is joined by any way. */
    OUT_OF_REACH,
    /** What could be there in time would have expired, or comes from excluded sites only. */
    NOT_ELIGIBLE,
    /** What is left in reach is what sources keep for themselves (R4). */
    FLOORS,
    /** What is in reach serves demands that come first, or cannot be freed for this one without another losing as much. */
    SCARCE,
    /** The plan was stopped before its end; more time might serve it. */
    STOPPED
}
