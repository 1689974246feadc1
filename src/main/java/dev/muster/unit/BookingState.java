package dev.muster.unit;

/** The life of a booking. */
public enum BookingState {
    RESERVED,
    /** The unit has left for it. */
    DISPATCHED,
    /** The unit is there. */
    RECEIVED,
    /** The unit is back. */
    RETURNED,
    RELEASED,
    EXPIRED,
    PREEMPTED;

    /** Whether it keeps others from the unit. */
    public boolean live() {
        return this == RESERVED || this == DISPATCHED || this == RECEIVED;
    }
}
