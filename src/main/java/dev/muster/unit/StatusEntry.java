package dev.muster.unit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A status a unit has had.
 *
 * @param site code of the site where it was
 * @param booking what it was for, null if for none
 */
public record StatusEntry(
        UnitStatus status,
        String site,
        Instant at,
        String actor,
        @Nullable String reason,
        @Nullable UUID booking) {}
