package dev.muster.allocation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Allocations and explanations in the database, for a transaction that has the turn of the items at stake. */
@ApplicationScoped
class AllocationStore {

    private static final String COLUMNS =
            "id, request_id, line, position_id, source_site_id, item_id, lot_id, quantity, state, "
                    + "distance_km, travel_minutes, policy, officer, override_reason, reserved_at, expires_at";

    /** The class of an allocation's line as {@code Rank.demandClass} numbers it. */
    private static final String CLASS =
            "case i.level when 'I' then 1 when 'II' then 2 when 'III' then 3 when 'IV' then 4 else 5 end * 4 "
                    + "+ case r.urgency when 'STAT' then 0 when 'ASAP' then 1 when 'URGENT' then 2 else 3 end";

    private static final String PREEMPTABLE = "select f.id from unnest($1::int[], $2::int[]) as w(item, above) "
            + "cross join lateral (select a.id from allocation a join request r on r.id = a.request_id "
            + "left join incident i on i.id = r.incident_id where a.item_id = w.item and a.state = 'RESERVED' "
            + "and a.officer is null and " + CLASS + " > w.above order by " + CLASS + " desc, a.id desc limit $3) f";

    /** A line of a request. */
    record LineKey(UUID request, int line) {}

    /**
     * Where a line's goods come from.
     *
     * @param live how many live allocations each site has; sites without any are absent
     * @param takenBack sites whose allocation an officer took back
     */
    record SourcesOf(Map<Integer, Integer> live, Set<Integer> takenBack) {

        SourcesOf() {
            this(new HashMap<>(), new HashSet<>());
        }

        void add(int site, int allocations) {
            live.merge(site, allocations, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }

        /** The sites that are left if these allocations are not. */
        Set<Integer> without(Collection<Allocation> given) {
            SourcesOf left = new SourcesOf(new HashMap<>(live), takenBack);
            given.forEach(allocation -> left.add(allocation.source(), -1));
            return Set.copyOf(left.live.keySet());
        }
    }

    /** An explanation to be kept. */
    record Decided(LineKey line, String policy, String explanation) {}

    /** Which item and request these allocations concern, unlocked: to know whose turn to take. */
    Uni<List<Allocation>> peek(SqlConnection transaction, Collection<UUID> ids) {
        return query(transaction, "where id = any($1)", ids);
    }

    /** Reservations whose time is over by the database's clock, the oldest first, unlocked. */
    Uni<List<Allocation>> overdue(SqlConnection transaction, int limit) {
        return transaction
                .preparedQuery(
                        "select " + COLUMNS
                                + " from allocation where state = 'RESERVED' and expires_at <= now() order by expires_at limit $1")
                .execute(Tuple.of(limit))
                .map(rows -> {
                    List<Allocation> overdue = new ArrayList<>();
                    rows.forEach(row -> overdue.add(allocation(row)));
                    return overdue;
                });
    }

    Uni<List<Allocation>> load(SqlConnection transaction, Collection<UUID> ids) {
        return query(transaction, "where id = any($1) order by id for update", ids);
    }

    /** The live allocations of these requests. */
    Uni<List<Allocation>> liveOf(SqlConnection transaction, Collection<UUID> requests) {
        return query(
                transaction,
                "where request_id = any($1) and state in ('RESERVED', 'DISPATCHED', 'RECEIVED') order by id for update",
                requests);
    }

    private static Uni<List<Allocation>> query(SqlConnection transaction, String where, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .preparedQuery("select " + COLUMNS + " from allocation " + where)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Allocation> found = new ArrayList<>();
                    rows.forEach(row -> found.add(allocation(row)));
                    return found;
                });
    }

    private static Allocation allocation(Row row) {
        return new Allocation(
                row.getUUID(0),
                row.getUUID(1),
                row.getShort(2),
                row.getLong(3),
                row.getInteger(4),
                row.getInteger(5),
                row.getLong(6),
                row.getLong(7),
                AllocationState.valueOf(row.getString(8)),
                row.getDouble(9),
                row.getInteger(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getOffsetDateTime(14).toInstant(),
                row.getOffsetDateTime(15).toInstant(),
                null);
    }

    /** What is reserved by rule, by item and demand class. */
    Uni<Void> reservedByClass(SqlConnection transaction, Map<Integer, Availability.Item> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("select a.item_id, " + CLASS + ", sum(a.quantity)::bigint from allocation a "
                        + "join request r on r.id = a.request_id left join incident i on i.id = r.incident_id "
                        + "where a.item_id = any($1) and a.state = 'RESERVED' and a.officer is null group by 1, 2")
                .execute(Tuple.of(items.keySet().toArray(Integer[]::new)))
                .invoke(rows -> rows.forEach(row -> Objects.requireNonNull(items.get(row.getInteger(0)))
                        .reserve(row.getInteger(1), row.getLong(2))))
                .replaceWithVoid();
    }

    /**
     * Ids of reservations made by rule for classes strictly lower than this one, the lowest first.
     *
     * @param above for each item the class that wants them
     * @param limit the most for one item
     */
    Uni<List<UUID>> preemptable(SqlConnection transaction, Map<Integer, Integer> above, int limit) {
        List<Integer> items = List.copyOf(above.keySet());
        return transaction
                .preparedQuery(PREEMPTABLE)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(items.toArray(Integer[]::new))
                        .addArrayOfInteger(items.stream().map(above::get).toArray(Integer[]::new))
                        .addInteger(limit))
                .map(rows -> {
                    List<UUID> found = new ArrayList<>();
                    rows.forEach(row -> found.add(row.getUUID(0)));
                    return found;
                });
    }

    /** For each line of these requests that has any: where it was served from. */
    Uni<Map<LineKey, SourcesOf>> sources(SqlConnection transaction, Collection<UUID> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select request_id, line, source_site_id, state = 'RELEASED', count(*)::int "
                        + "from allocation where request_id = any($1) "
                        + "and state in ('RESERVED', 'DISPATCHED', 'RECEIVED', 'RELEASED') group by 1, 2, 3, 4")
                .execute(Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<LineKey, SourcesOf> sources = new HashMap<>();
                    for (Row row : rows) {
                        SourcesOf of = sources.computeIfAbsent(
                                new LineKey(row.getUUID(0), row.getShort(1)), key -> new SourcesOf());
                        if (row.getBoolean(3)) {
                            of.takenBack.add(row.getInteger(2));
                        } else {
                            of.add(row.getInteger(2), row.getInteger(4));
                        }
                    }
                    return sources;
                });
    }

    Uni<Void> insert(SqlConnection transaction, List<Allocation> a) {
        if (a.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("insert into allocation (" + COLUMNS
                        + ") select * from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bigint[], $5::int[], $6::int[], "
                        + "$7::bigint[], $8::bigint[], $9::text[], $10::double precision[], $11::int[], $12::text[], $13::text[], "
                        + "$14::text[], $15::timestamptz[], $16::timestamptz[])")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(a.stream().map(Allocation::id).toArray(UUID[]::new))
                        .addArrayOfUUID(a.stream().map(Allocation::request).toArray(UUID[]::new))
                        .addArrayOfShort(a.stream().map(x -> (short) x.line()).toArray(Short[]::new))
                        .addArrayOfLong(a.stream().map(Allocation::position).toArray(Long[]::new))
                        .addArrayOfInteger(a.stream().map(Allocation::source).toArray(Integer[]::new))
                        .addArrayOfInteger(a.stream().map(Allocation::item).toArray(Integer[]::new))
                        .addArrayOfLong(a.stream().map(Allocation::lot).toArray(Long[]::new))
                        .addArrayOfLong(a.stream().map(Allocation::quantity).toArray(Long[]::new))
                        .addArrayOfString(a.stream().map(x -> x.state().name()).toArray(String[]::new))
                        .addArrayOfDouble(a.stream().map(Allocation::distanceKm).toArray(Double[]::new))
                        .addArrayOfInteger(
                                a.stream().map(Allocation::travelMinutes).toArray(Integer[]::new))
                        .addArrayOfString(a.stream().map(Allocation::policy).toArray(String[]::new))
                        .addArrayOfString(a.stream().map(Allocation::officer).toArray(String[]::new))
                        .addArrayOfString(
                                a.stream().map(Allocation::overrideReason).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(
                                times(a.stream().map(Allocation::reservedAt).toList()))
                        .addArrayOfOffsetDateTime(
                                times(a.stream().map(Allocation::expiresAt).toList())))
                .replaceWithVoid();
    }

    /** Ends reservations, each once: one that has ended already is a bug, and fails the transaction. */
    Uni<Void> end(SqlConnection transaction, List<Allocation> ended) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "update allocation a set state = e.state, ended_at = now(), preempted_by = e.by "
                                + "from unnest($1::uuid[], $2::text[], $3::uuid[]) as e(id, state, by) where a.id = e.id and a.state = 'RESERVED'")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ended.stream().map(Allocation::id).toArray(UUID[]::new))
                        .addArrayOfString(
                                ended.stream().map(x -> x.state().name()).toArray(String[]::new))
                        .addArrayOfUUID(
                                ended.stream().map(Allocation::preemptedBy).toArray(UUID[]::new)))
                .invoke(rows -> {
                    if (rows.rowCount() != ended.size()) {
                        throw new IllegalStateException("Ended " + rows.rowCount() + " of " + ended);
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> keep(SqlConnection transaction, List<Decided> decided) {
        if (decided.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "insert into line_decision (request_id, line, policy, explanation) "
                                + "select r, l, p, e::json from unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[]) as d(r, l, p, e)")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                decided.stream().map(d -> d.line.request).toArray(UUID[]::new))
                        .addArrayOfShort(
                                decided.stream().map(d -> (short) d.line.line).toArray(Short[]::new))
                        .addArrayOfString(decided.stream().map(Decided::policy).toArray(String[]::new))
                        .addArrayOfString(
                                decided.stream().map(Decided::explanation).toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static OffsetDateTime[] times(List<Instant> times) {
        return times.stream().map(t -> t.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }
}
