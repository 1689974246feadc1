package dev.muster.restock;

import dev.muster.platform.Changes;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.ReferenceEntity;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Violations;
import dev.muster.site.Sites;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who can be asked for supplies. */
@ApplicationScoped
public class Suppliers {

    private static final Changes.Kind<SupplierRecord> KIND =
            new Changes.Kind<>("supplier", SupplierRecord::code, supplier -> supplier);

    private final SupplierStore store;
    private final Sites sites;
    private final Changes changes;

    Suppliers(SupplierStore store, Sites sites, Changes changes) {
        this.store = store;
        this.sites = sites;
        this.changes = changes;
    }

    /** Creates or replaces a supplier. Refuses (422) an unknown region or item, (412) another revision than expected. */
    public Uni<Stored<SupplierRecord>> put(SupplierRecord supplier, Revision revision, String actor) {
        return changes.make(KIND, actor, () -> write(List.of(supplier), revision))
                .map(stored -> stored.get(0));
    }

    /**
     * Creates or replaces up to some thousands of suppliers in one transaction. Refuses all (422) if one names an
     * unknown region or item; the field then starts with {@code [index].}.
     */
    public Uni<List<Stored<SupplierRecord>>> putAll(List<SupplierRecord> suppliers, String actor) {
        return changes.make(KIND, actor, () -> write(suppliers, Revision.ANY));
    }

    /** Those of the codes that exist. */
    @WithSession
    public Uni<Map<String, SupplierRecord>> byCodes(Collection<String> codes) {
        return store.byCodes(codes)
                .map(found -> found.stream()
                        .map(SupplierEntity::toRecord)
                        .collect(Collectors.toMap(SupplierRecord::code, record -> record)));
    }

    /** Those of the codes that name no catalogue item. */
    @WithSession
    public Uni<Set<String>> unknownItems(Set<String> codes) {
        return store.itemIds(codes).map(known -> {
            Set<String> unknown = new HashSet<>(codes);
            unknown.removeAll(known.keySet());
            return unknown;
        });
    }

    /** Refuses with 404 if there is no such supplier. */
    @WithSession
    public Uni<Stored<SupplierRecord>> get(String code) {
        return store.byCode(code)
                .onItem()
                .ifNull()
                .failWith(() ->
                        Problem.of(ProblemType.NOT_FOUND, "no-supplier", code).asException())
                .map(SupplierEntity::read);
    }

    /** By code; those with a status, those that deliver an item. */
    @WithSession
    public Uni<Page<SupplierRecord>> list(@Nullable SupplierStatus status, @Nullable String item, PageRequest page) {
        return store.page(status, item, page)
                .map(rows ->
                        page.page(rows.stream().map(SupplierEntity::toRecord).toList(), s -> List.of(s.code())));
    }

    private Uni<List<Stored<SupplierRecord>>> write(List<SupplierRecord> suppliers, Revision revision) {
        Set<String> regions = suppliers.stream()
                .flatMap(supplier -> Stream.concat(Stream.ofNullable(supplier.region()), supplier.regions().stream()))
                .collect(Collectors.toSet());
        Set<String> items = suppliers.stream()
                .flatMap(supplier -> supplier.items().stream())
                .map(SupplierRecord.Delivery::item)
                .collect(Collectors.toSet());
        return sites.unknownRegions(regions)
                .chain(unknown -> store.itemIds(items).invoke(ids -> refuse(suppliers, unknown, ids.keySet())))
                .chain(ids -> write(suppliers, revision, ids));
    }

    private Uni<List<Stored<SupplierRecord>>> write(
            List<SupplierRecord> suppliers, Revision revision, Map<String, Integer> itemIds) {
        Set<String> codes = suppliers.stream().map(SupplierRecord::code).collect(Collectors.toSet());
        return store.lock(codes).chain(present -> {
            List<SupplierEntity> created = new ArrayList<>();
            List<Stored<SupplierRecord>> stored = new ArrayList<>();
            for (SupplierRecord supplier : suppliers) {
                stored.add(ReferenceEntity.write(
                        present.get(supplier.code()), supplier, revision, SupplierEntity::new, entity -> {
                            present.put(supplier.code(), entity);
                            created.add(entity);
                        }));
            }
            List<SupplierEntity> changed = stored.stream()
                    .filter(Stored::isChange)
                    .map(s -> Objects.requireNonNull(present.get(s.value().code())))
                    .distinct()
                    .toList();
            return Changes.persist(created)
                    .chain(store::flush)
                    .chain(() -> store.replaceItems(changed, itemIds))
                    .replaceWith(stored);
        });
    }

    private static void refuse(List<SupplierRecord> suppliers, Set<String> unknownRegions, Set<String> knownItems) {
        Violations violations = new Violations();
        for (int i = 0; i < suppliers.size(); i++) {
            SupplierRecord supplier = suppliers.get(i);
            String row = suppliers.size() == 1 ? "" : "[" + i + "].";
            String region = supplier.region();
            if (region != null) {
                violations.check(!unknownRegions.contains(region), row + "region", "unknown-region", region);
            }
            for (int n = 0; n < supplier.regions().size(); n++) {
                String served = supplier.regions().get(n);
                violations.check(
                        !unknownRegions.contains(served), row + "regions[" + n + "]", "unknown-region", served);
            }
            for (int n = 0; n < supplier.items().size(); n++) {
                String item = supplier.items().get(n).item();
                violations.check(knownItems.contains(item), row + "items[" + n + "].item", "unknown-item", item);
            }
        }
        violations.throwIfAny();
    }
}
