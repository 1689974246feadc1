package dev.muster.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions and device tokens. Their times are the database's, so that all replicas agree. */
@ApplicationScoped
class TokenStore {

    private final Duration idle;
    private final Duration resolution;

    TokenStore(SecurityConfig config) {
        this.idle = Duration.ofMinutes(config.sessionIdleMinutes());
        this.resolution = Duration.ofSeconds(config.lastUsedResolutionSeconds());
    }

    Uni<Void> openSession(
            SqlClient client, byte[] hash, @Nullable String username, @Nullable UUID device, Duration life) {
        return client.preparedQuery("""
                        insert into session (token_hash, username, device, expires_at)
                        values ($1, $2, $3, now() + make_interval(secs => $4))
                        """)
                .execute(Tuple.tuple()
                        .addValue(Buffer.buffer(hash).getDelegate())
                        .addString(username)
                        .addUUID(device)
                        .addDouble((double) life.toSeconds()))
                .replaceWithVoid();
    }

    /** Ends a person's sessions but the newest. */
    Uni<Void> endSessionsBeyond(SqlClient client, String username, int newest) {
        return client.preparedQuery("""
                        delete from session where token_hash in
                          (select token_hash from session where username = $1 order by created_at desc offset $2)
                        """).execute(Tuple.of(username, newest)).replaceWithVoid();
    }

    /** Ends a person's sessions but one, if that is given. */
    Uni<Void> endSessionsOf(SqlClient client, String username, byte @Nullable [] exceptHash) {
        byte[] except = exceptHash == null ? new byte[0] : exceptHash;
        return client.preparedQuery("delete from session where username = $1 and token_hash <> $2")
                .execute(Tuple.of(username, Buffer.buffer(except).getDelegate()))
                .replaceWithVoid();
    }

    /** Whether there was such a session. */
    Uni<Boolean> endSession(SqlClient client, byte[] hash) {
        return client.preparedQuery("delete from session where token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(hash).getDelegate()))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<Integer> deleteExpired(SqlClient client) {
        return client.preparedQuery("""
                        delete from session where expires_at <= now()
                           or (username is not null and last_used_at <= now() - make_interval(secs => $1))
                        """)
                .execute(Tuple.of((double) idle.toSeconds()))
                .map(RowSet::rowCount);
    }

    /** The holder of a session that has neither expired nor been idle too long; of an account disabled or not. */
    Uni<Optional<Party>> bySession(SqlClient client, byte[] hash) {
        return client.preparedQuery("select " + AccountStore.COLUMNS + """
                        , d.id, d.name, d.region, s.last_used_at < now() - make_interval(secs => $3) as stale
                        from session s
                        left join account a on a.username = s.username
                        left join device_token d on d.id = s.device and d.revoked_at is null
                        where s.token_hash = $1 and s.expires_at > now()
                          and (s.device is not null or s.last_used_at > now() - make_interval(secs => $2))
                          and (a.username is not null or d.id is not null)
                        """)
                .execute(Tuple.of(
                        Buffer.buffer(hash).getDelegate(), (double) idle.toSeconds(), (double) resolution.toSeconds()))
                .chain(rows ->
                        used(client, rows, "update session set last_used_at = now() where token_hash = $1", hash));
    }

    Uni<Optional<Party>> byDeviceToken(SqlClient client, byte[] hash) {
        return client.preparedQuery("""
                        select null as username, id, name, region,
                          coalesce(last_used_at < now() - make_interval(secs => $2), true) as stale
                        from device_token where token_hash = $1 and revoked_at is null
                        """)
                .execute(Tuple.of(Buffer.buffer(hash).getDelegate(), (double) resolution.toSeconds()))
                .chain(rows ->
                        used(client, rows, "update device_token set last_used_at = now() where token_hash = $1", hash));
    }

    private static Uni<Optional<Party>> used(SqlClient client, RowSet<Row> rows, String touch, byte[] hash) {
        if (rows.rowCount() == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        Row row = rows.iterator().next();
        Optional<Party> party =
                Optional.of(row.getString("username") != null ? AccountStore.account(row) : device(row));
        return row.getBoolean("stale")
                ? client.preparedQuery(touch)
                        .execute(Tuple.of(Buffer.buffer(hash).getDelegate()))
                        .replaceWith(party)
                : Uni.createFrom().item(party);
    }

    private static Device device(Row row) {
        return new Device(row.getUUID("id"), row.getString("name"), row.getString("region"));
    }

    Uni<DeviceToken> addDevice(
            SqlClient client, UUID id, String name, byte[] hash, @Nullable String region, String by) {
        return client.preparedQuery("""
                        insert into device_token (id, name, token_hash, region, created_by) values ($1, $2, $3, $4, $5)
                        returning id, name, region, created_by, created_at, revoked_at, last_used_at
                        """)
                .execute(Tuple.of(id, name, Buffer.buffer(hash).getDelegate(), region, by))
                .map(rows -> deviceToken(rows.iterator().next()));
    }

    /** The next device tokens by id, which is by time of making; at most {@code limit}. */
    Uni<List<DeviceToken>> listDevicesAfter(SqlClient client, UUID id, int limit) {
        return client.preparedQuery("""
                        select id, name, region, created_by, created_at, revoked_at, last_used_at
                        from device_token where id > $1 order by id limit $2
                        """).execute(Tuple.of(id, limit)).map(rows -> {
            List<DeviceToken> tokens = new ArrayList<>(rows.size());
            rows.forEach(row -> tokens.add(deviceToken(row)));
            return tokens;
        });
    }

    /** Revokes, if that was not done before; ends the sessions opened with it. */
    Uni<Optional<DeviceToken>> revokeDevice(SqlClient client, UUID id) {
        return client.preparedQuery("""
                        with ended as (delete from session where device = $1)
                        update device_token set revoked_at = coalesce(revoked_at, now()) where id = $1
                        returning id, name, region, created_by, created_at, revoked_at, last_used_at
                        """)
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(deviceToken(rows.iterator().next())));
    }

    private static DeviceToken deviceToken(Row row) {
        return new DeviceToken(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("region"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("revoked_at") == null
                        ? null
                        : row.getOffsetDateTime("revoked_at").toInstant(),
                row.getOffsetDateTime("last_used_at") == null
                        ? null
                        : row.getOffsetDateTime("last_used_at").toInstant());
    }
}
