package dev.muster.asset;

import dev.muster.asset.HazardView.Severity;
import dev.muster.asset.HazardView.State;
import dev.muster.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class HazardStore {

    private static final String SELECT = "select h.id, s.code, u.code, h.severity, h.description, h.state, h.due_at, "
            + "h.reported_by, h.reported_at, h.rectified_by, h.rectified_at, h.rectified_as, h.verified_by, h.verified_at, "
            + "h.escalated_at, nullif(h.escalation, 0), h.escalated_to, coalesce(h.withdrawal in ('DONE', 'BACK_DUE'), false) from hazard h join site s on s.id = h.site_id left join unit u on u.id = h.unit_id ";

    private final Pool pool;

    HazardStore(Pool pool) {
        this.pool = pool;
    }

    /** Numbers behind codes; null where there is none. */
    record Keys(@Nullable Integer site, @Nullable Integer asset) {}

    Uni<Keys> keys(SqlConnection transaction, String site, @Nullable String asset) {
        return transaction
                .preparedQuery("select (select id from site where code = $1), "
                        + "(select id from unit where kind = 'ASSET' and code = $2)")
                .execute(Tuple.of(site, asset))
                .map(rows -> rows.iterator().next())
                .map(row -> new Keys(row.getInteger(0), row.getInteger(1)));
    }

    Uni<Void> insert(
            SqlConnection transaction,
            UUID id,
            Keys keys,
            Severity severity,
            String description,
            Instant dueAt,
            String actor) {
        return transaction
                .preparedQuery(
                        "insert into hazard (id, site_id, unit_id, severity, description, state, due_at, reported_by, "
                                + "withdrawal) values ($1, $2, $3, $4, $5, 'REPORTED', $6, $7, "
                                + "case when $3::int is not null and $4 = 'MAJOR' then 'DUE' end)")
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addInteger(keys.site)
                        .addInteger(keys.asset)
                        .addString(severity.name())
                        .addString(description)
                        .addOffsetDateTime(dueAt.atOffset(ZoneOffset.UTC))
                        .addString(actor))
                .replaceWithVoid();
    }

    Uni<@Nullable HazardView> lock(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(SELECT + "where h.id = $1 for update of h")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : views(rows).get(0));
    }

    Uni<Void> rectified(SqlConnection transaction, UUID id, String as, String actor) {
        return transaction
                .preparedQuery("update hazard set state = 'RECTIFIED', rectified_by = $2, rectified_at = now(), "
                        + "rectified_as = $3 where id = $1")
                .execute(Tuple.of(id, actor, as))
                .replaceWithVoid();
    }

    Uni<Void> verified(SqlConnection transaction, UUID id, boolean accepted, String actor) {
        String sql = accepted
                ? "update hazard set state = 'VERIFIED', verified_by = $2, verified_at = now(), withdrawal = case withdrawal "
                        + "when 'DONE' then 'BACK_DUE' when 'DUE' then null else withdrawal end where id = $1"
                : "update hazard set state = 'REPORTED', rectified_by = null, rectified_at = null, "
                        + "rectified_as = null where id = $1 and $2::text is not null";
        return transaction.preparedQuery(sql).execute(Tuple.of(id, actor)).replaceWithVoid();
    }

    /** Takes a step of escalation with what is overdue by so much, by the database's clock, and has taken those before; gives it. */
    Uni<List<HazardView>> escalate(SqlConnection transaction, int step, Duration after, String to, int most) {
        return transaction
                .preparedQuery(
                        "with late as (update hazard set escalated_at = now(), escalation = $1 + 1, escalated_to = $3 "
                                + "where id in (select id from hazard where state <> 'VERIFIED' and escalation = $1 "
                                + "and due_at + make_interval(secs => $2) <= now() order by due_at limit $4 "
                                + "for update skip locked) returning *) "
                                + SELECT.replace("from hazard h", "from late h")
                                + "order by h.due_at")
                .execute(Tuple.of(step, (double) after.toSeconds(), to, most))
                .map(HazardStore::views);
    }

    Uni<List<HazardView>> page(
            @Nullable String site,
            @Nullable String asset,
            @Nullable State state,
            @Nullable Boolean overdue,
            PageRequest page) {
        return pool.preparedQuery(
                        SELECT + "where ($1::text is null or s.code = $1) and ($2::text is null or u.code = $2) "
                                + "and ($3::text is null or h.state = $3) and ($4::boolean is null "
                                + "or $4 = (h.state <> 'VERIFIED' and h.due_at <= now())) "
                                + "and ($5::timestamptz is null or (h.reported_at, h.id) < ($5, $6)) "
                                + "order by h.reported_at desc, h.id desc limit $7")
                .execute(Tuple.tuple()
                        .addString(site)
                        .addString(asset)
                        .addString(state == null ? null : state.name())
                        .addBoolean(overdue)
                        .addOffsetDateTime(page.afterTime())
                        .addUUID(page.afterId())
                        .addInteger(page.fetch()))
                .map(HazardStore::views);
    }

    private static List<HazardView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(HazardStore::view)
                .toList();
    }

    private static HazardView view(Row row) {
        return new HazardView(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                Severity.valueOf(row.getString(3)),
                row.getString(4),
                State.valueOf(row.getString(5)),
                java.util.Objects.requireNonNull(instant(row, 6)),
                row.getString(7),
                java.util.Objects.requireNonNull(instant(row, 8)),
                row.getString(9),
                instant(row, 10),
                row.getString(11),
                row.getString(12),
                instant(row, 13),
                instant(row, 14),
                row.getInteger(15),
                row.getString(16),
                row.getBoolean(17));
    }

    private static @Nullable Instant instant(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
