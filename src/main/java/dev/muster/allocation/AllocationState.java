package dev.muster.allocation;

/** The life of an allocation. */
public enum AllocationState {
    PROPOSED,
    RESERVED,
    DISPATCHED,
    RECEIVED,
    /** A unit is back. */
    RETURNED,
    RELEASED,
    EXPIRED,
    PREEMPTED;

    /** Whether it still counts for its line. */
    public boolean live() {
        return this == RESERVED || this == DISPATCHED || this == RECEIVED;
    }
}
