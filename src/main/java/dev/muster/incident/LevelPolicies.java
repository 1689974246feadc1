package dev.muster.incident;

import dev.muster.platform.Changes;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ReferenceEntity;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Violations;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which policy is in force at which response level. Every level has one, at first {@code default}. */
@ApplicationScoped
public class LevelPolicies {

    private static final Changes.Kind<LevelPolicy> KIND =
            new Changes.Kind<>("response-level", selection -> selection.level().name(), selection -> selection);

    private final LevelPolicyStore store;
    private final PolicyStore policies;
    private final Changes changes;

    LevelPolicies(LevelPolicyStore store, PolicyStore policies, Changes changes) {
        this.store = store;
        this.policies = policies;
        this.changes = changes;
    }

    /** Selects a policy for a level. Refuses (422) an unknown policy, (412) another revision than expected. */
    public Uni<Stored<LevelPolicy>> select(
            PolicyLevel level, @Nullable String policy, Revision revision, String actor) {
        new Violations().required("policy", policy).throwIfAny();
        LevelPolicy selection = new LevelPolicy(level, Objects.requireNonNull(policy));
        return changes.makeOne(
                KIND,
                actor,
                () -> requirePolicy(selection)
                        .chain(() -> store.lock(level))
                        .map(present -> ReferenceEntity.write(
                                present, selection, revision, LevelPolicyEntity::new, created -> {})));
    }

    @WithSession
    public Uni<Stored<LevelPolicy>> get(PolicyLevel level) {
        return store.findById(level).map(LevelPolicyEntity::read);
    }

    /** The gravest level first, none last. */
    @WithSession
    public Uni<Page<LevelPolicy>> list(PageRequest page) {
        return store.all()
                .map(rows -> page.page(
                        rows.stream()
                                .map(LevelPolicyEntity::toRecord)
                                .filter(row -> page.isFirst()
                                        || row.level()
                                                        .compareTo(PolicyLevel.valueOf(
                                                                page.after().get(0)))
                                                > 0)
                                .limit(page.fetch())
                                .toList(),
                        row -> List.of(row.level().name())));
    }

    private Uni<Boolean> requirePolicy(LevelPolicy selection) {
        return policies.exists(selection.policy()).invoke(exists -> {
            if (!exists) {
                throw Problem.violation("policy", "unknown-policy", selection.policy())
                        .asException();
            }
        });
    }
}
