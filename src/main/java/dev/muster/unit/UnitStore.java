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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Units, their statuses and calendars in the database, for a transaction that has the turn of all units. */
@ApplicationScoped
public class UnitStore {

    /** A booking is remembered for so long after its end, since rest may still be due. */
    private static final String KEPT = "interval '7 days'";

    private static final String CHANGED = " in (select id from unit where turn > $1) ";

    private static final String BOOKINGS =
            "select id, unit_id, lead_id, kind, state, lower(period), upper(period), request_id, "
                    + "line, item_id, site_id, source_site_id, starts_at, ends_at, distance_km, travel_minutes, policy, "
                    + "reserved_at, officer, expires_at from booking ";

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

    /** The parts of units that stand in tables of their own, by unit id. */
    private record Parts(
            Map<Integer, Map<Integer, Unit.Grade>> serves,
            Map<Integer, List<Credential>> credentials,
            Map<Integer, List<Shift>> shifts,
            Map<Integer, List<Integer>> members,
            Map<Integer, List<Need>> needs,
            Map<Integer, List<Due>> dues,
            Map<Integer, List<Booking>> bookings) {

        Parts() {
            this(
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>(),
                    new HashMap<>());
        }

        static <T> void add(Map<Integer, List<T>> to, int unit, T part) {
            to.computeIfAbsent(unit, u -> new ArrayList<>()).add(part);
        }
    }

    /** Takes the turn of all units; gives its number. Whoever writes about units does this first. */
    public Uni<Long> takeTurn(SqlConnection transaction) {
        return transaction
                .preparedQuery("select n from unit_turn for no key update")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** All units as this transaction sees them; it must see one moment. */
    public Uni<UnitBook> asTheyStand(SqlConnection transaction) {
        return changedSince(transaction, -1).map(UnitBook::of);
    }

    /** All units that changed after a turn, as they stand. */
    Uni<List<Unit>> changedSince(SqlConnection transaction, long turn) {
        Parts parts = new Parts();
        Tuple since = Tuple.of(turn);
        return read(
                        transaction,
                        "select unit_id, item_id, level from unit_serves where unit_id" + CHANGED,
                        since,
                        row -> parts.serves
                                .computeIfAbsent(row.getInteger(0), u -> new HashMap<>())
                                .put(row.getInteger(1), new Unit.Grade(CompetencyLevel.of(row.getShort(2)))))
                .chain(() -> read(
                        transaction,
                        "select unit_id, kind, item_id, valid_from, valid_until from unit_credential where unit_id"
                                + CHANGED,
                        since,
                        row -> Parts.add(
                                parts.credentials,
                                row.getInteger(0),
                                new Credential(
                                        row.getString(1),
                                        row.getInteger(2),
                                        row.getLocalDate(3),
                                        row.getLocalDate(4)))))
                .chain(() -> read(
                        transaction,
                        "select unit_id, lower(period), upper(period), on_call from unit_shift where unit_id" + CHANGED
                                + "and upper(period) > now() order by lower(period)",
                        since,
                        row -> Parts.add(
                                parts.shifts,
                                row.getInteger(0),
                                new Shift(new Span(instant(row, 1), instant(row, 2)), row.getBoolean(3)))))
                .chain(() -> read(
                        transaction,
                        "select team_id, person_id from team_member where team_id" + CHANGED + "order by n",
                        since,
                        row -> Parts.add(parts.members, row.getInteger(0), row.getInteger(1))))
                .chain(() -> read(
                        transaction,
                        "select team_id, item_id, level, people from team_need where team_id" + CHANGED + "order by n",
                        since,
                        row -> Parts.add(
                                parts.needs,
                                row.getInteger(0),
                                new Need(row.getInteger(1), CompetencyLevel.of(row.getShort(2)), row.getShort(3)))))
                .chain(() -> read(
                        transaction,
                        "select unit_id, name, due_at from asset_due where due_at is not null and unit_id" + CHANGED
                                + "order by name",
                        since,
                        row -> Parts.add(parts.dues, row.getInteger(0), new Due(row.getString(1), instant(row, 2)))))
                .chain(() -> read(
                        transaction,
                        BOOKINGS + "where unit_id" + CHANGED + "and state in ('RESERVED', 'DISPATCHED', 'RECEIVED') "
                                + "and (kind = 'ALLOCATION' or upper(period) > now() - " + KEPT
                                + ") order by lower(period), id",
                        since,
                        row -> Parts.add(parts.bookings, row.getInteger(1), booking(row))))
                .chain(() -> units(transaction, since, parts));
    }

    private static Uni<Void> read(
            SqlConnection transaction, String sql, Tuple values, java.util.function.Consumer<Row> each) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .invoke(rows -> rows.forEach(each))
                .replaceWithVoid();
    }

    private static Uni<List<Unit>> units(SqlConnection transaction, Tuple since, Parts parts) {
        return transaction
                .preparedQuery(
                        "select id, kind, code, site_id, home_site_id, status, vetting from unit where turn > $1")
                .execute(since)
                .map(rows -> {
                    List<Unit> units = new ArrayList<>(rows.size());
                    rows.forEach(row -> units.add(unit(row, parts)));
                    return units;
                });
    }

    private static Unit unit(Row row, Parts parts) {
        int id = row.getInteger(0);
        @Nullable String vetting = row.getString(6);
        return new Unit(
                id,
                UnitKind.valueOf(row.getString(1)),
                row.getString(2),
                row.getInteger(3),
                row.getInteger(4),
                UnitStatus.valueOf(row.getString(5)),
                vetting == null ? null : Vetting.valueOf(vetting),
                parts.serves.getOrDefault(id, Map.of()),
                parts.credentials.getOrDefault(id, List.of()),
                parts.shifts.getOrDefault(id, List.of()),
                parts.members.getOrDefault(id, List.of()),
                parts.needs.getOrDefault(id, List.of()),
                parts.dues.getOrDefault(id, List.of()),
                parts.bookings.getOrDefault(id, List.of()));
    }

    private static Booking booking(Row row) {
        Task task = row.getUUID(7) == null
                ? null
                : new Task(
                        row.getUUID(7),
                        row.getShort(8),
                        row.getInteger(9),
                        row.getInteger(10),
                        row.getInteger(11),
                        new Span(instant(row, 12), instant(row, 13)),
                        row.getDouble(14),
                        row.getInteger(15),
                        row.getString(16),
                        instant(row, 17));
        return new Booking(
                row.getUUID(0),
                row.getInteger(1),
                row.getInteger(2),
                BookingKind.valueOf(row.getString(3)),
                BookingState.valueOf(row.getString(4)),
                new Span(instant(row, 5), instant(row, 6)),
                task,
                row.getString(18),
                row.getOffsetDateTime(19) == null ? null : instant(row, 19));
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

    private static Instant instant(Row row, int column) {
        return Objects.requireNonNull(row.getOffsetDateTime(column)).toInstant();
    }
}
