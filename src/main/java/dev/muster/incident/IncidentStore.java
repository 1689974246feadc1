package dev.muster.incident;

import dev.muster.platform.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class IncidentStore implements PanacheRepositoryBase<IncidentEntity, UUID> {

    /** The first answer to a command. */
    record Answered(String fingerprint, String answer) {}

    /** Claims a command id with its answer. Null if this is the first time, otherwise what stands there. */
    Uni<@Nullable Answered> claim(UUID id, String fingerprint, String answer, String actor) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into command (id, kind, fingerprint, status, answer, actor)
                                values (?1, 'incident.create', ?2, 201, cast(cast(?3 as text) as jsonb), ?4)
                                on conflict do nothing
                                """)
                        .setParameter(1, id)
                        .setParameter(2, fingerprint)
                        .setParameter(3, answer)
                        .setParameter(4, actor)
                        .executeUpdate()
                        .chain(rows -> rows == 1
                                ? Uni.createFrom().nullItem()
                                : session.createNativeQuery(
                                                "select fingerprint, cast(answer as text) from command where id = ?1",
                                                Object[].class)
                                        .setParameter(1, id)
                                        .getSingleResult()
                                        .map(row -> new Answered((String) row[0], (String) row[1]))));
    }

    Uni<Boolean> hasCode(String code, UUID exceptId) {
        return count("code = ?1 and id <> ?2", code, exceptId).map(n -> n > 0);
    }

    Uni<@Nullable IncidentEntity> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Newest first. */
    Uni<List<IncidentEntity>> page(@Nullable Phase phase, PageRequest page) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder("1 = 1");
        if (phase != null) {
            where.append(" and phase = :phase");
            parameters.put("phase", phase);
        }
        if (!page.isFirst()) {
            where.append(" and (startedAt < :at or (startedAt = :at and id < :id))");
            parameters.put("at", Instant.parse(page.after().get(0)));
            parameters.put("id", UUID.fromString(page.after().get(1)));
        }
        return find(where + " order by startedAt desc, id desc", parameters)
                .range(0, page.fetch() - 1)
                .list();
    }
}
