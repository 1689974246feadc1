package dev.muster.unit;

/** What a unit is booked for. */
public enum BookingKind {
    /** For a request line, by rule or by an officer. */
    ALLOCATION,
    /** Anything else somebody needs it for: an exercise, a duty at its own site. */
    DUTY,
    /** Lent out. */
    LOAN,
    /** Maintenance, calibration, inspection: it cannot be had. */
    MAINTENANCE,
    /** Rest after a deployment. */
    REST;

    /** Whether rest is due after it. */
    public boolean tires() {
        return this == ALLOCATION || this == DUTY;
    }
}
