package dev.muster.asset;

import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
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
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UpkeepStore {

    private static final String PLANS =
            "select u.code, d.name, d.purpose, d.every_days, d.every_uses, d.last_done, d.uses, "
                    + "d.due_at from asset_due d join unit u on u.id = d.unit_id ";

    /** An asset's number and the site it belongs to. */
    record Asset(int id, String home) {}

    private final Pool pool;

    UpkeepStore(Pool pool) {
        this.pool = pool;
    }

    /** Refuses with 404 if there is none. */
    Uni<Asset> asset(SqlConnection transaction, String code) {
        return transaction
                .preparedQuery("select u.id, h.code from unit u join site h on h.id = u.home_site_id "
                        + "where u.kind = 'ASSET' and u.code = $1")
                .execute(Tuple.of(code))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Problem.of(ProblemType.NOT_FOUND, "unit.unknown", "ASSET", code)
                                .asException();
                    }
                    Row row = rows.iterator().next();
                    return new Asset(row.getInteger(0), row.getString(1));
                });
    }

    Uni<Void> put(SqlConnection transaction, int asset, String name, PlanInput plan, Instant lastDone) {
        return transaction
                .preparedQuery("insert into asset_plan (unit_id, name, purpose, every_days, every_uses, last_done) "
                        + "values ($1, $2, $3, $4, $5, $6) on conflict (unit_id, name) do update set purpose = $3, "
                        + "every_days = $4, every_uses = $5, last_done = $6")
                .execute(Tuple.of(
                        asset,
                        name,
                        java.util.Objects.requireNonNull(plan.purpose()).name(),
                        plan.everyDays(),
                        plan.everyUses(),
                        offset(lastDone)))
                .replaceWithVoid();
    }

    Uni<@Nullable PlanView> plan(SqlConnection transaction, int asset, String name) {
        return transaction
                .preparedQuery(PLANS + "where d.unit_id = $1 and d.name = $2")
                .execute(Tuple.of(asset, name))
                .map(rows -> rows.size() == 0 ? null : plans(rows).get(0));
    }

    Uni<List<PlanView>> plansOf(String code) {
        return pool.preparedQuery(PLANS + "where u.kind = 'ASSET' and u.code = $1 order by d.name")
                .execute(Tuple.of(code))
                .map(UpkeepStore::plans);
    }

    /** What is due until then, the most urgent first. */
    Uni<List<PlanView>> due(Instant until, @Nullable String site, PageRequest page) {
        return pool.preparedQuery(PLANS + "join site h on h.id = u.home_site_id where d.due_at <= $1 "
                        + "and ($2::text is null or h.code = $2) and u.status <> 'RETIRED' "
                        + "and ($3::timestamptz is null or (d.due_at, u.code, d.name) > ($3, $4, $5)) "
                        + "order by d.due_at, u.code, d.name limit $6")
                .execute(Tuple.of(
                        offset(until),
                        site,
                        page.afterTime(),
                        page.isFirst() ? null : page.after().get(1),
                        page.isFirst() ? null : page.after().get(2),
                        page.fetch()))
                .map(UpkeepStore::plans);
    }

    private static List<PlanView> plans(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PlanView(
                        row.getString(0),
                        row.getString(1),
                        Purpose.valueOf(row.getString(2)),
                        row.getInteger(3),
                        row.getInteger(4),
                        row.getOffsetDateTime(5).toInstant(),
                        row.getInteger(6),
                        row.getOffsetDateTime(7) == null
                                ? null
                                : row.getOffsetDateTime(7).toInstant()))
                .toList();
    }

    /** Keeps a record; one that passed, and is the latest, sets its plan's clock anew. */
    Uni<Void> record(SqlConnection transaction, int asset, RecordView done) {
        return transaction
                .preparedQuery("insert into asset_record (id, unit_id, plan, purpose, passed, note, done_at, actor) "
                        + "values ($1, $2, $3, $4, $5, $6, $7, $8)")
                .execute(Tuple.tuple()
                        .addUUID(done.id())
                        .addInteger(asset)
                        .addString(done.plan())
                        .addString(done.purpose().name())
                        .addBoolean(done.passed())
                        .addString(done.note())
                        .addOffsetDateTime(offset(done.doneAt()))
                        .addString(done.actor()))
                .chain(() -> transaction
                        .preparedQuery("update asset_plan set last_done = $3 where unit_id = $1 and name = $2 "
                                + "and last_done < $3 and $4")
                        .execute(Tuple.of(asset, done.plan(), offset(done.doneAt()), done.passed())))
                .replaceWithVoid();
    }

    /** The latest first. */
    Uni<List<RecordView>> records(String code, int most) {
        return pool.preparedQuery("select r.id, u.code, r.plan, r.purpose, r.passed, r.note, r.done_at, r.actor "
                        + "from asset_record r join unit u on u.id = r.unit_id where u.kind = 'ASSET' and u.code = $1 "
                        + "order by r.done_at desc, r.id limit $2")
                .execute(Tuple.of(code, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new RecordView(
                                row.getUUID(0),
                                row.getString(1),
                                row.getString(2),
                                Purpose.valueOf(row.getString(3)),
                                row.getBoolean(4),
                                row.getString(5),
                                row.getOffsetDateTime(6).toInstant(),
                                row.getString(7)))
                        .toList());
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
