package dev.muster.allocation.engine.units;

import dev.muster.unit.Obstacle;

/** The rule by which a unit was passed over. */
public enum UnitSkip {
    /** R2: the asking site is no source for itself. */
    OWN_SITE,
    /** R3: the site where it is is restricted or closed. */
    SITE_NOT_OPEN,
    /** R3: the policy has no transport mode. */
    NO_TRANSPORT,
    /** It would arrive when it is needed no longer. */
    TOO_LATE,
    /** An officer has taken it back from this line. */
    TAKEN_BACK,
    OUT_OF_USE,
    NOT_VETTED,
    LEVEL,
    CREDENTIAL,
    NOT_ON_ROSTER,
    MAINTENANCE,
    DUE,
    REST,
    BOOKED,
    COMPOSITION,
    /** A kit that must go with the team does not stand at its home, or others will leave with it. */
    KIT_INCOMPLETE;

    static UnitSkip of(Obstacle.Kind kind) {
        return valueOf(kind.name());
    }

    /** Whether the unit is there and could come, only not for this. */
    boolean ineligible() {
        return this != OWN_SITE && this != BOOKED;
    }
}
