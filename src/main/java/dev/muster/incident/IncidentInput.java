package dev.muster.incident;

import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An incident as somebody gives it; anything may be missing. Required: code, one name, kind, level. The id is made if
 * absent, the phase defaults to response, the start to now.
 */
@Schema(name = "IncidentInput")
public record IncidentInput(
        @Nullable UUID id,
        @Nullable String code,
        @Nullable Name name,
        @Nullable String kind,
        @Nullable String region,
        @Nullable ResponseLevel level,
        @Nullable Phase phase,
        @Nullable Instant startedAt) {

    private static final int MAX_NAME = 200;
    private static final int MAX_KIND = 64;

    static IncidentInput of(IncidentRecord incident) {
        return new IncidentInput(
                incident.id(),
                incident.code(),
                incident.name(),
                incident.kind(),
                incident.region(),
                incident.level(),
                incident.phase(),
                incident.startedAt());
    }

    /** The incident it describes; refuses (422) what is incomplete. */
    IncidentRecord checked(UUID newId, Instant now) {
        new Violations()
                .code("code", code)
                .name("name", name, MAX_NAME)
                .required("kind", kind)
                .check(kind == null || kind.length() <= MAX_KIND, "kind", "too-long", MAX_KIND)
                .required("level", level)
                .throwIfAny();
        return new IncidentRecord(
                id == null ? newId : id,
                Objects.requireNonNull(code),
                Objects.requireNonNull(name),
                Objects.requireNonNull(kind),
                region,
                Objects.requireNonNull(level),
                phase == null ? Phase.RESPONSE : phase,
                startedAt == null ? now : startedAt);
    }
}
