package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proof of a supplier's program by its API key. Failures are counted by address, as those of passwords are; beyond the most
 * they are answered 429 and no longer written down. A live key is never refused for what others at its address do: 256 random
 * bits cannot be guessed, so the limit guards the database and the log only. How often a live key may call is a
 * {@link CallRate} of its own.
 */
@ApplicationScoped
class KeySignIn {

    private final Parties parties;
    private final ApiKeyStore keys;
    private final Pool pool;
    private final EventLog log;
    private final Throttle byAddress;
    private final CallRate rate;

    @Inject
    KeySignIn(
            Parties parties,
            ApiKeyStore keys,
            Pool pool,
            EventLog log,
            Clock clock,
            CallRate rate,
            SecurityConfig config) {
        this(
                parties,
                keys,
                pool,
                log,
                new Throttle(
                        clock,
                        config.failedSignInsPerAddress(),
                        Duration.ofSeconds(config.failedSignInsWindowSeconds()),
                        config.failedSignInsEntries()),
                rate);
    }

    KeySignIn(Parties parties, ApiKeyStore keys, Pool pool, EventLog log, Throttle byAddress, CallRate rate) {
        this.parties = parties;
        this.keys = keys;
        this.pool = pool;
        this.log = log;
        this.byAddress = byAddress;
        this.rate = rate;
    }

    /** The holder of the key; fails with {@link SignInRefused}. */
    Uni<Party> prove(String token, String address) {
        if (!KeyToken.isWellFormed(token)) {
            return failed(address, "key-damaged", "unknown");
        }
        return parties.apiKey(token).chain(found -> found.map(this::inTime).orElseGet(() -> notLive(token, address)));
    }

    private Uni<Party> inTime(Party party) {
        Duration wait = party instanceof KeyHolder key ? rate.take(key.id()) : Duration.ZERO;
        return wait.isZero()
                ? Uni.createFrom().item(party)
                : Uni.createFrom().failure(SignInRefused.tooManyCalls(wait.toSeconds() + 1));
    }

    private Uni<Party> notLive(String token, String address) {
        if (!byAddress.refusal(address).isZero()) {
            return failed(address, "key-unknown", "unknown");
        }
        return keys.byHash(pool, Token.hash(token))
                .chain(found -> failed(
                        address,
                        reason(found),
                        found.map(key -> key.id().toString()).orElse("unknown")));
    }

    private static String reason(Optional<ApiKey> found) {
        if (found.isEmpty()) {
            return "key-unknown";
        }
        if (found.get().revokedAt() != null) {
            return "key-revoked";
        }
        return found.get().live() ? "key-closed" : "key-expired";
    }

    private Uni<Party> failed(String address, String reason, String subject) {
        Duration refusal = byAddress.refusal(address);
        if (!refusal.isZero()) {
            return Uni.createFrom().failure(SignInRefused.tooMany(refusal.toSeconds() + 1));
        }
        byAddress.failed(address);
        Audit audit = new Audit("anonymous", "sign-in.failed", subject, Map.of("by", "api-key", "address", address));
        return pool.withTransaction(transaction -> log.append(transaction, List.of(), List.of(audit)))
                .invoke(log::committed)
                .chain(() -> Uni.createFrom().failure(SignInRefused.key(reason)));
    }
}
