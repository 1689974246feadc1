package dev.muster.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks up whom a name or token stands for, now. Answers are used again for a moment ({@code lookup-millis}), which also
 * bounds how long another replica goes on after a change; changes made here show at once.
 */
@ApplicationScoped
class Parties {

    private final Pool pool;
    private final AccountStore accounts;
    private final TokenStore tokens;
    private final ApiKeyStore keys;
    private final boolean demo;
    private final Cache<String, Optional<Party>> recent;

    Parties(
            Pool pool,
            AccountStore accounts,
            TokenStore tokens,
            ApiKeyStore keys,
            SecurityConfig config,
            @ConfigProperty(name = "muster.demo.enabled", defaultValue = "false") boolean demo) {
        this.pool = pool;
        this.accounts = accounts;
        this.tokens = tokens;
        this.keys = keys;
        this.demo = demo;
        this.recent = Caffeine.newBuilder()
                .maximumSize(config.lookupEntries())
                .expireAfterWrite(Duration.ofMillis(config.lookupMillis()))
                .build();
    }

    /** The account of a name, if it may sign in. */
    Uni<Optional<Account>> account(String username) {
        return recent(
                        "account " + username,
                        () -> accounts.find(pool, username).map(found -> found.map(account -> (Party) account)))
                .map(found -> found.map(party -> (Account) party));
    }

    /** The holder of a session or device token that is valid. */
    Uni<Optional<Party>> bearer(String token) {
        if (!Token.isWellFormed(token)) {
            return Uni.createFrom().item(Optional.empty());
        }
        byte[] hash = Token.hash(token);
        return recent(
                "token " + Base64.getEncoder().encodeToString(hash),
                () -> token.startsWith(Token.SESSION)
                        ? tokens.bySession(pool, hash)
                        : tokens.byDeviceToken(pool, hash));
    }

    /** The holder of an API key that is well-formed and opens something. */
    Uni<Optional<Party>> apiKey(String token) {
        byte[] hash = Token.hash(token);
        return recent(
                "key " + Base64.getEncoder().encodeToString(hash),
                () -> keys.byHash(pool, hash)
                        .map(found -> found.filter(ApiKey::opens).map(ApiKey::holder)));
    }

    /** Call after every change to accounts, sessions, device tokens or API keys. */
    void forget() {
        recent.invalidateAll();
    }

    private Uni<Optional<Party>> recent(String key, Supplier<Uni<Optional<Party>>> load) {
        Optional<Party> known = recent.getIfPresent(key);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return load.get().map(found -> found.filter(this::counts)).invoke(found -> recent.put(key, found));
    }

    private boolean counts(Party party) {
        return !(party instanceof Account account) || !account.disabled() && (demo || !account.demo());
    }
}
