package dev.muster.unit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a unit cannot be had for a period (R3).
 *
 * @param until when this is over, or for a credential when it expires; null if not known
 * @param detail what exactly: a status, a credential, a member's number
 */
public record Obstacle(
        Kind kind, @Nullable Instant until, @Nullable String detail) {

    /** What stands in the way. */
    public enum Kind {
        /** Out of service, in maintenance or retired. */
        OUT_OF_USE,
        NOT_VETTED,
        /** Lower competency level than asked for. */
        LEVEL,
        /** A credential is not valid through the period. */
        CREDENTIAL,
        /** Neither on duty nor on call when it would have to leave. */
        NOT_ON_ROSTER,
        /** In maintenance then. */
        MAINTENANCE,
        /** Maintenance, calibration or inspection falls due before it would be back; {@code until} says when. */
        DUE,
        /** Must rest first, or would have to before the next deployment. */
        REST,
        /** Booked for something else. */
        BOOKED,
        /** A team that cannot be put together. */
        COMPOSITION,
        /** A team whose kit does not stand at its home. */
        KIT_INCOMPLETE
    }

    /** Whether an officer may set it aside with a reason; what cannot be, such as two places at once, is set aside by nobody. */
    public boolean overridable() {
        return switch (kind) {
            case LEVEL, CREDENTIAL, NOT_ON_ROSTER, DUE, REST, KIT_INCOMPLETE -> true;
            case OUT_OF_USE, NOT_VETTED, MAINTENANCE, BOOKED, COMPOSITION -> false;
        };
    }

    static Obstacle of(Kind kind) {
        return new Obstacle(kind, null, null);
    }
}
