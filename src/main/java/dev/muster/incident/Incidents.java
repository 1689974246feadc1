package dev.muster.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.Changes;
import dev.muster.platform.Ids;
import dev.muster.platform.MergePatch;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import dev.muster.platform.ReferenceEntity;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Stored.Outcome;
import dev.muster.site.Sites;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The emergencies. */
@ApplicationScoped
public class Incidents {

    private static final Changes.Kind<IncidentRecord> KIND =
            new Changes.Kind<>("incident", incident -> incident.id().toString(), incident -> incident);

    private final IncidentStore store;
    private final Sites sites;
    private final Changes changes;
    private final ObjectMapper json;
    private final Clock clock;

    Incidents(IncidentStore store, Sites sites, Changes changes, ObjectMapper json, Clock clock) {
        this.store = store;
        this.sites = sites;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Opens an incident. The same id with the same payload gives the first answer again; with another payload it is
     * refused (409), as is a code that another incident has.
     */
    public Uni<Stored<IncidentRecord>> create(IncidentInput input, String actor) {
        IncidentRecord incident = input.checked(Ids.next(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        String fingerprint = fingerprint(write(input));
        return changes.makeOne(
                KIND,
                actor,
                () -> store.claim(incident.id(), fingerprint, write(incident), actor)
                        .chain(answered ->
                                answered == null ? insert(incident) : again(incident.id(), answered, fingerprint)));
    }

    private Uni<Stored<IncidentRecord>> insert(IncidentRecord incident) {
        return requireRegion(incident)
                .chain(() -> requireFreeCode(incident))
                .chain(() -> {
                    IncidentEntity entity = new IncidentEntity();
                    entity.set(incident);
                    return store.persist(entity);
                })
                .map(entity -> new Stored<>(incident, entity.version(), Outcome.CREATED));
    }

    private Uni<Stored<IncidentRecord>> again(UUID id, IncidentStore.Answered answered, String fingerprint) {
        if (!answered.fingerprint().equals(fingerprint)) {
            throw Problem.of(ProblemType.COMMAND_CONFLICT, "same-id-other-payload", id)
                    .asException();
        }
        return Uni.createFrom().item(Stored.read(read(answered.answer()), 0));
    }

    /**
     * Changes an incident by a JSON Merge Patch of it. Refuses (404) an unknown one, (409) a phase that lies behind, or
     * any change of a closed one, (412) another revision than expected.
     */
    public Uni<Stored<IncidentRecord>> patch(UUID id, JsonNode patch, Revision revision, String actor) {
        return changes.makeOne(
                KIND,
                actor,
                () -> store.lock(id)
                        .onItem()
                        .ifNull()
                        .failWith(() -> unknown(id))
                        .chain(entity -> change(entity, patched(entity.toRecord(), patch), revision)));
    }

    private Uni<Stored<IncidentRecord>> change(IncidentEntity entity, IncidentRecord next, Revision revision) {
        revision.check(entity.version());
        IncidentRecord now = entity.toRecord();
        if (now.equals(next)) {
            return Uni.createFrom().item(entity.read());
        }
        if (now.phase() == Phase.CLOSED || !now.phase().mayBecome(next.phase())) {
            throw Problem.of(
                            ProblemType.ILLEGAL_TRANSITION,
                            now.phase() == Phase.CLOSED ? "incident-closed" : "incident-phase",
                            now.phase(),
                            next.phase())
                    .asException();
        }
        return requireRegion(next)
                .chain(() -> requireFreeCode(next))
                .map(free -> ReferenceEntity.write(entity, next, Revision.ANY, IncidentEntity::new, created -> {}));
    }

    private IncidentRecord patched(IncidentRecord incident, JsonNode patch) {
        try {
            JsonNode merged = MergePatch.apply(json.valueToTree(IncidentInput.of(incident)), patch);
            IncidentRecord next =
                    json.treeToValue(merged, IncidentInput.class).checked(incident.id(), incident.startedAt());
            if (!next.id().equals(incident.id())) {
                throw Problem.violation("id", "fixed").asException();
            }
            return next;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    /** Refuses with 404 if there is no such incident. */
    @WithSession
    public Uni<Stored<IncidentRecord>> get(UUID id) {
        return store.findById(id).onItem().ifNull().failWith(() -> unknown(id)).map(IncidentEntity::read);
    }

    /** Newest first. */
    @WithSession
    public Uni<Page<IncidentRecord>> list(@Nullable Phase phase, PageRequest page) {
        return store.page(phase, page)
                .map(rows -> page.page(
                        rows.stream().map(IncidentEntity::toRecord).toList(),
                        i -> List.of(i.startedAt().toString(), i.id().toString())));
    }

    private Uni<Void> requireRegion(IncidentRecord incident) {
        String region = incident.region();
        if (region == null) {
            return Uni.createFrom().voidItem();
        }
        return sites.unknownRegions(List.of(region))
                .invoke(unknown -> {
                    if (!unknown.isEmpty()) {
                        throw Problem.violation("region", "unknown-region", region)
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> requireFreeCode(IncidentRecord incident) {
        return store.hasCode(incident.code(), incident.id()).invoke(taken -> {
            if (taken) {
                throw Problem.of(ProblemType.COMMAND_CONFLICT, "incident-code-taken", incident.code())
                        .asException();
            }
        });
    }

    private static ProblemException unknown(UUID id) {
        return Problem.of(ProblemType.NOT_FOUND, "no-incident", id).asException();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }

    private IncidentRecord read(String answer) {
        try {
            return json.readValue(answer, IncidentRecord.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not an incident: " + answer, e);
        }
    }

    private static String fingerprint(String payload) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
