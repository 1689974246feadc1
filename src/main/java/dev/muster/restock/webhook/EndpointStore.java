package dev.muster.restock.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Endpoints as suppliers see and change them. Every statement names the organisation. */
@ApplicationScoped
class EndpointStore {

    private static final String COLUMNS = """
            w.id, w.organisation, w.url, w.description, w.kinds, w.state, w.reason, w.cursor, w.failing_since, w.created_by,
            w.created_at, case when w.previous_until > now() then w.previous_until end as previous_until,
            (select count(*) from webhook_delivery d where d.endpoint = w.id and d.state = 'PENDING') as pending,
            (select count(*) from webhook_delivery d where d.endpoint = w.id and d.state = 'DEAD') as dead
            """;

    /** Two endpoints of an organisation are not made at the same time. */
    Uni<Long> lockAndCount(SqlClient client, String organisation) {
        return client.preparedQuery("select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1, 0))")
                .execute(Tuple.of(organisation))
                .chain(() -> client.preparedQuery("select count(*) from webhook_endpoint where organisation = $1")
                        .execute(Tuple.of(organisation)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Begins with the events from now on. */
    Uni<Void> add(SqlClient client, UUID id, String organisation, Webhooks.Wanted wanted, byte[] secret, String actor) {
        return client.preparedQuery("""
                        insert into webhook_endpoint (id, organisation, url, description, kinds, state, secret, created_by, cursor)
                        select $1, $2, $3, $4, $5, $6, $7, $8, last_event from log_head
                        """)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(organisation)
                        .addString(wanted.url())
                        .addString(wanted.description())
                        .addArrayOfString(wanted.kinds().toArray(String[]::new))
                        .addString(wanted.state().name())
                        .addValue(Buffer.buffer(secret).getDelegate())
                        .addString(actor))
                .replaceWithVoid();
    }

    Uni<Optional<Endpoint>> find(SqlClient client, String organisation, UUID id) {
        return client.preparedQuery(
                        "select " + COLUMNS + " from webhook_endpoint w where w.id = $1 and w.organisation = $2")
                .execute(Tuple.of(id, organisation))
                .map(EndpointStore::first);
    }

    Uni<List<Endpoint>> listAfter(SqlClient client, String organisation, UUID after, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                         from webhook_endpoint w where w.organisation = $1 and w.id > $2 order by w.id limit $3
                        """)
                .execute(Tuple.of(organisation, after, limit))
                .map(rows -> {
                    List<Endpoint> endpoints = new ArrayList<>(rows.size());
                    rows.forEach(row -> endpoints.add(endpoint(row)));
                    return endpoints;
                });
    }

    /** Replaces what the supplier says; one that is set active begins anew with its failures. */
    Uni<Boolean> change(SqlClient client, String organisation, UUID id, Webhooks.Wanted wanted) {
        return client.preparedQuery("""
                        update webhook_endpoint
                        set url = $3, description = $4, kinds = $5, state = $6, reason = null, failures = 0, failing_since = null,
                            rest_until = now()
                        where id = $1 and organisation = $2
                        """)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(organisation)
                        .addString(wanted.url())
                        .addString(wanted.description())
                        .addArrayOfString(wanted.kinds().toArray(String[]::new))
                        .addString(wanted.state().name()))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<Boolean> remove(SqlClient client, String organisation, UUID id) {
        return client.preparedQuery("delete from webhook_endpoint where id = $1 and organisation = $2")
                .execute(Tuple.of(id, organisation))
                .map(rows -> rows.rowCount() > 0);
    }

    /** The secret in force signs along for a while. */
    Uni<Boolean> rotate(SqlClient client, String organisation, UUID id, byte[] secret, Duration overlap) {
        return client.preparedQuery("""
                        update webhook_endpoint
                        set previous_secret = secret, previous_until = now() + make_interval(secs => $4), secret = $3
                        where id = $1 and organisation = $2
                        """)
                .execute(Tuple.of(id, organisation, Buffer.buffer(secret).getDelegate(), (double) overlap.toSeconds()))
                .map(rows -> rows.rowCount() > 0);
    }

    /** The secrets that sign now, the newest first. */
    Uni<List<byte[]>> secrets(SqlClient client, String organisation, UUID id) {
        return client.preparedQuery("""
                        select secret, case when previous_until > now() then previous_secret end
                        from webhook_endpoint where id = $1 and organisation = $2
                        """)
                .execute(Tuple.of(id, organisation))
                .map(rows -> rows.rowCount() == 0
                        ? List.of()
                        : secrets(rows.iterator().next(), 0));
    }

    /** The secrets in two neighbouring columns. */
    static List<byte[]> secrets(Row row, int column) {
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(((io.vertx.core.buffer.Buffer) row.getValue(column)).getBytes());
        if (row.getValue(column + 1) instanceof io.vertx.core.buffer.Buffer previous) {
            secrets.add(previous.getBytes());
        }
        return secrets;
    }

    private static Optional<Endpoint> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(endpoint(rows.iterator().next()));
    }

    private static Endpoint endpoint(Row row) {
        return new Endpoint(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("url"),
                row.getString("description"),
                List.of(row.getArrayOfStrings("kinds")),
                EndpointState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getLong("cursor"),
                row.getLong("pending"),
                row.getLong("dead"),
                instant(row, "failing_since"),
                instant(row, "previous_until"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
