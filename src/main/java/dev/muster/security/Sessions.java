package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opens and ends sessions. */
@ApplicationScoped
class Sessions {

    private final Pool pool;
    private final TokenStore tokens;
    private final Parties parties;
    private final EventLog log;
    private final SecurityConfig config;

    Sessions(Pool pool, TokenStore tokens, Parties parties, EventLog log, SecurityConfig config) {
        this.pool = pool;
        this.tokens = tokens;
        this.parties = parties;
        this.log = log;
        this.config = config;
    }

    Duration life(Party party) {
        return party instanceof Device
                ? Duration.ofDays(config.deviceSessionDays())
                : Duration.ofHours(config.sessionHours());
    }

    /** Opens a session for somebody just proven; gives its token, which is nowhere else. */
    Uni<String> open(Party party) {
        String token = Token.make(Token.SESSION);
        return pool.withTransaction(transaction -> {
                    byte[] hash = Token.hash(token);
                    if (party instanceof Device device) {
                        Audit audit = new Audit(
                                "device:" + device.name(),
                                "session.opened",
                                device.id().toString(),
                                Map.of());
                        return tokens.openSession(transaction, hash, null, device.id(), life(party))
                                .chain(() -> log.append(transaction, List.of(), List.of(audit)));
                    }
                    String username = ((Account) party).username();
                    Audit audit = new Audit(username, "session.opened", username, Map.of());
                    return tokens.openSession(transaction, hash, username, null, life(party))
                            .chain(() -> tokens.endSessionsBeyond(transaction, username, config.sessionsPerAccount()))
                            .chain(() -> log.append(transaction, List.of(), List.of(audit)));
                })
                .invoke(log::committed)
                .replaceWith(token);
    }

    /** Ends a session; nothing happens if there is none. */
    Uni<Void> end(String token, String actor) {
        Audit audit = new Audit(actor, "session.ended", actor, Map.of());
        return pool.withTransaction(transaction -> tokens.endSession(transaction, Token.hash(token))
                        .chain(ended -> ended
                                ? log.append(transaction, List.of(), List.of(audit))
                                        .replaceWithVoid()
                                : Uni.createFrom().voidItem()))
                .invoke(() -> {
                    parties.forget();
                    log.committed();
                });
    }

    @Scheduled(every = "1h", delayed = "10m", identity = "expired-sessions")
    Uni<Void> deleteExpired() {
        return tokens.deleteExpired(pool).replaceWithVoid();
    }
}
