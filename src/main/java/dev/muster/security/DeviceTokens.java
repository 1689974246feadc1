package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Read-only tokens of wall screens: made by an administrator, shown once, revoked at any time. */
@ApplicationScoped
class DeviceTokens {

    private static final int NAME_CHARACTERS = 100;

    private final Pool pool;
    private final TokenStore tokens;
    private final Parties parties;
    private final EventLog log;

    DeviceTokens(Pool pool, TokenStore tokens, Parties parties, EventLog log) {
        this.pool = pool;
        this.tokens = tokens;
        this.parties = parties;
        this.log = log;
    }

    /** A token just made, with its secret. */
    record Made(DeviceToken token, String secret) {}

    Uni<Made> make(@Nullable String name, @Nullable String region, String actor) {
        Violations violations = new Violations().required("name", name).text("name", name, NAME_CHARACTERS);
        if (region != null) {
            violations.code("region", region);
        }
        violations.throwIfAny();
        String plain = name == null ? "" : name;
        String secret = Token.make(Token.DEVICE);
        UUID id = Ids.next();
        Audit audit = new Audit(
                actor,
                "device-token.made",
                id.toString(),
                Map.of("name", plain, "region", region == null ? "" : region));
        return pool.withTransaction(
                        transaction -> tokens.addDevice(transaction, id, plain, Token.hash(secret), region, actor)
                                .call(() -> log.append(transaction, List.of(), List.of(audit))))
                .invoke(log::committed)
                .map(token -> new Made(token, secret));
    }

    Uni<List<DeviceToken>> listAfter(UUID id, int limit) {
        return tokens.listDevicesAfter(pool, id, limit);
    }

    /** Revokes for good; doing it again changes nothing. Refused (404) if there is no such token. */
    Uni<DeviceToken> revoke(UUID id, String actor) {
        Audit audit = new Audit(actor, "device-token.revoked", id.toString(), Map.of());
        return pool.withTransaction(transaction -> tokens.revokeDevice(transaction, id)
                        .map(found -> found.orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "no-device-token", id)
                                .asException()))
                        .call(() -> log.append(transaction, List.of(), List.of(audit))))
                .invoke(() -> {
                    parties.forget();
                    log.committed();
                });
    }
}
