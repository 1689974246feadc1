package dev.muster.site;

import dev.muster.platform.Changes;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.ReferenceEntity;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Violations;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sites. None is ever deleted: a site that is gone is closed. */
@ApplicationScoped
public class Sites {

    private static final Changes.Kind<SiteRecord> KIND =
            new Changes.Kind<>("site", SiteRecord::code, SiteRecord::shown);

    private final SiteStore store;
    private final RegionStore regions;
    private final Changes changes;

    Sites(SiteStore store, RegionStore regions, Changes changes) {
        this.store = store;
        this.regions = regions;
        this.changes = changes;
    }

    /** A site and its distance from the place asked about. */
    public record Near(SiteRecord site, double distanceKm) {}

    /** Creates or replaces a site. Refuses (422) an unknown region, (412) another revision than expected. */
    public Uni<Stored<SiteRecord>> put(SiteRecord site, Revision revision, String actor) {
        return changes.make(KIND, actor, () -> write(List.of(site), revision))
                .map(stored -> stored.get(0))
                .call(store::forget);
    }

    /**
     * Creates or replaces up to some thousands of sites in one transaction. Refuses all (422) if one names an unknown
     * region; the field is then {@code [index].region}.
     */
    public Uni<List<Stored<SiteRecord>>> putAll(List<SiteRecord> sites, String actor) {
        return changes.make(KIND, actor, () -> write(sites, Revision.ANY)).call(store::forget);
    }

    /** Those of the codes that exist. */
    @WithSession
    public Uni<Map<String, SiteRecord>> byCodes(Collection<String> codes) {
        return store.byCodes(codes)
                .map(found -> found.stream()
                        .map(SiteEntity::toRecord)
                        .collect(Collectors.toMap(SiteRecord::code, record -> record)));
    }

    /** Refuses with 404 if there is no such site. */
    @WithSession
    public Uni<Stored<SiteRecord>> get(String code) {
        return store.byCode(code)
                .onItem()
                .ifNull()
                .failWith(
                        () -> Problem.of(ProblemType.NOT_FOUND, "no-site", code).asException())
                .map(SiteEntity::read);
    }

    /** By code. An unknown region has no sites. */
    @WithSession
    public Uni<Page<SiteRecord>> list(SiteFilter filter, PageRequest page) {
        return within(filter)
                .chain(codes -> store.page(filter, codes, page))
                .map(rows -> page.page(rows.stream().map(SiteEntity::toRecord).toList(), s -> List.of(s.code())));
    }

    /** Nearest first, ties by code. */
    @WithSession
    public Uni<Page<Near>> near(Position place, SiteFilter filter, PageRequest page) {
        return within(filter).chain(codes -> store.all(filter, codes)).map(all -> nearest(place, all, page));
    }

    /**
     * All sites by code, as they stood at most a few seconds ago in this process; {@link #invalidate()} makes it look
     * again.
     */
    public Uni<Map<String, SiteRef>> refs() {
        return store.refs();
    }

    /** Forgets what {@link #refs()} remembers; called when the event log tells of a change elsewhere. */
    public Uni<Void> invalidate() {
        return store.forget();
    }

    /** Those of the codes that no region has. */
    @WithSession
    public Uni<Set<String>> unknownRegions(Collection<String> codes) {
        return regions.unknown(codes);
    }

    private Uni<List<String>> within(SiteFilter filter) {
        return filter.region() == null ? Uni.createFrom().item(List.of()) : regions.below(filter.region());
    }

    private static Page<Near> nearest(Position place, List<SiteEntity> sites, PageRequest page) {
        List<Near> rows = sites.stream()
                .map(SiteEntity::toRecord)
                .map(site -> new Near(site, place.distanceKm(site.position())))
                .filter(near -> page.isFirst() || isAfter(near, page.after()))
                .sorted(Comparator.comparingDouble(Near::distanceKm)
                        .thenComparing(near -> near.site().code()))
                .limit(page.fetch())
                .toList();
        return page.page(
                rows,
                near -> List.of(Double.toString(near.distanceKm()), near.site().code()));
    }

    private static boolean isAfter(Near near, List<String> after) {
        int byDistance = Double.compare(near.distanceKm(), Double.parseDouble(after.get(0)));
        return byDistance > 0 || (byDistance == 0 && near.site().code().compareTo(after.get(1)) > 0);
    }

    private Uni<List<Stored<SiteRecord>>> write(List<SiteRecord> sites, Revision revision) {
        Set<String> codes = sites.stream().map(SiteRecord::code).collect(Collectors.toSet());
        return requireRegions(sites).chain(() -> store.lock(codes)).chain(present -> {
            List<SiteEntity> created = new ArrayList<>();
            List<Stored<SiteRecord>> stored = apply(present, sites, revision, created);
            return Changes.persist(created).replaceWith(stored);
        });
    }

    private Uni<Void> requireRegions(List<SiteRecord> sites) {
        Set<String> named = sites.stream()
                .map(SiteRecord::region)
                .filter(region -> region != null)
                .collect(Collectors.toSet());
        return regions.unknown(named).invoke(unknown -> refuse(sites, unknown)).replaceWithVoid();
    }

    private static void refuse(List<SiteRecord> sites, Set<String> unknown) {
        Violations violations = new Violations();
        for (int i = 0; i < sites.size(); i++) {
            @Nullable String region = sites.get(i).region();
            if (region != null && unknown.contains(region)) {
                violations.add(sites.size() == 1 ? "region" : "[" + i + "].region", "unknown-region", region);
            }
        }
        violations.throwIfAny();
    }

    private static List<Stored<SiteRecord>> apply(
            Map<String, SiteEntity> present, List<SiteRecord> sites, Revision revision, List<SiteEntity> created) {
        List<Stored<SiteRecord>> stored = new ArrayList<>();
        for (SiteRecord site : sites) {
            stored.add(ReferenceEntity.write(present.get(site.code()), site, revision, SiteEntity::new, entity -> {
                present.put(site.code(), entity);
                created.add(entity);
            }));
        }
        return stored;
    }
}
