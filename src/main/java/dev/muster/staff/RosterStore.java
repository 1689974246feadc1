package dev.muster.staff;

import dev.muster.platform.PageRequest;
import dev.muster.unit.UnitKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RosterStore {

    private static final String SELECT = "select s.id, case u.kind when 'PERSON' then u.code end, "
            + "case u.kind when 'TEAM' then u.code end, lower(s.period), upper(s.period), s.on_call, h.code "
            + "from unit_shift s join unit u on u.id = s.unit_id join site h on h.id = u.home_site_id ";

    /** A person or a team, and the site they belong to. */
    record Somebody(int id, String home) {}

    private final Pool pool;

    RosterStore(Pool pool) {
        this.pool = pool;
    }

    /** Those that exist, by code. */
    Uni<Map<String, Somebody>> find(SqlConnection transaction, UnitKind kind, Collection<String> codes) {
        return transaction
                .preparedQuery("select u.code, u.id, h.code from unit u join site h on h.id = u.home_site_id "
                        + "where u.kind = $1 and u.code = any($2)")
                .execute(Tuple.of(kind.name(), codes.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Somebody> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString(0), new Somebody(row.getInteger(1), row.getString(2))));
                    return found;
                });
    }

    /** Shifts of these that touch the time. */
    Uni<List<ShiftView>> between(SqlConnection transaction, Collection<Integer> units, Instant from, Instant until) {
        return transaction
                .preparedQuery(
                        SELECT + "where s.unit_id = any($1) and s.period && tstzrange($2, $3) order by lower(s.period)")
                .execute(Tuple.of(units.toArray(Integer[]::new), offset(from), offset(until)))
                .map(RosterStore::views);
    }

    Uni<Void> insert(SqlConnection transaction, List<ShiftView> shifts, List<Integer> units) {
        return transaction
                .preparedQuery(
                        "insert into unit_shift (id, unit_id, period, on_call) select i, u, tstzrange(a, b), c from "
                                + "unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::boolean[]) as s(i, u, a, b, c)")
                .execute(Tuple.of(
                        shifts.stream().map(ShiftView::id).toArray(UUID[]::new),
                        units.toArray(Integer[]::new),
                        shifts.stream().map(s -> offset(s.from())).toArray(OffsetDateTime[]::new),
                        shifts.stream().map(s -> offset(s.until())).toArray(OffsetDateTime[]::new),
                        shifts.stream().map(ShiftView::onCall).toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    /** A shift and the site its person belongs to. */
    record Found(ShiftView shift, String home) {}

    Uni<@Nullable Found> find(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(SELECT + "where s.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? null
                        : new Found(views(rows).get(0), rows.iterator().next().getString(6)));
    }

    Uni<Void> delete(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("delete from unit_shift where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /** By start. */
    Uni<List<ShiftView>> page(
            @Nullable String staff,
            @Nullable String team,
            @Nullable Instant from,
            @Nullable Instant until,
            PageRequest page) {
        return pool.preparedQuery(SELECT + "where ($1::text is null or u.kind = 'PERSON' and u.code = $1) "
                        + "and ($2::text is null or u.kind = 'TEAM' and u.code = $2) "
                        + "and s.period && tstzrange($3, $4) "
                        + "and ($5::timestamptz is null or (lower(s.period), s.id) > ($5, $6)) "
                        + "order by lower(s.period), s.id limit $7")
                .execute(Tuple.tuple()
                        .addString(staff)
                        .addString(team)
                        .addOffsetDateTime(from == null ? null : offset(from))
                        .addOffsetDateTime(until == null ? null : offset(until))
                        .addOffsetDateTime(page.afterTime())
                        .addUUID(page.afterId())
                        .addInteger(page.fetch()))
                .map(RosterStore::views);
    }

    private static List<ShiftView> views(RowSet<Row> rows) {
        List<ShiftView> shifts = new ArrayList<>();
        for (Row row : rows) {
            shifts.add(new ShiftView(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    row.getOffsetDateTime(3).toInstant(),
                    row.getOffsetDateTime(4).toInstant(),
                    row.getBoolean(5)));
        }
        return shifts;
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
