package dev.muster.exchange;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What imports look up, and what they have brought in before. */
@ApplicationScoped
class LookupStore {

    /** A need or receipt that an import brings in. */
    record Key(UUID key, String value, UUID subject) {}

    private final Pool pool;

    LookupStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Directory<SiteFacts>> sites() {
        return pool.query("select code, name_zh, name_en from site")
                .execute()
                .map(rows -> new Directory<>(
                        ImportStore.stream(rows)
                                .map(row -> new SiteFacts(row.getString(0), names(row)))
                                .toList(),
                        SiteFacts::code,
                        SiteFacts::names));
    }

    Uni<Directory<ItemFacts>> items() {
        return pool.query("select code, name_zh, name_en, kind, base_unit, packs from item")
                .execute()
                .map(rows -> new Directory<>(
                        ImportStore.stream(rows).map(LookupStore::item).toList(), ItemFacts::code, ItemFacts::names));
    }

    private static ItemFacts item(Row row) {
        Map<String, Long> packs = new HashMap<>();
        JsonArray declared = row.getJsonArray(5);
        for (int i = 0; i < declared.size(); i++) {
            JsonObject pack = declared.getJsonObject(i);
            packs.put(pack.getString("unit"), pack.getLong("quantity"));
        }
        return new ItemFacts(
                row.getString(0), names(row), row.getString(3).equals("SUPPLY"), row.getString(4), Map.copyOf(packs));
    }

    private static List<String> names(Row row) {
        return Stream.of(row.getString(1), row.getString(2))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Ids and codes of the incidents that are not closed. */
    Uni<Set<String>> incidents() {
        return pool.query("select id::text, code from incident where phase <> 'CLOSED'")
                .execute()
                .map(rows -> {
                    Set<String> known = new HashSet<>();
                    rows.forEach(row -> {
                        known.add(row.getString(0));
                        known.add(row.getString(1));
                    });
                    return known;
                });
    }

    /** Values of those keys that imports have brought in. */
    Uni<Map<UUID, String>> known(Collection<UUID> keys) {
        return pool.preparedQuery("select key, value from import_key where key = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(keys.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, String> known = new HashMap<>();
                    rows.forEach(row -> known.put(row.getUUID(0), row.getString(1)));
                    return known;
                });
    }

    Uni<Void> remember(ImportKind kind, UUID job, List<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery("insert into import_key (key, kind, value, subject, job) "
                        + "select k.key, $4, k.value, k.subject, $5 from unnest($1::uuid[], $2::text[], $3::uuid[]) "
                        + "as k(key, value, subject) on conflict (key) do nothing")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(keys.stream().map(Key::key).toArray(UUID[]::new))
                        .addArrayOfString(keys.stream().map(Key::value).toArray(String[]::new))
                        .addArrayOfUUID(keys.stream().map(Key::subject).toArray(UUID[]::new))
                        .addString(kind.name())
                        .addUUID(job))
                .replaceWithVoid();
    }
}
