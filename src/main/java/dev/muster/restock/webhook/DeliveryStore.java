package dev.muster.restock.webhook;

import dev.muster.restock.feed.SupplierEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leases of endpoints and what is delivered to them. All times are the database's. */
@ApplicationScoped
class DeliveryStore {

    private static final String LEASE = """
            update webhook_endpoint set lease_owner = $1, lease_until = clock_timestamp() + make_interval(secs => $2)
            where id in (
              select w.id from webhook_endpoint w
              where w.state = 'ACTIVE' and w.rest_until <= clock_timestamp()
                and not exists (select from supplier c where c.code = w.organisation and c.status = 'CLOSED')
                and (w.lease_until is null or w.lease_until < clock_timestamp())
                and (exists (select from webhook_delivery d
                             where d.endpoint = w.id and d.state = 'PENDING' and d.next_attempt_at <= clock_timestamp())
                  or exists (select from supplier_event s where s.organisation = w.organisation and s.seq > w.cursor)
                     and (select count(*) from webhook_delivery d where d.endpoint = w.id and d.state = 'PENDING') < $4)
              order by w.rest_until limit $3 for update skip locked)
            returning id, organisation
            """;

    private static final String FILL = """
            with point as (select * from webhook_endpoint where id = $1 and lease_owner = $2 for update),
                 room as (select greatest(0, least($4::bigint, $3::bigint - count(*))) as n
                          from webhook_delivery where endpoint = $1 and state = 'PENDING'),
                 coming as (select s.seq, s.kind, p.organisation, p.kinds from point p, supplier_event s
                          where s.organisation = p.organisation and s.seq > p.cursor
                          order by s.seq limit (select n from room)),
                 made as (insert into webhook_delivery (endpoint, seq, organisation)
                          select $1, seq, organisation from coming where cardinality(kinds) = 0 or kind = any(kinds)
                          on conflict do nothing)
            update webhook_endpoint set cursor = (select max(seq) from coming)
            where id = $1 and exists (select from coming)
            """;

    private static final String NEXT = """
            select h.epoch, s.seq, s.at, s.kind, s.data::text, d.attempts, w.failures, w.url, w.secret,
                   case when w.previous_until > now() then w.previous_secret end
            from webhook_endpoint w, webhook_delivery d, supplier_event s, log_head h
            where w.id = $1 and w.lease_owner = $2 and w.state = 'ACTIVE' and w.rest_until <= clock_timestamp()
              and d.endpoint = w.id and d.state = 'PENDING' and d.next_attempt_at <= clock_timestamp() and s.seq = d.seq
            order by d.seq limit 1
            """;

    private static final String TAKEN = """
            with ended as (update webhook_delivery
                           set state = 'DELIVERED', attempts = attempts + 1, last_attempt_at = clock_timestamp(), status = $4,
                               error = null, answer = $5, millis = $6
                           where endpoint = $1 and seq = $3 and state = 'PENDING')
            update webhook_endpoint
            set failures = 0, failing_since = null, lease_until = clock_timestamp() + make_interval(secs => $7)
            where id = $1 and lease_owner = $2
            """;

    private static final String FAILED = """
            with failed as (update webhook_delivery
                            set state = $8, attempts = attempts + 1, last_attempt_at = clock_timestamp(), status = $4,
                                error = $9, answer = $5, millis = $6,
                                next_attempt_at = clock_timestamp() + make_interval(secs => $10)
                            where endpoint = $1 and seq = $3 and state = 'PENDING')
            update webhook_endpoint
            set failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),
                rest_until = clock_timestamp() + make_interval(secs => $11),
                lease_until = clock_timestamp() + make_interval(secs => $7)
            where id = $1 and lease_owner = $2
            returning failing_since < clock_timestamp() - make_interval(secs => $12)
            """;

    /** An endpoint that this process delivers to. */
    record Lease(UUID endpoint, String organisation) {}

    /**
     * What is to be sent next.
     *
     * @param attempts made before
     * @param failuresInRow of the endpoint
     * @param secrets that sign, the newest first
     */
    record Due(
            long seq,
            String id,
            String at,
            String kind,
            String data,
            int attempts,
            int failuresInRow,
            String url,
            List<byte[]> secrets) {}

    /**
     * How it goes on after a failure.
     *
     * @param pause before the next attempt at this event; null if there is none
     * @param rest before the next attempt at any event
     */
    record Retry(@Nullable Duration pause, Duration rest, Duration disableAfter) {}

    /** Takes over endpoints that have something due and are nobody's. */
    Uni<List<Lease>> lease(SqlClient client, UUID owner, Duration lease, int most, int maxPending) {
        return client.preparedQuery(LEASE)
                .execute(Tuple.of(owner, seconds(lease), most, (long) maxPending))
                .map(rows -> {
                    List<Lease> leases = new ArrayList<>(rows.size());
                    rows.forEach(row -> leases.add(new Lease(row.getUUID(0), row.getString(1))));
                    return leases;
                });
    }

    Uni<Void> release(SqlClient client, UUID owner, UUID endpoint) {
        return client.preparedQuery("""
                        update webhook_endpoint set lease_owner = null, lease_until = null where id = $1 and lease_owner = $2
                        """).execute(Tuple.of(endpoint, owner)).replaceWithVoid();
    }

    /** Makes deliveries of the events after the cursor, as long as not too many wait. */
    Uni<Void> fill(SqlClient client, UUID owner, UUID endpoint, int maxPending, int most) {
        return client.preparedQuery(FILL)
                .execute(Tuple.of(endpoint, owner, (long) maxPending, (long) most))
                .replaceWithVoid();
    }

    /** Empty if nothing is due, or the lease is lost. */
    Uni<Optional<Due>> next(SqlClient client, UUID owner, UUID endpoint) {
        return client.preparedQuery(NEXT)
                .execute(Tuple.of(endpoint, owner))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(due(rows.iterator().next())));
    }

    /** False if the lease was lost; what was delivered stays written down all the same. */
    Uni<Boolean> taken(SqlClient client, UUID owner, UUID endpoint, long seq, Attempt attempt, Duration lease) {
        return client.preparedQuery(TAKEN)
                .execute(of(endpoint, owner, seq, attempt, lease))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Whether the endpoint has failed for too long. */
    Uni<Boolean> failed(
            SqlClient client, UUID owner, UUID endpoint, long seq, Attempt attempt, Duration lease, Retry retry) {
        Failure failure = attempt.failure();
        Duration pause = retry.pause() == null ? Duration.ZERO : retry.pause();
        return client.preparedQuery(FAILED)
                .execute(of(endpoint, owner, seq, attempt, lease)
                        .addString((retry.pause() == null ? Delivery.State.DEAD : Delivery.State.PENDING).name())
                        .addString(failure == null ? null : failure.word())
                        .addDouble(seconds(pause))
                        .addDouble(seconds(retry.rest()))
                        .addDouble(seconds(retry.disableAfter())))
                .map(rows -> rows.rowCount() > 0 && rows.iterator().next().getBoolean(0));
    }

    private static Tuple of(UUID endpoint, UUID owner, long seq, Attempt attempt, Duration lease) {
        return Tuple.tuple()
                .addUUID(endpoint)
                .addUUID(owner)
                .addLong(seq)
                .addInteger(attempt.status())
                .addString(attempt.answer())
                .addInteger(attempt.millis())
                .addDouble(seconds(lease));
    }

    /** Whether it was active; gives its URL. */
    Uni<Optional<String>> disable(SqlClient client, UUID endpoint, String reason) {
        return client.preparedQuery("""
                        update webhook_endpoint set state = 'DISABLED', reason = $2 where id = $1 and state = 'ACTIVE'
                        returning url
                        """)
                .execute(Tuple.of(endpoint, reason))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString(0)));
    }

    /** Makes everything from a number on up to the cursor due again; gives how many. */
    Uni<Integer> replay(SqlClient client, String organisation, UUID endpoint, long from) {
        return client.preparedQuery("""
                        insert into webhook_delivery (endpoint, seq, organisation)
                        select w.id, s.seq, w.organisation from webhook_endpoint w, supplier_event s
                        where w.id = $1 and w.organisation = $2 and s.organisation = w.organisation
                          and s.seq >= $3 and s.seq <= w.cursor and (cardinality(w.kinds) = 0 or s.kind = any(w.kinds))
                        on conflict (endpoint, seq) do update
                        set state = 'PENDING', attempts = 0, next_attempt_at = clock_timestamp()
                        """)
                .execute(Tuple.of(endpoint, organisation, from))
                .map(rows -> rows.rowCount());
    }

    /** How many events a replay would send, counted up to a bound. */
    Uni<Long> countFrom(SqlClient client, String organisation, UUID endpoint, long from, int bound) {
        return client.preparedQuery("""
                        select count(*) from (
                          select from webhook_endpoint w, supplier_event s
                          where w.id = $1 and w.organisation = $2 and s.organisation = w.organisation
                            and s.seq >= $3 and s.seq <= w.cursor limit $4) as counted
                        """)
                .execute(Tuple.of(endpoint, organisation, from, bound))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Newest event first. */
    Uni<List<Delivery>> list(
            SqlClient client,
            String organisation,
            UUID endpoint,
            Delivery.@Nullable State state,
            long before,
            int limit) {
        return client.preparedQuery("""
                        select h.epoch, d.seq, s.kind, d.state, d.attempts, d.next_attempt_at, d.last_attempt_at, d.status, d.error,
                               d.answer, d.millis
                        from webhook_delivery d join supplier_event s on s.seq = d.seq, log_head h
                        where d.endpoint = $1 and d.organisation = $2 and ($3::text is null or d.state = $3) and d.seq < $4
                        order by d.seq desc limit $5
                        """)
                .execute(Tuple.of(endpoint, organisation, state == null ? null : state.name(), before, limit))
                .map(rows -> {
                    List<Delivery> deliveries = new ArrayList<>(rows.size());
                    rows.forEach(row -> deliveries.add(delivery(row)));
                    return deliveries;
                });
    }

    /** Forgets what ended long ago, a bounded number. */
    Uni<Integer> forget(SqlClient client, Duration keep, int most) {
        return client.preparedQuery("""
                        delete from webhook_delivery where (endpoint, seq) in
                          (select endpoint, seq from webhook_delivery
                           where state <> 'PENDING' and last_attempt_at < now() - make_interval(secs => $1) limit $2)
                        """).execute(Tuple.of(seconds(keep), most)).map(rows -> rows.rowCount());
    }

    private static Due due(Row row) {
        long seq = row.getLong(1);
        return new Due(
                seq,
                SupplierEvent.id(row.getUUID(0), seq),
                row.getOffsetDateTime(2).toInstant().toString(),
                row.getString(3),
                row.getString(4),
                row.getInteger(5),
                row.getInteger(6),
                row.getString(7),
                EndpointStore.secrets(row, 8));
    }

    private static Delivery delivery(Row row) {
        Delivery.State state = Delivery.State.valueOf(row.getString("state"));
        return new Delivery(
                row.getLong("seq"),
                SupplierEvent.id(row.getUUID("epoch"), row.getLong("seq")),
                row.getString("kind"),
                state,
                row.getInteger("attempts"),
                state == Delivery.State.PENDING ? EndpointStore.instant(row, "next_attempt_at") : null,
                EndpointStore.instant(row, "last_attempt_at"),
                row.getInteger("status"),
                row.getString("error"),
                row.getString("answer"),
                row.getInteger("millis"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
