package dev.muster.incident;

import dev.muster.platform.Name;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An emergency.
 *
 * @param kind what happened, for instance {@code EPIDEMIC}
 * @param region code of the region it concerns; null: all
 */
@Schema(name = "Incident")
public record IncidentRecord(
        UUID id,
        String code,
        Name name,
        String kind,
        @Nullable String region,
        ResponseLevel level,
        Phase phase,
        Instant startedAt) {}
