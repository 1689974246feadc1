package dev.muster.catalogue;

import dev.muster.platform.PageRequest;
import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ItemStore implements PanacheRepositoryBase<ItemEntity, Integer> {

    static final String CACHE = "items";

    private static final String SELECT = """
            select id, code, kind, name_zh, name_en, category, base_unit, storage_class, shelf_life_days,
                min_remaining_life_days, cast(packs as text) as packs, cast(codings as text) as codings, version
            from item where true""";

    private final Pool pool;
    private final PartStore parts;

    ItemStore(Pool pool, PartStore parts) {
        this.pool = pool;
        this.parts = parts;
    }

    /** Locks those that exist, in the order of their codes. */
    Uni<Map<String, ItemEntity>> lock(Collection<String> codes) {
        return find("code in ?1 order by code", codes)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .chain(this::withParts)
                .map(items -> {
                    Map<String, ItemEntity> byCode = new HashMap<>();
                    items.forEach(item -> byCode.put(item.code, item));
                    return byCode;
                });
    }

    /** Those that exist. */
    Uni<List<ItemEntity>> byCodes(Collection<String> codes) {
        return list("code in ?1", codes).chain(this::withParts);
    }

    Uni<@Nullable ItemEntity> byCode(String code) {
        return list("code", code).chain(this::withParts).map(found -> found.isEmpty() ? null : found.get(0));
    }

    /** Numbers by code, of those that exist. */
    Uni<Map<String, Integer>> ids(Collection<String> codes) {
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

    /** Kinds by code, of those that exist. */
    Uni<Map<String, ItemKind>> kinds(Collection<String> codes) {
        if (codes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return getSession()
                .chain(session -> session.createQuery(
                                "select code, kind from ItemEntity where code in ?1", Object[].class)
                        .setParameter(1, codes)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (ItemKind) row[1])));
    }

    /** Writes the substitutes of items anew. */
    Uni<Void> replaceSubstitutes(List<ItemEntity> items, Map<String, Integer> ids) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<SubstituteEntity> rows = new ArrayList<>();
        for (ItemEntity item : items) {
            for (int rank = 0; rank < item.substitutes.size(); rank++) {
                int substitute = Objects.requireNonNull(ids.get(item.substitutes.get(rank)));
                rows.add(new SubstituteEntity(Objects.requireNonNull(item.id), rank, substitute));
            }
        }
        List<@Nullable Integer> owners = items.stream().map(item -> item.id).toList();
        return getSession()
                .chain(session -> session.createMutationQuery("delete SubstituteEntity where itemId in ?1")
                        .setParameter(1, owners)
                        .executeUpdate()
                        .chain(() -> session.persistAll(rows.toArray())));
    }

    /** Items in the order of their codes. */
    Uni<List<ItemEntity>> page(ItemFilter filter, PageRequest page) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder sql = new StringBuilder(SELECT);
        if (filter.kind() != null) {
            sql.append(" and kind = :kind");
            parameters.put("kind", filter.kind().name());
        }
        if (filter.category() != null) {
            sql.append(" and category = :category");
            parameters.put("category", filter.category());
        }
        List<String> words = words(filter.text());
        for (int i = 0; i < words.size(); i++) {
            sql.append(containing(":word" + i));
            parameters.put("word" + i, "%" + escape(words.get(i)) + "%");
        }
        if (!page.isFirst()) {
            sql.append(" and code > :after");
            parameters.put("after", page.after().get(0));
        }
        return getSession().chain(session -> {
            Mutiny.SelectionQuery<ItemEntity> query = session.createNativeQuery(
                            sql.append(" order by code").toString(), ItemEntity.class)
                    .setMaxResults(page.fetch());
            parameters.forEach(query::setParameter);
            return query.getResultList().chain(this::withParts);
        });
    }

    private static String containing(String word) {
        return (" and (name_zh ilike %s escape '!' or name_en ilike %s escape '!' or code ilike %s escape '!'"
                        + " or exists (select from jsonb_array_elements(codings) as coding"
                        + " where coding ->> 'code' ilike %s escape '!'))")
                .replace("%s", word);
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split("\\s+"));
    }

    /** A word of which every character stands for itself in a LIKE pattern. */
    static String escape(String word) {
        return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private Uni<List<ItemEntity>> withParts(List<ItemEntity> items) {
        return withSubstitutes(items).chain(parts::withContents);
    }

    private Uni<List<ItemEntity>> withSubstitutes(List<ItemEntity> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().item(items);
        }
        List<@Nullable Integer> ids = items.stream().map(item -> item.id).toList();
        return getSession()
                .chain(session -> session.createQuery("""
                                select s.itemId, i.code from SubstituteEntity s join ItemEntity i on i.id = s.substituteId
                                where s.itemId in ?1 order by s.itemId, s.rank
                                """, Object[].class)
                        .setParameter(1, ids)
                        .getResultList())
                .map(rows -> {
                    Map<Integer, List<String>> byItem = rows.stream()
                            .collect(Collectors.groupingBy(
                                    row -> (Integer) row[0],
                                    Collectors.mapping(row -> (String) row[1], Collectors.toList())));
                    items.forEach(item -> item.substitutes =
                            List.copyOf(byItem.getOrDefault(Objects.requireNonNull(item.id), List.of())));
                    return items;
                });
    }

    /** All items by code, remembered for a short time in this process. */
    @CacheResult(cacheName = CACHE)
    Uni<Map<String, ItemRef>> refs() {
        return pool.query("""
                        select id, code, kind, base_unit, packs, storage_class, min_remaining_life_days,
                            array(select other.code from item_substitute s join item other on other.id = s.substitute_id
                                  where s.item_id = item.id order by s.rank) as substitutes
                        from item
                        """)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ItemStore::ref)
                        .collect(Collectors.toUnmodifiableMap(ItemRef::code, ref -> ref)));
    }

    @CacheInvalidateAll(cacheName = CACHE)
    Uni<Void> forget() {
        return Uni.createFrom().voidItem();
    }

    private static ItemRef ref(Row row) {
        JsonArray packs = (JsonArray) row.getValue("packs");
        return new ItemRef(
                row.getInteger("id"),
                row.getString("code"),
                ItemKind.valueOf(row.getString("kind")),
                row.getString("base_unit"),
                packs.stream()
                        .map(JsonObject.class::cast)
                        .map(pack -> new Pack(pack.getString("unit"), pack.getLong("quantity")))
                        .toList(),
                StorageClass.valueOf(row.getString("storage_class")),
                row.getInteger("min_remaining_life_days"),
                List.of(row.getArrayOfStrings("substitutes")));
    }
}
