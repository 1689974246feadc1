package dev.muster.catalogue;

import dev.muster.platform.Changes;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked for. */
@ApplicationScoped
public class Catalogue {

    private static final Changes.Kind<ItemRecord> KIND =
            new Changes.Kind<>("item", ItemRecord::code, ItemRecord::shown);

    private final ItemStore store;
    private final PartStore parts;
    private final Changes changes;
    private final KitConfig limits;

    Catalogue(ItemStore store, PartStore parts, Changes changes, KitConfig limits) {
        this.store = store;
        this.parts = parts;
        this.changes = changes;
        this.limits = limits;
    }

    /** Creates or replaces an item. Refuses (422) an unknown substitute, (412) another revision than expected. */
    public Uni<Stored<ItemRecord>> put(ItemRecord item, Revision revision, String actor) {
        return changes.make(KIND, actor, () -> write(List.of(item), revision))
                .map(stored -> stored.get(0))
                .call(store::forget);
    }

    /**
     * Creates or replaces up to some thousands of items in one transaction; they may be substitutes of each other.
     * Refuses all (422) if one names an unknown substitute; the field is then {@code [index].substitutes}.
     */
    public Uni<List<Stored<ItemRecord>>> putAll(List<ItemRecord> items, String actor) {
        return changes.make(KIND, actor, () -> write(items, Revision.ANY)).call(store::forget);
    }

    /** Those of the codes that exist. */
    @WithSession
    public Uni<Map<String, ItemRecord>> byCodes(Collection<String> codes) {
        return store.byCodes(codes)
                .map(found -> found.stream()
                        .map(ItemEntity::toRecord)
                        .collect(Collectors.toMap(ItemRecord::code, record -> record)));
    }

    /** Refuses with 404 if there is no such item. */
    @WithSession
    public Uni<Stored<ItemRecord>> get(String code) {
        return store.byCode(code)
                .onItem()
                .ifNull()
                .failWith(
                        () -> Problem.of(ProblemType.NOT_FOUND, "no-item", code).asException())
                .map(ItemEntity::read);
    }

    /** By code. */
    @WithSession
    public Uni<Page<ItemRecord>> list(ItemFilter filter, PageRequest page) {
        return store.page(filter, page)
                .map(rows -> page.page(rows.stream().map(ItemEntity::toRecord).toList(), i -> List.of(i.code())));
    }

    /**
     * All items by code, as they stood at most a few seconds ago in this process; {@link #invalidate()} makes it look
     * again.
     */
    public Uni<Map<String, ItemRef>> refs() {
        return store.refs();
    }

    /** Forgets what {@link #refs()} remembers; called when the event log tells of a change elsewhere. */
    public Uni<Void> invalidate() {
        return store.forget();
    }

    private Uni<List<Stored<ItemRecord>>> write(List<ItemRecord> items, Revision revision) {
        Set<String> codes = items.stream().map(ItemRecord::code).collect(Collectors.toSet());
        Set<String> named =
                items.stream().flatMap(item -> item.substitutes().stream()).collect(Collectors.toSet());
        items.forEach(item -> item.contents().forEach(part -> named.add(part.item())));
        return store.lock(codes).chain(present -> {
            KitRules.lengths(items, items.size() > 1, limits.lines()).throwIfAny();
            List<ItemEntity> created = new ArrayList<>();
            List<Stored<ItemRecord>> stored = apply(present, items, revision, created);
            List<ItemEntity> changed = stored.stream()
                    .filter(Stored::isChange)
                    .map(s -> Objects.requireNonNull(present.get(s.value().code())))
                    .distinct()
                    .toList();
            return Changes.persist(created)
                    .chain(() -> store.ids(named))
                    .invoke(ids -> refuseUnknown(items, ids.keySet()))
                    .call(() -> checkKits(items))
                    .chain(ids -> store.replaceSubstitutes(changed, ids).chain(() -> parts.replace(changed, ids)))
                    .replaceWith(stored);
        });
    }

    /** What {@link #putAll} would refuse of these items' contents, as fields {@code [index].…}; unknown codes aside. */
    @WithSession
    public Uni<List<Violation>> kitViolations(List<ItemRecord> items) {
        return kitViolations(items, true).map(Violations::found);
    }

    private Uni<Void> checkKits(List<ItemRecord> items) {
        return kitViolations(items, items.size() > 1)
                .invoke(Violations::throwIfAny)
                .replaceWithVoid();
    }

    private Uni<Violations> kitViolations(List<ItemRecord> items, boolean numbered) {
        Violations lengths = KitRules.lengths(items, numbered, limits.lines());
        if (!lengths.isEmpty()) {
            return Uni.createFrom().item(lengths);
        }
        Set<String> named = new HashSet<>();
        items.forEach(item -> item.contents().forEach(part -> named.add(part.item())));
        return store.kinds(named)
                .chain(kinds -> parts.all().map(kits -> {
                    Violations violations = new Violations();
                    new KitRules(kits, kinds, limits.items()).check(items, numbered, violations);
                    return violations;
                }));
    }

    private static List<Stored<ItemRecord>> apply(
            Map<String, ItemEntity> present, List<ItemRecord> items, Revision revision, List<ItemEntity> created) {
        List<Stored<ItemRecord>> stored = new ArrayList<>();
        for (ItemRecord item : items) {
            stored.add(ReferenceEntity.write(present.get(item.code()), item, revision, ItemEntity::new, entity -> {
                present.put(item.code(), entity);
                created.add(entity);
            }));
        }
        return stored;
    }

    private static void refuseUnknown(List<ItemRecord> items, Set<String> known) {
        Violations violations = new Violations();
        for (int i = 0; i < items.size(); i++) {
            String row = items.size() == 1 ? "" : "[" + i + "].";
            List<String> substitutes = items.get(i).substitutes();
            for (int rank = 0; rank < substitutes.size(); rank++) {
                violations.check(
                        known.contains(substitutes.get(rank)),
                        row + "substitutes[" + rank + "]",
                        "unknown-item",
                        substitutes.get(rank));
            }
            List<Part> contents = items.get(i).contents();
            for (int rank = 0; rank < contents.size(); rank++) {
                String part = contents.get(rank).item();
                violations.check(known.contains(part), row + "contents[" + rank + "].item", "unknown-item", part);
            }
        }
        violations.throwIfAny();
    }
}
