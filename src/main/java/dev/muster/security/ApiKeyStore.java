package dev.muster.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys. Their times are the database's, so that all replicas agree. */
@ApplicationScoped
class ApiKeyStore {

    private static final String COLUMNS = "id, organisation, name, hint, scopes, created_by, created_at, expires_at,"
            + " revoked_at, last_used_at, revoked_at is null and expires_at > clock_timestamp() as live,"
            + " exists (select from supplier s where s.code = organisation and s.status = 'CLOSED') as closed";

    private final double resolutionSeconds;

    ApiKeyStore(SecurityConfig config) {
        this.resolutionSeconds = config.lastUsedResolutionSeconds();
    }

    /** The key of a hash, live or not; its last use is written down no more exactly than it is kept. */
    Uni<Optional<ApiKey>> byHash(SqlClient client, byte[] hash) {
        return client.preparedQuery("select " + COLUMNS
                        + ", coalesce(last_used_at < now() - make_interval(secs => $2), true) as stale"
                        + " from api_key where token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(hash).getDelegate(), resolutionSeconds))
                .chain(rows -> {
                    Optional<ApiKey> key = first(rows);
                    boolean used = key.filter(ApiKey::opens).isPresent()
                            && rows.iterator().next().getBoolean("stale");
                    return used
                            ? touch(client, hash).replaceWith(key)
                            : Uni.createFrom().item(key);
                });
    }

    /** Of callers at the same moment one writes. */
    private Uni<Void> touch(SqlClient client, byte[] hash) {
        return client.preparedQuery("""
                        update api_key set last_used_at = now() where token_hash = $1
                          and (last_used_at is null or last_used_at < now() - make_interval(secs => $2))
                        """)
                .execute(Tuple.of(Buffer.buffer(hash).getDelegate(), resolutionSeconds))
                .replaceWithVoid();
    }

    /** Two keys of an organisation are not made at the same time. */
    Uni<Void> lockOrganisation(SqlClient client, String organisation) {
        return client.preparedQuery("select pg_advisory_xact_lock(hashtextextended('api-keys ' || $1, 0))")
                .execute(Tuple.of(organisation))
                .replaceWithVoid();
    }

    Uni<Void> freeSlots(SqlClient client, String organisation) {
        return client.preparedQuery("""
                        update api_key set slot = null where organisation = $1 and slot is not null
                          and (revoked_at is not null or expires_at <= clock_timestamp())
                        """).execute(Tuple.of(organisation)).replaceWithVoid();
    }

    /** Empty if both slots are taken. */
    Uni<Optional<ApiKey>> add(SqlClient client, ApiKeys.Wanted wanted, Instant expiresAt, String token, String actor) {
        return client.preparedQuery("""
                        insert into api_key (id, organisation, name, token_hash, hint, scopes, created_by, expires_at, slot)
                        select $1, $2, $3, $4, $5, $6, $7, $8, s from generate_series(1, 2) as s
                        where not exists (select from api_key k where k.organisation = $2 and k.slot = s) order by s limit 1
                        returning
                        """ + COLUMNS)
                .execute(Tuple.tuple()
                        .addUUID(wanted.id())
                        .addString(wanted.organisation())
                        .addString(wanted.name())
                        .addValue(Buffer.buffer(Token.hash(token)).getDelegate())
                        .addString(KeyToken.hint(token))
                        .addArrayOfString(Scope.words(wanted.scopes()).toArray(String[]::new))
                        .addString(actor)
                        .addOffsetDateTime(OffsetDateTime.ofInstant(expiresAt, ZoneOffset.UTC)))
                .map(ApiKeyStore::first);
    }

    /** The next keys by id, which is by time of making; of one organisation if that is given. */
    Uni<List<ApiKey>> listAfter(SqlClient client, @Nullable String organisation, UUID after, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                         from api_key where ($1::text is null or organisation = $1) and id > $2 order by id limit $3
                        """)
                .execute(Tuple.of(organisation, after, limit))
                .map(rows -> {
                    List<ApiKey> keys = new ArrayList<>(rows.size());
                    rows.forEach(row -> keys.add(key(row)));
                    return keys;
                });
    }

    /** Waits for every transaction that goes on under the key. */
    Uni<Void> lockKey(SqlClient client, UUID id) {
        return client.preparedQuery("select pg_advisory_xact_lock(hashtextextended('api-key ' || $1::uuid, 0))")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /** Revokes, if that was not done before. */
    Uni<Optional<ApiKey>> revoke(SqlClient client, UUID id, @Nullable String organisation) {
        return client.preparedQuery("""
                        update api_key set revoked_at = coalesce(revoked_at, clock_timestamp()), slot = null
                        where id = $1 and ($2::text is null or organisation = $2) returning
                        """ + COLUMNS)
                .execute(Tuple.of(id, organisation))
                .map(ApiKeyStore::first);
    }

    private static Optional<ApiKey> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(key(rows.iterator().next()));
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("name"),
                row.getString("hint"),
                Scope.ofAll(List.of(row.getArrayOfStrings("scopes"))),
                row.getBoolean("live"),
                row.getBoolean("closed"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
