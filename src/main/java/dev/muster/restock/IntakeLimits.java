package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.LostRaces;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a site, an item, or an item at a site may take in of offers and donations. */
@ApplicationScoped
class IntakeLimits {

    /** Stands for every site, or every item. */
    static final String ALL = "*";

    /**
     * A limit.
     *
     * @param site code; {@code *} for every site
     * @param item code; {@code *} for every item
     * @param most base units that may be there and on the way when an offer is taken; 0 stops them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IntakeLimit")
    record Limit(
            String site, String item, long most, @Nullable String reason) {}

    private static final int MAX_REASON = 500;
    private static final int MAX_RETRIES = 3;

    private final Pool pool;
    private final EventLog log;

    IntakeLimits(Pool pool, EventLog log) {
        this.pool = pool;
        this.log = log;
    }

    /** Up to a thousand, by site and item. */
    Uni<List<Limit>> list() {
        return pool.preparedQuery(
                        "select coalesce(s.code, '*') as site, coalesce(i.code, '*') as item, m.most, m.reason "
                                + "from intake_limit m left join site s on s.id = m.site_id left join item i on i.id = m.item_id "
                                + "order by 1, 2 limit 1000")
                .execute()
                .map(rows -> {
                    List<Limit> limits = new ArrayList<>();
                    rows.forEach(row -> limits.add(new Limit(
                            row.getString("site"),
                            row.getString("item"),
                            row.getLong("most"),
                            row.getString("reason"))));
                    return limits;
                });
    }

    /** Sets a limit, or takes it away where {@code most} is null. Refuses with 404 an unknown site or item. */
    Uni<Void> put(String site, String item, @Nullable Long most, @Nullable String reason, String actor) {
        new Violations()
                .range("most", most, 0L, RestockInput.MAX_QUANTITY)
                .text("reason", reason, MAX_REASON)
                .check(!site.equals(ALL) || !item.equals(ALL), "site", "offer.limit-of-all")
                .throwIfAny();
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(transaction -> ids(transaction, site, item)
                        .chain(ids -> write(transaction, ids, most, reason))
                        .chain(() -> log(transaction, site, item, most, reason, actor))))
                .onFailure(LostRaces::is)
                .retry()
                .atMost(MAX_RETRIES)
                .invoke(log::committed)
                .replaceWithVoid();
    }

    private record Keys(@Nullable Integer site, @Nullable Integer item) {}

    private static Uni<Keys> ids(SqlConnection transaction, String site, String item) {
        return transaction
                .preparedQuery(
                        "select (select id from site where code = $1) as site, (select id from item where code = $2) as item")
                .execute(Tuple.of(site, item))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    Keys keys = new Keys(row.getInteger("site"), row.getInteger("item"));
                    if (keys.site == null && !site.equals(ALL)) {
                        throw Problem.of(ProblemType.NOT_FOUND, "no-site", site).asException();
                    }
                    if (keys.item == null && !item.equals(ALL)) {
                        throw Problem.of(ProblemType.NOT_FOUND, "no-item", item).asException();
                    }
                    return keys;
                });
    }

    private static Uni<Void> write(SqlConnection transaction, Keys keys, @Nullable Long most, @Nullable String reason) {
        return most == null
                ? transaction
                        .preparedQuery("delete from intake_limit where site_id is not distinct from $1::int "
                                + "and item_id is not distinct from $2::int")
                        .execute(Tuple.of(keys.site, keys.item))
                        .replaceWithVoid()
                : transaction
                        .preparedQuery(
                                "insert into intake_limit as m (site_id, item_id, most, reason) values ($1, $2, $3, $4) "
                                        + "on conflict (site_id, item_id) do update set most = excluded.most, reason = excluded.reason, "
                                        + "version = m.version + 1")
                        .execute(Tuple.of(keys.site, keys.item, most, reason))
                        .replaceWithVoid();
    }

    private Uni<Long> log(
            SqlConnection transaction,
            String site,
            String item,
            @Nullable Long most,
            @Nullable String reason,
            String actor) {
        Object value = most == null ? List.of(site, item) : new Limit(site, item, most, reason);
        String subject = site + "/" + item;
        return log.append(
                transaction,
                List.of(new Event("intake-limit.changed", subject, actor, value)),
                List.of(new Audit(actor, "intake-limit.put", subject, value)));
    }
}
