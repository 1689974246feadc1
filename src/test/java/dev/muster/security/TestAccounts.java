package dev.muster.security;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/**
 * The accounts every test can sign in with: one per role, named like it, password {@value FirstAccounts#DEMO_PASSWORD}.
 * The keeper's site is {@value FirstAccounts#DEMO_KEEPER_SITE}, the supplier's organisation {@value #ORGANISATION}.
 */
@ApplicationScoped
class TestAccounts {

    static final String ORGANISATION = "SUP-01";

    /** Before {@link FirstAccounts}, which then finds its administrator. */
    void make(@Observes @Priority(1) StartupEvent started, Pool pool, AccountStore accounts, Passwords passwords) {
        passwords
                .hash(FirstAccounts.DEMO_PASSWORD)
                .chain(hash -> pool.withTransaction(transaction -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (String role : Roles.ALL) {
                        all = all.chain(() -> accounts.put(transaction, account(role, hash)));
                    }
                    return all;
                }))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    private static Account account(String role, String hash) {
        String site = role.equals(Roles.KEEPER) ? FirstAccounts.DEMO_KEEPER_SITE : null;
        String organisation = role.equals(Roles.SUPPLIER) ? ORGANISATION : null;
        return new Account(role, hash, List.of(role), site, organisation, null, false, false, false, 1);
    }
}
