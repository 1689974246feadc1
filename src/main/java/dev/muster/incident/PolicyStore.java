package dev.muster.incident;

import dev.muster.platform.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PolicyStore implements PanacheRepositoryBase<PolicyEntity, String> {

    private static final String CURRENT = """
            select p, v from PolicyEntity p
            join PolicyVersionEntity v on v.code = p.code and v.version = p.version where p.code""";

    /**
     * Locks it alone and then reads it with its settings: a statement that waits for a lock sees the newer row, but not
     * what was written beside it meanwhile.
     */
    Uni<@Nullable PolicyEntity> lock(String code) {
        return find("code", code)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .chain(locked -> locked.isEmpty() ? Uni.createFrom().nullItem() : byCode(code));
    }

    Uni<@Nullable PolicyEntity> byCode(String code) {
        return current(" = ?1", code, 1).map(found -> found.isEmpty() ? null : found.get(0));
    }

    Uni<Boolean> exists(String code) {
        return count("code", code).map(n -> n > 0);
    }

    /** In the order of their codes. */
    Uni<List<PolicyEntity>> page(PageRequest page) {
        return current(
                " > ?1 order by p.code", page.isFirst() ? "" : page.after().get(0), page.fetch());
    }

    /** Versions of a policy, newest first. */
    Uni<List<PolicyVersionEntity>> versions(String code, PageRequest page) {
        int before = page.isFirst()
                ? Integer.MAX_VALUE
                : Integer.parseInt(page.after().get(0));
        return getSession()
                .chain((Mutiny.Session session) -> session.createQuery(
                                "from PolicyVersionEntity where code = ?1 and version < ?2 order by version desc",
                                PolicyVersionEntity.class)
                        .setParameter(1, code)
                        .setParameter(2, before)
                        .setMaxResults(page.fetch())
                        .getResultList());
    }

    Uni<@Nullable PolicyVersionEntity> version(String code, int version) {
        return getSession()
                .chain((Mutiny.Session session) ->
                        session.find(PolicyVersionEntity.class, new PolicyVersionEntity.Key(code, version)));
    }

    /** Policies and the settings of their current versions by one statement, so that both are of the same moment. */
    private Uni<List<PolicyEntity>> current(String where, String code, int limit) {
        return getSession()
                .chain((Mutiny.Session session) -> session.createQuery(CURRENT + where, Object[].class)
                        .setParameter(1, code)
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> withSettings((PolicyEntity) row[0], (PolicyVersionEntity) row[1]))
                        .toList());
    }

    private static PolicyEntity withSettings(PolicyEntity policy, PolicyVersionEntity version) {
        policy.settings = version.settings;
        return policy;
    }
}
