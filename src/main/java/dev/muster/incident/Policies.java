package dev.muster.incident;

import dev.muster.platform.Changes;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import dev.muster.platform.ReferenceEntity;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule settings that requests are decided by, in versions. A version once made is never changed or deleted. */
@ApplicationScoped
public class Policies {

    private static final Changes.Kind<PolicyRecord> KIND =
            new Changes.Kind<>("policy", PolicyRecord::code, policy -> policy);

    private final PolicyStore store;
    private final Changes changes;

    Policies(PolicyStore store, Changes changes) {
        this.store = store;
        this.changes = changes;
    }

    /**
     * Creates a policy or makes its next version, unless nothing differs. Refuses (412) another version than expected.
     *
     * @param policy its version is not looked at
     */
    public Uni<Stored<PolicyRecord>> put(PolicyRecord policy, Revision revision, String actor) {
        return changes.makeOne(
                KIND, actor, () -> store.lock(policy.code()).chain(present -> write(present, policy, revision, actor)));
    }

    /** Refuses with 404 if there is no such policy. */
    @WithSession
    public Uni<Stored<PolicyRecord>> get(String code) {
        return store.byCode(code)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(code))
                .map(PolicyEntity::read);
    }

    /** By code. */
    @WithSession
    public Uni<Page<PolicyRecord>> list(PageRequest page) {
        return store.page(page)
                .map(rows -> page.page(rows.stream().map(PolicyEntity::toRecord).toList(), p -> List.of(p.code())));
    }

    /** Newest first. Refuses with 404 if there is no such policy. */
    @WithSession
    public Uni<Page<PolicyVersion>> versions(String code, PageRequest page) {
        return store.versions(code, page).map(rows -> {
            if (rows.isEmpty() && page.isFirst()) {
                throw unknown(code);
            }
            return page.page(
                    rows.stream().map(PolicyVersionEntity::toRecord).toList(),
                    v -> List.of(Integer.toString(v.version())));
        });
    }

    /** Refuses with 404 if there is no such policy, or no such version of it. */
    @WithSession
    public Uni<PolicyVersion> version(String code, int version) {
        return store.version(code, version)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND, "no-policy-version", code, Integer.toString(version))
                        .asException())
                .map(PolicyVersionEntity::toRecord);
    }

    private static Uni<Stored<PolicyRecord>> write(
            @Nullable PolicyEntity present, PolicyRecord policy, Revision revision, String actor) {
        PolicyRecord next = policy.over(present == null ? null : present.toRecord());
        List<Object> created = new ArrayList<>();
        Stored<PolicyRecord> stored = ReferenceEntity.write(present, next, revision, PolicyEntity::new, created::add);
        if (stored.isChange()) {
            created.add(PolicyVersionEntity.of(next, actor));
        }
        return Changes.persist(created).replaceWith(stored);
    }

    private static ProblemException unknown(String code) {
        return Problem.of(ProblemType.NOT_FOUND, "no-policy", code).asException();
    }
}
