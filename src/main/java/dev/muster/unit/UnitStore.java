package dev.muster.unit;

import dev.muster.unit.Booking.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Units, their statuses and calendars in the database, for a transaction that has the turn of all units. */
@ApplicationScoped
public class UnitStore {

    /**
     * A change of where a unit stands, to be kept.
     *
     * @param booking what it is for, null if for none
     */
    public record Moved(
            int unit,
            UnitStatus status,
            int site,
            String actor,
            @Nullable String reason,
            @Nullable UUID booking) {}

    /**
     * A booking that has ended, or whose state or times changed.
     *
     * @param span what it takes of the calendar now
     */
    public record Changed(
            UUID id,
            BookingState state,
            Span span,
            Instant endsAt,
            @Nullable UUID preemptedBy) {}

    /** Takes the turn of all units; gives its number. Whoever writes about units does this first. */
    public Uni<Long> takeTurn(SqlConnection transaction) {
        return transaction
                .preparedQuery("select n from unit_turn for no key update")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Ids of live reservations whose time is over by the database's clock, and of rests that are, each with its unit. */
    public Uni<Map<UUID, Integer>> over(SqlConnection transaction, int limit) {
        return leads(
                transaction,
                "where leads and state = 'RESERVED' and (expires_at <= now() or kind = 'REST' and upper(period) <= now()) "
                        + "order by coalesce(expires_at, upper(period)) limit $1",
                Tuple.of(limit));
    }

    /** The units that lead these bookings; ids that are no live bookings are absent. */
    public Uni<Map<UUID, Integer>> leads(SqlConnection transaction, Collection<UUID> bookings) {
        return bookings.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : leads(
                        transaction,
                        "where leads and id = any($1)",
                        Tuple.tuple().addArrayOfUUID(bookings.toArray(UUID[]::new)));
    }

    private static Uni<Map<UUID, Integer>> leads(SqlConnection transaction, String where, Tuple values) {
        return transaction
                .preparedQuery("select id, unit_id from booking " + where)
                .execute(values)
                .map(rows -> {
                    Map<UUID, Integer> leads = new HashMap<>();
                    rows.forEach(row -> leads.put(row.getUUID(0), row.getInteger(1)));
                    return leads;
                });
    }

    /** The live bookings for these requests, each with the unit that leads it. */
    public Uni<Map<UUID, Integer>> liveOf(SqlConnection transaction, Collection<UUID> requests) {
        return requests.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : leads(
                        transaction,
                        "where leads and request_id = any($1) and state in ('RESERVED', 'DISPATCHED', 'RECEIVED')",
                        Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)));
    }

    /** A unit by the name people give it. */
    public record Name(UnitKind kind, String code) {}

    /** The numbers behind names; unknown ones are absent. */
    public Uni<Map<Name, Integer>> ids(SqlConnection transaction, Collection<Name> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select u.kind, u.code, u.id from unit u "
                        + "join unnest($1::text[], $2::text[]) as w(kind, code) on u.kind = w.kind and u.code = w.code")
                .execute(Tuple.of(
                        names.stream().map(n -> n.kind.name()).toArray(String[]::new),
                        names.stream().map(Name::code).toArray(String[]::new)))
                .map(rows -> {
                    Map<Name, Integer> ids = new HashMap<>();
                    rows.forEach(row ->
                            ids.put(new Name(UnitKind.valueOf(row.getString(0)), row.getString(1)), row.getInteger(2)));
                    return ids;
                });
    }

    /** For each line (request and number) the units that an officer took back from it. */
    public Uni<Map<String, Set<Integer>>> takenBack(SqlConnection transaction, Collection<UUID> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select request_id || '/' || line, array_agg(unit_id) from booking "
                        + "where leads and request_id = any($1) and state = 'RELEASED' group by 1")
                .execute(Tuple.tuple().addArrayOfUUID(requests.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<String, Set<Integer>> taken = new HashMap<>();
                    rows.forEach(row -> taken.put(row.getString(0), Set.of(row.getArrayOfIntegers(1))));
                    return taken;
                });
    }

    /**
     * A new row of a calendar.
     *
     * @param preemptedBy id of the request it was taken back for in the same batch, null if it was not
     */
    public record Fresh(
            Booking booking,
            String actor,
            @Nullable String reason,
            @Nullable UUID preemptedBy) {}

    /** Writes new bookings, members' rows included. */
    public Uni<Void> insert(SqlConnection transaction, List<Fresh> bookings) {
        if (bookings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("insert into booking (id, unit_id, lead_id, kind, state, period, starts_at, ends_at, "
                        + "request_id, line, item_id, site_id, source_site_id, distance_km, travel_minutes, policy, officer, "
                        + "actor, reserved_at, expires_at, ended_at, preempted_by, reason) select i, u, l, k, s, tstzrange(a, b), coalesce(wa, a), coalesce(wb, b), "
                        + "r, n, t, p, q, d, m, y, o, c, coalesce(v, now()), x, case when s in ('RESERVED', 'DISPATCHED', 'RECEIVED') then null else now() end, z, w from unnest($1::uuid[], $2::int[], $3::int[], "
                        + "$4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], "
                        + "$10::uuid[], $11::smallint[], $12::int[], $13::int[], $14::int[], $15::double precision[], $16::int[], "
                        + "$17::text[], $18::text[], $19::text[], $20::timestamptz[], $21::timestamptz[], $22::uuid[], $23::text[]) "
                        + "as b(i, u, l, k, s, a, b, wa, wb, r, n, t, p, q, d, m, y, o, c, v, x, z, w)")
                .execute(columns(bookings))
                .replaceWithVoid();
    }

    private static Tuple columns(List<Fresh> fresh) {
        List<Booking> b = fresh.stream().map(Fresh::booking).toList();
        return Tuple.tuple()
                .addArrayOfUUID(b.stream().map(Booking::id).toArray(UUID[]::new))
                .addArrayOfInteger(b.stream().map(Booking::unit).toArray(Integer[]::new))
                .addArrayOfInteger(b.stream().map(Booking::lead).toArray(Integer[]::new))
                .addArrayOfString(b.stream().map(x -> x.kind().name()).toArray(String[]::new))
                .addArrayOfString(b.stream().map(x -> x.state().name()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(times(b, x -> x.span().start()))
                .addArrayOfOffsetDateTime(times(b, x -> x.span().end()))
                .addArrayOfOffsetDateTime(times(b, task(t -> t.wanted().start())))
                .addArrayOfOffsetDateTime(times(b, task(t -> t.wanted().end())))
                .addArrayOfUUID(b.stream().map(task(Task::request)).toArray(UUID[]::new))
                .addArrayOfShort(b.stream().map(task(t -> (short) t.line())).toArray(Short[]::new))
                .addArrayOfInteger(b.stream().map(task(Task::item)).toArray(Integer[]::new))
                .addArrayOfInteger(b.stream().map(task(Task::site)).toArray(Integer[]::new))
                .addArrayOfInteger(b.stream().map(task(Task::source)).toArray(Integer[]::new))
                .addArrayOfDouble(b.stream().map(task(Task::distanceKm)).toArray(Double[]::new))
                .addArrayOfInteger(b.stream().map(task(Task::travelMinutes)).toArray(Integer[]::new))
                .addArrayOfString(b.stream().map(task(Task::policy)).toArray(String[]::new))
                .addArrayOfString(b.stream().map(Booking::officer).toArray(String[]::new))
                .addArrayOfString(fresh.stream().map(Fresh::actor).toArray(String[]::new))
                .addArrayOfOffsetDateTime(times(b, task(Task::reservedAt)))
                .addArrayOfOffsetDateTime(times(b, Booking::expiresAt))
                .addArrayOfUUID(fresh.stream().map(Fresh::preemptedBy).toArray(UUID[]::new))
                .addArrayOfString(fresh.stream().map(Fresh::reason).toArray(String[]::new));
    }

    private static <T> Function<Booking, @Nullable T> task(Function<Task, T> of) {
        return booking -> booking.task() == null ? null : of.apply(booking.task());
    }

    /** Writes what became of bookings, all their rows; one that is no longer live is a bug, and fails the transaction. */
    public Uni<Void> change(SqlConnection transaction, List<Changed> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("update booking b set state = c.s, period = tstzrange(c.a, c.b), ends_at = c.e, "
                        + "ended_at = case when c.s in ('RESERVED', 'DISPATCHED', 'RECEIVED') then null else now() end, "
                        + "preempted_by = c.p from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], "
                        + "$5::timestamptz[], $6::uuid[]) as c(i, s, a, b, e, p) where b.id = c.i "
                        + "and b.state in ('RESERVED', 'DISPATCHED', 'RECEIVED') returning b.id, b.leads")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(changed.stream().map(Changed::id).toArray(UUID[]::new))
                        .addArrayOfString(
                                changed.stream().map(c -> c.state.name()).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(changed.stream()
                                .map(c -> offset(c.span.start()))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(
                                changed.stream().map(c -> offset(c.span.end())).toArray(OffsetDateTime[]::new))
                        .addArrayOfOffsetDateTime(
                                changed.stream().map(c -> offset(c.endsAt)).toArray(OffsetDateTime[]::new))
                        .addArrayOfUUID(
                                changed.stream().map(Changed::preemptedBy).toArray(UUID[]::new)))
                .invoke(rows -> {
                    long written = leading(rows);
                    if (written != changed.size()) {
                        throw new IllegalStateException("Changed " + written + " of " + changed);
                    }
                })
                .replaceWithVoid();
    }

    private static long leading(RowSet<Row> rows) {
        long leading = 0;
        for (Row row : rows) {
            leading += row.getBoolean(1) ? 1 : 0;
        }
        return leading;
    }

    /** Writes where units stand now, with the entry in their history. */
    public Uni<Void> move(SqlConnection transaction, List<Moved> moved) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(
                        "with m as (select * from unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::text[], "
                                + "$6::uuid[]) as m(u, s, p, a, r, b)), kept as (insert into unit_status (unit_id, status, site_id, actor, "
                                + "reason, booking) select u, s, p, a, r, b from m) update unit set status = m.s, site_id = m.p, "
                                + "status_since = now() from m where id = m.u")
                .execute(Tuple.tuple()
                        .addArrayOfInteger(moved.stream().map(Moved::unit).toArray(Integer[]::new))
                        .addArrayOfString(
                                moved.stream().map(m -> m.status.name()).toArray(String[]::new))
                        .addArrayOfInteger(moved.stream().map(Moved::site).toArray(Integer[]::new))
                        .addArrayOfString(moved.stream().map(Moved::actor).toArray(String[]::new))
                        .addArrayOfString(moved.stream().map(Moved::reason).toArray(String[]::new))
                        .addArrayOfUUID(moved.stream().map(Moved::booking).toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private static OffsetDateTime[] times(List<Booking> bookings, Function<Booking, @Nullable Instant> of) {
        return bookings.stream()
                .map(b -> {
                    @Nullable Instant time = of.apply(b);
                    return time == null ? null : offset(time);
                })
                .toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
