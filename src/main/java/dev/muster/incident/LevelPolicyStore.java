package dev.muster.incident;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Comparator;
import java.util.List;

@ApplicationScoped
class LevelPolicyStore implements PanacheRepositoryBase<LevelPolicyEntity, PolicyLevel> {

    /** Every level has its row. */
    Uni<LevelPolicyEntity> lock(PolicyLevel level) {
        return findById(level, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("No policy is selected for level " + level));
    }

    /** The gravest level first. */
    Uni<List<LevelPolicyEntity>> all() {
        return listAll()
                .map(rows -> rows.stream()
                        .sorted(Comparator.comparing(row -> row.level))
                        .toList());
    }
}
