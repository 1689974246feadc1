package dev.muster.unit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A unit in the register and where it stands.
 *
 * @param site code of the site where it is
 * @param distanceKm from the place asked about, null if none was
 */
public record UnitStanding(
        int id,
        UnitRecord unit,
        String site,
        UnitStatus status,
        Instant since,
        int version,
        @Nullable Double distanceKm) {}
