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
import java.util.Set;
import java.util.UUID;

/** Allocations and explanations in the database, for a transaction that has the turn of the items at stake. */
@ApplicationScoped
class AllocationStore {

    private static final String COLUMNS =
            "id, request_id, line, position_id, source_site_id, item_id, lot_id, quantity, state, "
                    + "distance_km, travel_minutes, policy, officer, override_reason, reserved_at, expires_at";

    /** A line of a request. */
    record LineKey(UUID request, int line) {}

    /** The sites that serve a line, and those that an officer took back from it. */
    record SourcesOf(Set<Integer> used, Set<Integer> takenBack) {}

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
                row.getOffsetDateTime(15).toInstant());
    }

    /** For each line of these requests that has any: where it was served from. */
    Uni<Map<LineKey, SourcesOf>> sources(SqlConnection transaction, Collection<UUID> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select distinct request_id, line, source_site_id, state = 'RELEASED' from allocation "
                        + "where request_id = any($1) and state in ('RESERVED', 'DISPATCHED', 'RECEIVED', 'RELEASED')")
                .execute(Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<LineKey, SourcesOf> sources = new HashMap<>();
                    for (Row row : rows) {
                        SourcesOf of = sources.computeIfAbsent(
                                new LineKey(row.getUUID(0), row.getShort(1)),
                                key -> new SourcesOf(new HashSet<>(), new HashSet<>()));
                        (row.getBoolean(3) ? of.takenBack : of.used).add(row.getInteger(2));
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
                        "update allocation a set state = e.state, ended_at = now() "
                                + "from unnest($1::uuid[], $2::text[]) as e(id, state) where a.id = e.id and a.state = 'RESERVED'")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ended.stream().map(Allocation::id).toArray(UUID[]::new))
                        .addArrayOfString(
                                ended.stream().map(x -> x.state().name()).toArray(String[]::new)))
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
                                + "select r, l, p, e::jsonb from unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[]) as d(r, l, p, e)")
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
