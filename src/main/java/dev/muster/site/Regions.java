package dev.muster.site;

import dev.muster.platform.Changes;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.ReferenceEntity;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tree of regions. */
@ApplicationScoped
public class Regions {

    private static final Changes.Kind<RegionRecord> KIND =
            new Changes.Kind<>("region", RegionRecord::code, region -> region);

    private final RegionStore store;
    private final Changes changes;

    Regions(RegionStore store, Changes changes) {
        this.store = store;
        this.changes = changes;
    }

    /** Creates or replaces a region. Refuses (422) an unknown parent, a cycle, a level not below the parent's. */
    public Uni<Stored<RegionRecord>> put(RegionRecord region, Revision revision, String actor) {
        return changes.make(KIND, actor, () -> write(List.of(region), revision)).map(stored -> stored.get(0));
    }

    /** Creates or replaces regions in one transaction, in the order given, so parents first. */
    public Uni<List<Stored<RegionRecord>>> putAll(List<RegionRecord> regions, String actor) {
        return changes.make(KIND, actor, () -> write(regions, Revision.ANY));
    }

    /** Refuses with 404 if there is no such region. */
    @WithSession
    public Uni<Stored<RegionRecord>> get(String code) {
        return store.findById(code)
                .onItem()
                .ifNull()
                .failWith(() ->
                        Problem.of(ProblemType.NOT_FOUND, "no-region", code).asException())
                .map(RegionEntity::read);
    }

    /** By code; those directly below a parent, or all. */
    @WithSession
    public Uni<Page<RegionRecord>> list(@Nullable String parent, PageRequest page) {
        return store.page(parent, page)
                .map(rows -> page.page(rows.stream().map(RegionEntity::toRecord).toList(), r -> List.of(r.code())));
    }

    /** A region's code and those of all below it; empty if there is no such region. */
    @WithSession
    public Uni<List<String>> below(String code) {
        return store.below(code);
    }

    private Uni<List<Stored<RegionRecord>>> write(List<RegionRecord> regions, Revision revision) {
        return store.lockAll().chain(present -> {
            List<RegionEntity> created = new ArrayList<>();
            List<Stored<RegionRecord>> stored = apply(present, regions, revision, created);
            return Changes.persist(created).replaceWith(stored);
        });
    }

    private static List<Stored<RegionRecord>> apply(
            Map<String, RegionEntity> present,
            List<RegionRecord> regions,
            Revision revision,
            List<RegionEntity> created) {
        RegionTree tree = new RegionTree(
                present.values().stream().map(RegionEntity::toRecord).toList());
        List<Stored<RegionRecord>> stored = new ArrayList<>();
        for (RegionRecord region : regions) {
            tree.violations(region).throwIfAny();
            stored.add(
                    ReferenceEntity.write(present.get(region.code()), region, revision, RegionEntity::new, entity -> {
                        present.put(region.code(), entity);
                        created.add(entity);
                    }));
            tree.put(region);
        }
        return stored;
    }
}
