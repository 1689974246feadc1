package dev.muster.unit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Where a unit stands now; what it is booked for later stands in its calendar. */
public enum UnitStatus {
    AVAILABLE,
    /** An asset that somebody counts on. */
    RESERVED,
    /** An asset on its way to a site. */
    IN_TRANSIT,
    IN_USE,
    RETURNING,
    MAINTENANCE,
    OUT_OF_SERVICE,
    RETIRED,
    OFF_DUTY,
    /** People that somebody counts on. */
    COMMITTED,
    /** People on their way to a site. */
    EN_ROUTE,
    ON_SITE,
    RESTING;

    private static final Map<UnitStatus, Set<UnitStatus>> OF_ASSETS = new EnumMap<>(Map.of(
            AVAILABLE, Set.of(RESERVED, MAINTENANCE, OUT_OF_SERVICE, RETIRED),
            RESERVED, Set.of(AVAILABLE, IN_TRANSIT, MAINTENANCE, OUT_OF_SERVICE),
            IN_TRANSIT, Set.of(IN_USE, RETURNING, OUT_OF_SERVICE),
            IN_USE, Set.of(RETURNING, OUT_OF_SERVICE),
            RETURNING, Set.of(AVAILABLE, RESERVED, MAINTENANCE, OUT_OF_SERVICE),
            MAINTENANCE, Set.of(AVAILABLE, RESERVED, OUT_OF_SERVICE, RETIRED),
            OUT_OF_SERVICE, Set.of(AVAILABLE, RESERVED, MAINTENANCE, RETIRED),
            RETIRED, Set.of()));

    private static final Map<UnitStatus, Set<UnitStatus>> OF_PEOPLE = new EnumMap<>(Map.of(
            OFF_DUTY, Set.of(AVAILABLE, COMMITTED),
            AVAILABLE, Set.of(OFF_DUTY, COMMITTED),
            COMMITTED, Set.of(AVAILABLE, OFF_DUTY, EN_ROUTE),
            EN_ROUTE, Set.of(ON_SITE, RETURNING),
            ON_SITE, Set.of(RETURNING),
            RETURNING, Set.of(RESTING),
            RESTING, Set.of(AVAILABLE, OFF_DUTY, COMMITTED)));

    /** Whether a unit of this kind may go from this state to that. */
    public boolean mayBecome(UnitKind kind, UnitStatus next) {
        return nextOf(kind).contains(next);
    }

    /** The states that may follow for a unit of this kind. */
    public Set<UnitStatus> nextOf(UnitKind kind) {
        return Objects.requireNonNullElse((kind == UnitKind.ASSET ? OF_ASSETS : OF_PEOPLE).get(this), Set.of());
    }

    /** Whether a unit of this kind knows this state at all. */
    public boolean belongsTo(UnitKind kind) {
        return (kind == UnitKind.ASSET ? OF_ASSETS : OF_PEOPLE).containsKey(this);
    }

    /** Whether nothing can be asked of such a unit until somebody says otherwise. */
    public boolean outOfUse() {
        return this == MAINTENANCE || this == OUT_OF_SERVICE || this == RETIRED;
    }

    /** On its way to where it was asked for. */
    public boolean going() {
        return this == IN_TRANSIT || this == EN_ROUTE;
    }

    /** At work where it was asked for. */
    public boolean there() {
        return this == IN_USE || this == ON_SITE;
    }

    /** Away for a booking: going, there, or on the way back. */
    public boolean away() {
        return going() || there() || this == RETURNING;
    }

    public static UnitStatus held(UnitKind kind) {
        return kind == UnitKind.ASSET ? RESERVED : COMMITTED;
    }

    public boolean isHeld() {
        return this == RESERVED || this == COMMITTED;
    }

    /** Free to be held for a booking. */
    public boolean isFree() {
        return this == AVAILABLE || this == OFF_DUTY;
    }
}
