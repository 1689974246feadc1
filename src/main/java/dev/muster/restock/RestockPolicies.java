package dev.muster.restock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.LostRaces;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Stored.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The restock policy in versions; the newest is in force. A version once made is never changed or deleted. */
@ApplicationScoped
public class RestockPolicies {

    private static final String VERSIONS =
            "select version, settings::text as settings, created_at, created_by from restock_policy_version ";
    private static final int RETRIES = 3;

    private final Pool pool;
    private final EventLog log;
    private final ObjectMapper json;

    RestockPolicies(Pool pool, EventLog log, ObjectMapper json) {
        this.pool = pool;
        this.log = log;
        this.json = json;
    }

    /** The version in force. */
    Uni<RestockPolicy> current(SqlClient client) {
        return client.preparedQuery(VERSIONS + "order by version desc limit 1")
                .execute()
                .map(rows -> policy(rows.iterator().next()));
    }

    Uni<Stored<RestockPolicy>> get() {
        return current(pool).map(policy -> Stored.read(policy, policy.version()));
    }

    /** Newest first. */
    Uni<Page<RestockPolicy>> versions(PageRequest page) {
        int before = page.isFirst()
                ? Integer.MAX_VALUE
                : Integer.parseInt(page.after().get(0));
        return pool.preparedQuery(VERSIONS + "where version < $1 order by version desc limit $2")
                .execute(Tuple.of(before, page.fetch()))
                .map(rows -> {
                    List<RestockPolicy> found = new ArrayList<>();
                    rows.forEach(row -> found.add(policy(row)));
                    return page.page(found, p -> List.of(Integer.toString(p.version())));
                });
    }

    /** Makes the next version, unless nothing differs. Refuses (412) another version than expected. */
    Uni<Stored<RestockPolicy>> put(RestockSettings settings, Revision revision, String actor) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(transaction -> put(transaction, settings, revision, actor)))
                .onFailure(LostRaces::is)
                .retry()
                .atMost(RETRIES)
                .invoke(log::committed);
    }

    private Uni<Stored<RestockPolicy>> put(
            SqlConnection transaction, RestockSettings settings, Revision revision, String actor) {
        return current(transaction).chain(present -> {
            revision.check(present.version());
            if (present.settings().equals(settings)) {
                return Uni.createFrom().item(Stored.read(present, present.version()));
            }
            return transaction
                    .preparedQuery("insert into restock_policy_version (version, settings, created_by) "
                            + "values ($1, $2::text::jsonb, $3)")
                    .execute(Tuple.of(present.version() + 1, write(settings), actor))
                    .chain(() -> current(transaction))
                    .chain(next -> log.append(
                                    transaction,
                                    List.of(new Event("restock-policy.changed", next.name(), actor, next)),
                                    List.of(new Audit(actor, "restock-policy.put", next.name(), next)))
                            .replaceWith(new Stored<>(next, next.version(), Outcome.CHANGED)));
        });
    }

    private RestockPolicy policy(Row row) {
        try {
            return new RestockPolicy(
                    row.getInteger("version"),
                    json.readValue(row.getString("settings"), RestockSettings.class),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getString("created_by"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No restock settings: " + row.getString("settings"), e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
