package dev.muster.unit;

import dev.muster.unit.Booking.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Units as they stand, for whoever remembers them: those that changed since a turn, with all their parts. */
@ApplicationScoped
public class UnitReader {

    /** A booking is remembered for so long after its end, since rest may still be due. */
    private static final String KEPT = "interval '7 days'";

    private static final String UNITS = "select id, kind, code, site_id, home_site_id, status, vetting from unit ";

    private static final String BOOKINGS =
            "select id, unit_id, lead_id, kind, state, lower(period), upper(period), request_id, "
                    + "line, item_id, site_id, source_site_id, starts_at, ends_at, distance_km, travel_minutes, policy, "
                    + "reserved_at, officer, expires_at from booking ";

    /** The parts of units that stand in tables of their own, by unit id. */
    private record Parts(
            Map<Integer, Map<Integer, Unit.Grade>> serves,
            Map<Integer, List<Credential>> credentials,
            Map<Integer, List<Shift>> shifts,
            Map<Integer, List<Integer>> members,
            Map<Integer, List<Need>> needs,
            Map<Integer, List<Due>> dues,
            Map<Integer, List<Booking>> bookings,
            Map<Integer, List<TeamKit>> kits) {

        Parts() {
            this(
                    new HashMap<>(),
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

    /** All units as this transaction sees them; it must see one moment. */
    public Uni<UnitBook> asTheyStand(SqlConnection transaction) {
        return changed(transaction, -1, -1).map(UnitBook::of);
    }

    /**
     * All units that changed after a turn, as they stand at another; all there are if it is below zero. Parts are read by the units' ids: how many have changed
     * since a turn the database can only guess, and guesses a third of all where nothing bounds it.
     */
    Uni<List<Unit>> changed(SqlConnection transaction, long after, long at) {
        if (after < 0) {
            return units(transaction, UNITS, Tuple.tuple(), ids -> parts(transaction, "is not null ", Tuple.tuple()));
        }
        return units(
                transaction,
                UNITS + "where turn > $1 and turn <= $2",
                Tuple.of(after, at),
                ids -> ids.length == 0
                        ? Uni.createFrom().item(new Parts())
                        : parts(transaction, "= any($1) ", Tuple.of(ids)));
    }

    private static Uni<List<Unit>> units(
            SqlConnection transaction, String sql, Tuple values, Function<Integer[], Uni<Parts>> partsOf) {
        return transaction.preparedQuery(sql).execute(values).chain(rows -> {
            List<Integer> ids = new ArrayList<>(rows.size());
            rows.forEach(row -> ids.add(row.getInteger(0)));
            return partsOf.apply(ids.toArray(Integer[]::new)).map(parts -> {
                List<Unit> units = new ArrayList<>(ids.size());
                rows.forEach(row -> units.add(unit(row, parts)));
                return units;
            });
        });
    }

    /** @param which condition on a unit's id */
    private static Uni<Parts> parts(SqlConnection transaction, String which, Tuple values) {
        Parts parts = new Parts();
        return Uni.join()
                .all(
                        read(
                                transaction,
                                "select unit_id, item_id, level from unit_serves where unit_id " + which,
                                values,
                                row -> parts.serves
                                        .computeIfAbsent(row.getInteger(0), u -> new HashMap<>())
                                        .put(row.getInteger(1), new Unit.Grade(CompetencyLevel.of(row.getShort(2))))),
                        read(
                                transaction,
                                "select unit_id, kind, item_id, valid_from, valid_until from unit_credential where unit_id "
                                        + which,
                                values,
                                row -> Parts.add(
                                        parts.credentials,
                                        row.getInteger(0),
                                        new Credential(
                                                row.getString(1),
                                                row.getInteger(2),
                                                row.getLocalDate(3),
                                                row.getLocalDate(4)))),
                        read(
                                transaction,
                                "select unit_id, lower(period), upper(period), on_call from unit_shift where unit_id "
                                        + which + "and upper(period) > now() order by lower(period)",
                                values,
                                row -> Parts.add(
                                        parts.shifts,
                                        row.getInteger(0),
                                        new Shift(new Span(instant(row, 1), instant(row, 2)), row.getBoolean(3)))),
                        read(
                                transaction,
                                "select team_id, person_id from team_member where team_id " + which + "order by n",
                                values,
                                row -> Parts.add(parts.members, row.getInteger(0), row.getInteger(1))),
                        read(
                                transaction,
                                "select team_id, item_id, level, people from team_need where team_id " + which
                                        + "order by n",
                                values,
                                row -> Parts.add(
                                        parts.needs,
                                        row.getInteger(0),
                                        new Need(
                                                row.getInteger(1),
                                                CompetencyLevel.of(row.getShort(2)),
                                                row.getShort(3)))),
                        read(
                                transaction,
                                "select team_id, item_id, kits, required from team_kit where team_id " + which
                                        + "order by n",
                                values,
                                row -> Parts.add(
                                        parts.kits,
                                        row.getInteger(0),
                                        new TeamKit(row.getInteger(1), row.getInteger(2), row.getBoolean(3)))),
                        read(
                                transaction,
                                "select unit_id, name, due_at from asset_due where due_at is not null and unit_id "
                                        + which + "order by name",
                                values,
                                row -> Parts.add(
                                        parts.dues, row.getInteger(0), new Due(row.getString(1), instant(row, 2)))),
                        read(
                                transaction,
                                BOOKINGS + "where unit_id " + which
                                        + "and state in ('RESERVED', 'DISPATCHED', 'RECEIVED') "
                                        + "and (kind = 'ALLOCATION' or upper(period) > now() - " + KEPT
                                        + ") order by lower(period), id",
                                values,
                                row -> Parts.add(parts.bookings, row.getInteger(1), booking(row))))
                .andFailFast()
                .replaceWith(parts);
    }

    private static Uni<Void> read(SqlConnection transaction, String sql, Tuple values, Consumer<Row> each) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .invoke(rows -> rows.forEach(each))
                .replaceWithVoid();
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
                parts.bookings.getOrDefault(id, List.of()),
                parts.kits.getOrDefault(id, List.of()));
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

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
