package dev.muster.stock;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Positions, lots and the ledger in the database, for a transaction that has the turn of the items at stake. */
@ApplicationScoped
public class StockStore {

    /** A lot that goods are received into. */
    public record LotKey(int item, String number, @Nullable LocalDate expiry) {}

    /** A position that goods are received into. */
    public record PositionKey(int site, LotKey lot) {}

    /** A ledger entry with what is recorded about it; {@code part} numbers the entries of one movement. */
    public record Posting(
            UUID movement,
            int part,
            MovementKind kind,
            LedgerEntry entry,
            @Nullable String reason,
            @Nullable String reference,
            @Nullable UUID reverses,
            String actor,
            Instant occurredAt) {}

    private static final String POSITIONS =
            "select p.id, p.site_id, p.item_id, p.lot_id, l.lot_no, l.expiry, p.on_hand, p.reserved, "
                    + "p.held, coalesce(v.floor, 0) from stock_position p join lot l on l.id = p.lot_id "
                    + "left join stock_level v on v.site_id = p.site_id and v.item_id = p.item_id ";

    /** Reads whatever is on hand of these items, each into its stock. */
    public Uni<Void> load(SqlConnection transaction, Map<Integer, ItemStock> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(POSITIONS + "where p.item_id = any($1) and p.on_hand > 0 order by p.id")
                .execute(Tuple.of(items.keySet().toArray(Integer[]::new)))
                .invoke(rows -> rows.forEach(row ->
                        Objects.requireNonNull(items.get(row.getInteger(2))).add(position(row), row.getLong(9))))
                .replaceWithVoid();
    }

    /** Reads the positions of these items at these sites, empty ones included, as far as the book lacks them. */
    public Uni<Void> load(
            SqlConnection transaction, Collection<Integer> items, Collection<Integer> sites, StockBook into) {
        if (items.isEmpty() || sites.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(POSITIONS + "where p.item_id = any($1) and p.site_id = any($2) order by p.id")
                .execute(Tuple.of(items.toArray(Integer[]::new), sites.toArray(Integer[]::new)))
                .invoke(rows -> rows.forEach(row -> {
                    if (!into.holds(row.getInteger(2), row.getLong(0))) {
                        into.add(position(row), row.getLong(9));
                    }
                }))
                .replaceWithVoid();
    }

    /** Takes the turn of these items: until the end of the transaction nobody else decides on them. Gives their numbers. */
    public Uni<Map<Integer, Long>> takeTurns(SqlConnection transaction, Collection<Integer> items) {
        return turns(transaction, items, " order by item_id for no key update");
    }

    /** The numbers of the turns of items whose turn is this transaction's. */
    public Uni<Map<Integer, Long>> turns(SqlConnection transaction, Collection<Integer> items) {
        return turns(transaction, items, "");
    }

    private static Uni<Map<Integer, Long>> turns(SqlConnection transaction, Collection<Integer> items, String how) {
        if (items.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select item_id, n from item_turn where item_id = any($1)" + how)
                .execute(Tuple.of(items.toArray(Integer[]::new)))
                .map(rows -> {
                    Map<Integer, Long> turns = new HashMap<>();
                    rows.forEach(row -> turns.put(row.getInteger(0), row.getLong(1)));
                    return turns;
                });
    }

    private static Position position(Row row) {
        return new Position(
                row.getLong(0),
                row.getInteger(1),
                row.getInteger(2),
                row.getLong(3),
                row.getString(4),
                row.getLocalDate(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }

    /** The known lots with one of these numbers. */
    public Uni<List<LotKey>> namedLots(SqlConnection transaction, Collection<LotKey> wanted) {
        List<LotKey> named =
                wanted.stream().filter(lot -> !lot.number().isEmpty()).toList();
        if (named.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .preparedQuery("select l.item_id, l.lot_no, l.expiry from lot l "
                        + "join unnest($1::int[], $2::text[]) as w(item, no) on l.item_id = w.item and l.lot_no = w.no")
                .execute(Tuple.tuple()
                        .addArrayOfInteger(named.stream().map(LotKey::item).toArray(Integer[]::new))
                        .addArrayOfString(named.stream().map(LotKey::number).toArray(String[]::new)))
                .map(rows -> {
                    List<LotKey> lots = new ArrayList<>();
                    rows.forEach(row -> lots.add(new LotKey(row.getInteger(0), row.getString(1), row.getLocalDate(2))));
                    return lots;
                });
    }

    /** Makes the lots and empty positions that are missing. */
    public Uni<Void> open(SqlConnection transaction, Collection<PositionKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<PositionKey> all = List.copyOf(keys);
        Integer[] items = all.stream().map(k -> k.lot().item()).toArray(Integer[]::new);
        String[] numbers = all.stream().map(k -> k.lot().number()).toArray(String[]::new);
        LocalDate[] expiries = all.stream().map(k -> k.lot().expiry()).toArray(LocalDate[]::new);
        Tuple lots =
                Tuple.tuple().addArrayOfInteger(items).addArrayOfString(numbers).addArrayOfLocalDate(expiries);
        Tuple places = Tuple.tuple()
                .addArrayOfInteger(items)
                .addArrayOfString(numbers)
                .addArrayOfLocalDate(expiries)
                .addArrayOfInteger(all.stream().map(PositionKey::site).toArray(Integer[]::new));
        return transaction
                .preparedQuery("insert into lot (item_id, lot_no, expiry) "
                        + "select distinct * from unnest($1::int[], $2::text[], $3::date[]) on conflict do nothing")
                .execute(lots)
                .chain(() -> transaction
                        .preparedQuery("insert into stock_position (site_id, item_id, lot_id) "
                                + "select distinct w.site, w.item, l.id "
                                + "from unnest($1::int[], $2::text[], $3::date[], $4::int[]) as w(item, no, expiry, site) "
                                + "join lot l on l.item_id = w.item and l.lot_no = w.no "
                                + "and l.expiry is not distinct from w.expiry on conflict do nothing")
                        .execute(places))
                .replaceWithVoid();
    }

    /** Writes what changed. */
    public Uni<Void> save(SqlConnection transaction, List<Position> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("update stock_position p set on_hand = c.on_hand, reserved = c.reserved, held = c.held "
                        + "from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) "
                        + "as c(id, on_hand, reserved, held) where p.id = c.id")
                .execute(Tuple.tuple()
                        .addArrayOfLong(changed.stream().map(Position::id).toArray(Long[]::new))
                        .addArrayOfLong(changed.stream().map(Position::onHand).toArray(Long[]::new))
                        .addArrayOfLong(changed.stream().map(Position::reserved).toArray(Long[]::new))
                        .addArrayOfLong(changed.stream().map(Position::held).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Adds to the ledger. */
    public Uni<Void> post(SqlConnection transaction, List<Posting> postings) {
        if (postings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("insert into movement (id, part, kind, item_id, lot_id, quantity, from_kind, from_site, "
                        + "to_kind, to_site, reason, reference, reverses, actor, occurred_at) "
                        + "select * from unnest($1::uuid[], $2::smallint[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], "
                        + "$7::text[], $8::int[], $9::text[], $10::int[], $11::text[], $12::text[], $13::uuid[], $14::text[], "
                        + "$15::timestamptz[])")
                .execute(tuple(postings))
                .replaceWithVoid();
    }

    private static Tuple tuple(List<Posting> p) {
        return Tuple.tuple()
                .addArrayOfUUID(p.stream().map(Posting::movement).toArray(UUID[]::new))
                .addArrayOfShort(p.stream().map(x -> (short) x.part()).toArray(Short[]::new))
                .addArrayOfString(p.stream().map(x -> x.kind().name()).toArray(String[]::new))
                .addArrayOfInteger(p.stream().map(x -> x.entry().item()).toArray(Integer[]::new))
                .addArrayOfLong(p.stream().map(x -> x.entry().lot()).toArray(Long[]::new))
                .addArrayOfLong(p.stream().map(x -> x.entry().quantity()).toArray(Long[]::new))
                .addArrayOfString(
                        p.stream().map(x -> x.entry().from().kind().name()).toArray(String[]::new))
                .addArrayOfInteger(p.stream().map(x -> x.entry().from().site()).toArray(Integer[]::new))
                .addArrayOfString(
                        p.stream().map(x -> x.entry().to().kind().name()).toArray(String[]::new))
                .addArrayOfInteger(p.stream().map(x -> x.entry().to().site()).toArray(Integer[]::new))
                .addArrayOfString(p.stream().map(Posting::reason).toArray(String[]::new))
                .addArrayOfString(p.stream().map(Posting::reference).toArray(String[]::new))
                .addArrayOfUUID(p.stream().map(Posting::reverses).toArray(UUID[]::new))
                .addArrayOfString(p.stream().map(Posting::actor).toArray(String[]::new))
                .addArrayOfOffsetDateTime(p.stream()
                        .map(x -> x.occurredAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }

    /** The entries of these movements, and which of them are reversed already. */
    public Uni<Map<UUID, Recorded>> recorded(SqlConnection transaction, Collection<UUID> movements) {
        if (movements.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery(
                        "select m.id, m.kind, m.item_id, m.lot_id, m.quantity, m.from_kind, m.from_site, m.to_kind, "
                                + "m.to_site, exists (select from movement r where r.reverses = m.id) from movement m "
                                + "where m.id = any($1) order by m.id, m.part")
                .execute(Tuple.tuple().addArrayOfUUID(movements.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Recorded> recorded = new HashMap<>();
                    for (Row row : rows) {
                        recorded.computeIfAbsent(
                                        row.getUUID(0),
                                        id -> new Recorded(
                                                MovementKind.valueOf(row.getString(1)),
                                                row.getBoolean(9),
                                                new ArrayList<>()))
                                .entries
                                .add(entry(row));
                    }
                    return recorded;
                });
    }

    private static LedgerEntry entry(Row row) {
        return new LedgerEntry(
                row.getInteger(2),
                row.getLong(3),
                row.getLong(4),
                new Account(Account.Kind.valueOf(row.getString(5)), row.getInteger(6)),
                new Account(Account.Kind.valueOf(row.getString(7)), row.getInteger(8)));
    }

    /** A movement that stands in the ledger. */
    public record Recorded(MovementKind kind, boolean reversed, List<LedgerEntry> entries) {}
}
