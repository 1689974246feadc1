package dev.muster.restock;

import dev.muster.platform.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SupplierStore implements PanacheRepositoryBase<SupplierEntity, String> {

    /** Codes of who gave something once (V192), which are no suppliers to be listed. */
    private static final String DONORS = "DONOR-________-____-____-____-____________";

    private record Row(String supplier, SupplierRecord.Delivery delivery) {}

    /** Locks those that exist, in the order of their codes. */
    Uni<Map<String, SupplierEntity>> lock(Collection<String> codes) {
        return find("code in ?1 order by code", codes)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .chain(this::withItems)
                .map(suppliers -> {
                    Map<String, SupplierEntity> byCode = new HashMap<>();
                    suppliers.forEach(supplier -> byCode.put(supplier.code, supplier));
                    return byCode;
                });
    }

    /** Those that exist. */
    Uni<List<SupplierEntity>> byCodes(Collection<String> codes) {
        return list("code in ?1", codes).chain(this::withItems);
    }

    Uni<@Nullable SupplierEntity> byCode(String code) {
        return list("code", code).chain(this::withItems).map(found -> found.isEmpty() ? null : found.get(0));
    }

    Uni<List<SupplierEntity>> page(@Nullable SupplierStatus status, @Nullable String item, PageRequest page) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder("code not like '" + DONORS + "'");
        if (status != null) {
            where.append(" and status = :status");
            parameters.put("status", status);
        }
        if (item != null) {
            where.append(
                    " and code in (select d.supplier from SupplierItemEntity d join ItemEntity i on i.id = d.itemId"
                            + " where i.code = :item)");
            parameters.put("item", item);
        }
        if (!page.isFirst()) {
            where.append(" and code > :after");
            parameters.put("after", page.after().get(0));
        }
        return find(where + " order by code", parameters)
                .range(0, page.fetch() - 1)
                .list()
                .chain(this::withItems);
    }

    /** Numbers by code, of those items that exist. */
    Uni<Map<String, Integer>> itemIds(Collection<String> codes) {
        if (codes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return getSession()
                .chain(session -> session.createQuery(
                                "select code, id from ItemEntity where code in ?1", Object[].class)
                        .setParameter(1, codes)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (Integer) row[1])));
    }

    /** Writes what suppliers deliver anew. */
    Uni<Void> replaceItems(List<SupplierEntity> suppliers, Map<String, Integer> ids) {
        if (suppliers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<SupplierItemEntity> rows = new ArrayList<>();
        for (SupplierEntity supplier : suppliers) {
            for (SupplierRecord.Delivery delivery : supplier.items) {
                int item = Objects.requireNonNull(ids.get(delivery.item()));
                rows.add(new SupplierItemEntity(supplier.code, item, delivery));
            }
        }
        List<String> codes = suppliers.stream().map(supplier -> supplier.code).toList();
        return getSession()
                .chain(session -> session.createMutationQuery("delete SupplierItemEntity where supplier in ?1")
                        .setParameter(1, codes)
                        .executeUpdate()
                        .chain(() -> session.persistAll(rows.toArray())));
    }

    private Uni<List<SupplierEntity>> withItems(List<SupplierEntity> suppliers) {
        if (suppliers.isEmpty()) {
            return Uni.createFrom().item(suppliers);
        }
        List<String> codes = suppliers.stream().map(supplier -> supplier.code).toList();
        return getSession()
                .chain(session -> session.createQuery("""
                                select d.supplier, i.code, d.capacityPerDay, d.packSize, d.priceMinor, d.currency,
                                    d.leadTimeHours, d.minimumOrder, d.agreedReserve
                                from SupplierItemEntity d join ItemEntity i on i.id = d.itemId where d.supplier in ?1
                                """, Object[].class)
                        .setParameter(1, codes)
                        .getResultList())
                .map(rows -> {
                    Map<String, List<Row>> bySupplier =
                            rows.stream().map(SupplierStore::row).collect(Collectors.groupingBy(Row::supplier));
                    suppliers.forEach(s -> s.items = deliveries(bySupplier.getOrDefault(s.code, List.of())));
                    return suppliers;
                });
    }

    private static Row row(Object[] r) {
        return new Row(
                (String) r[0],
                new SupplierRecord.Delivery(
                        (String) r[1],
                        (Long) r[2],
                        (Long) r[3],
                        (Long) r[4],
                        (String) r[5],
                        (Integer) r[6],
                        (Long) r[7],
                        (Long) r[8]));
    }

    private static List<SupplierRecord.Delivery> deliveries(List<Row> rows) {
        return rows.stream()
                .map(Row::delivery)
                .sorted(Comparator.comparing(SupplierRecord.Delivery::item))
                .toList();
    }
}
