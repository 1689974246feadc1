package dev.muster.stock;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lots of kits that were assembled, for a transaction that has the turn of the kits and of what is in them. */
@ApplicationScoped
public class KitStore {

    /**
     * Numbers for a lot and its position, that nobody else gets.
     *
     * @param floor what the site keeps of the kit for itself
     */
    public record Numbers(long lot, long position, long floor) {}

    /** Where kits are to be assembled, by codes that need not exist. */
    public record Place(
            UUID movement, @Nullable String site, @Nullable String item) {}

    /**
     * Some of a lot in a kit.
     *
     * @param assembled base units that went into the kits of a lot
     * @param left base units of those that have not come out again
     */
    public record LotInKit(int item, long lot, @Nullable LocalDate expiry, long assembled, long left) {}

    /**
     * What is in the kits of one lot.
     *
     * @param kits how many were assembled
     * @param parts lots of one item in the order in which they come out, the one that expires first in front
     */
    public record Contents(long kits, List<LotInKit> parts) {}

    /** Sets numbers aside, for each of these movements. */
    public Uni<Map<UUID, Numbers>> reserve(SqlConnection transaction, List<Place> movements) {
        if (movements.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select m, nextval(pg_get_serial_sequence('lot', 'id')), "
                        + "nextval(pg_get_serial_sequence('stock_position', 'id')), coalesce((select v.floor from stock_level v "
                        + "join site s on s.id = v.site_id join item i on i.id = v.item_id where s.code = w.s and i.code = w.i), 0) "
                        + "from unnest($1::uuid[], $2::text[], $3::text[]) as w(m, s, i)")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(movements.stream().map(Place::movement).toArray(UUID[]::new))
                        .addArrayOfString(movements.stream().map(Place::site).toArray(String[]::new))
                        .addArrayOfString(movements.stream().map(Place::item).toArray(String[]::new)))
                .map(rows -> {
                    Map<UUID, Numbers> numbers = new HashMap<>();
                    rows.forEach(row ->
                            numbers.put(row.getUUID(0), new Numbers(row.getLong(1), row.getLong(2), row.getLong(3))));
                    return numbers;
                });
    }

    /** Writes new lots with their positions, both still empty; one statement, so that others may follow it at once. */
    public Uni<Void> open(SqlConnection transaction, List<Position> positions) {
        if (positions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "with opened as (insert into lot (id, item_id, lot_no, expiry) overriding system value "
                                + "select l, i, n, e from unnest($1::bigint[], $2::int[], $3::text[], $4::date[]) as w(l, i, n, e)) "
                                + "insert into stock_position (id, site_id, item_id, lot_id) overriding system value "
                                + "select p, s, i, l from unnest($5::bigint[], $6::int[], $2::int[], $1::bigint[]) as w(p, s, i, l)")
                .execute(Tuple.tuple()
                        .addArrayOfLong(positions.stream().map(Position::lot).toArray(Long[]::new))
                        .addArrayOfInteger(
                                positions.stream().map(Position::item).toArray(Integer[]::new))
                        .addArrayOfString(
                                positions.stream().map(Position::lotNumber).toArray(String[]::new))
                        .addArrayOfLocalDate(
                                positions.stream().map(Position::expiry).toArray(LocalDate[]::new))
                        .addArrayOfLong(positions.stream().map(Position::id).toArray(Long[]::new))
                        .addArrayOfInteger(
                                positions.stream().map(Position::site).toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    /** Everything that ever went into these kits, ids. */
    public Uni<Set<Integer>> everIn(SqlConnection transaction, Collection<Integer> kits) {
        if (kits.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return transaction
                .preparedQuery("select distinct m.item_id from movement k join movement m on m.id = k.id "
                        + "where k.item_id = any($1) and k.kind = 'ASSEMBLY' and m.to_kind = 'ASSEMBLED'")
                .execute(Tuple.of(kits.toArray(Integer[]::new)))
                .map(rows -> {
                    Set<Integer> items = new HashSet<>();
                    rows.forEach(row -> items.add(row.getInteger(0)));
                    return items;
                });
    }

    /** What is in these lots of kits, by lot id, as the ledger says; lots that were not assembled are absent. */
    public Uni<Map<Long, Contents>> contents(SqlConnection transaction, Collection<Long> lots) {
        if (lots.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("with its as (select distinct id, lot_id from movement where lot_id = any($1) "
                        + "and kind in ('ASSEMBLY', 'BREAKING', 'REVERSAL') and 'ASSEMBLED' in (from_kind, to_kind)) "
                        + "select its.lot_id, m.item_id, m.lot_id, l.expiry, m.lot_id = its.lot_id, "
                        + "sum(case when m.kind = 'ASSEMBLY' then m.quantity else 0 end)::bigint, "
                        + "sum(case when m.to_kind = 'ASSEMBLED' then m.quantity else -m.quantity end)::bigint "
                        + "from its join movement m on m.id = its.id join lot l on l.id = m.lot_id "
                        + "where not exists (select from movement r where r.reverses = m.id) and m.reverses is null "
                        + "group by 1, 2, 3, 4, 5 order by 1, 2, l.expiry nulls last, 3")
                .execute(Tuple.tuple().addArrayOfLong(lots.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, List<LotInKit>> parts = new LinkedHashMap<>();
                    Map<Long, Long> kits = new HashMap<>();
                    for (Row row : rows) {
                        if (row.getBoolean(4)) {
                            kits.put(row.getLong(0), row.getLong(5));
                        } else {
                            parts.computeIfAbsent(row.getLong(0), lot -> new ArrayList<>())
                                    .add(new LotInKit(
                                            row.getInteger(1),
                                            row.getLong(2),
                                            row.getLocalDate(3),
                                            row.getLong(5),
                                            row.getLong(6)));
                        }
                    }
                    Map<Long, Contents> contents = new HashMap<>();
                    parts.forEach((lot, in) -> contents.put(lot, new Contents(kits.getOrDefault(lot, 0L), in)));
                    return contents;
                });
    }
}
