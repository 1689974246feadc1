package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The accounts there are before anybody made one. With the demo scenario those of {@link #DEMO}, known to everybody and
 * so on loopback only; without it an {@code admin} whose password is printed once, and any demo accounts found are
 * disabled.
 */
@ApplicationScoped
class FirstAccounts {

    static final String DEMO_PASSWORD = "muster-demo";
    static final String DEMO_KEEPER_SITE = "HOSP-01";
    static final List<String> DEMO =
            List.of(Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR, Roles.ADMIN);

    /** Suppliers of the demo scenario, {@code supplier-01} of the organisation {@code SUP-01} and so on. */
    static final int DEMO_SUPPLIERS = 12;

    private static final Logger LOG = Logger.getLogger(FirstAccounts.class);
    private static final String ADMIN = "admin";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** No vowels and nothing that looks like something else: read off a console, typed on a phone. */
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz23456789";

    private static final int PASSWORD_LETTERS = 20;

    private final Pool pool;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final EventLog log;
    private final SecurityConfig config;
    private final boolean demo;

    FirstAccounts(
            Pool pool,
            AccountStore accounts,
            Passwords passwords,
            EventLog log,
            SecurityConfig config,
            @ConfigProperty(name = "muster.demo.enabled", defaultValue = "false") boolean demo) {
        this.pool = pool;
        this.accounts = accounts;
        this.passwords = passwords;
        this.log = log;
        this.config = config;
        this.demo = demo;
    }

    /** While the routes are built, that is before the port opens. */
    void refuseOpenDemo(@Observes Filters filters, @ConfigProperty(name = "quarkus.http.host") String host) {
        if (demo && !isLoopback(host)) {
            throw new IllegalStateException("The demo scenario has accounts with a known password and so listens on"
                    + " loopback only, but quarkus.http.host is " + host
                    + ". Leave quarkus.http.host away, or start without muster.demo.enabled.");
        }
    }

    void make(@Observes StartupEvent started) {
        (demo ? makeDemo() : makeAdmin()).await().atMost(START_LIMIT);
    }

    /** Creates the demo accounts, or puts them back as they were. An account somebody made under such a name stays. */
    Uni<Void> makeDemo() {
        return passwords
                .hash(DEMO_PASSWORD)
                .chain(hash -> pool.withTransaction(transaction -> {
                    Uni<Void> all = accounts.lockAll(transaction);
                    for (Account account : demoAccounts(hash)) {
                        all = all.chain(() -> accounts.find(transaction, account.username()))
                                .chain(found ->
                                        found.isPresent() && !found.get().demo()
                                                ? Uni.createFrom().voidItem()
                                                : accounts.put(transaction, account));
                    }
                    return all.chain(() -> audit(transaction, "account.demo", "demo"));
                }));
    }

    private static List<Account> demoAccounts(String hash) {
        List<Account> all = new ArrayList<>();
        for (String role : DEMO) {
            String site = role.equals(Roles.KEEPER) ? DEMO_KEEPER_SITE : null;
            all.add(account(role, hash, List.of(role), site, true));
        }
        for (int n = 1; n <= DEMO_SUPPLIERS; n++) {
            String number = n < 10 ? "0" + n : Integer.toString(n);
            all.add(new Account(
                    "supplier-" + number,
                    hash,
                    List.of(Roles.SUPPLIER),
                    null,
                    "SUP-" + number,
                    null,
                    false,
                    false,
                    true,
                    1));
        }
        return all;
    }

    /** Disables demo accounts; makes {@code admin} if there is no other account. */
    Uni<Void> makeAdmin() {
        String password = config.firstAdminPassword().orElseGet(FirstAccounts::randomPassword);
        return pool.withTransaction(transaction -> accounts.disableDemo(transaction)
                        .chain(disabled -> disabled > 0
                                ? audit(transaction, "account.demo-disabled", "demo")
                                : Uni.createFrom().voidItem()))
                .chain(() -> accounts.hasOwn(pool))
                .chain(has -> has ? Uni.createFrom().voidItem() : insertAdmin(password));
    }

    private Uni<Void> insertAdmin(String password) {
        return passwords
                .hash(password)
                .chain(hash -> pool.withTransaction(transaction -> accounts.lockAll(transaction)
                        .chain(() -> accounts.hasOwn(transaction))
                        .chain(has -> has
                                ? Uni.createFrom().item(false)
                                : accounts.put(transaction, account(ADMIN, hash, List.of(Roles.ADMIN), null, false))
                                        .chain(() -> audit(transaction, "account.first", ADMIN))
                                        .replaceWith(true))))
                .invoke(made -> {
                    if (made && config.firstAdminPassword().isEmpty()) {
                        print(password);
                    }
                })
                .replaceWithVoid();
    }

    /** To the console, not to the log: logs are kept and collected. */
    @SuppressWarnings("java:S106")
    private static void print(String password) {
        LOG.info("First start: account admin made; its password is printed below once");
        System.out.printf(
                "%n    First sign-in:  admin / %s%n    It must be changed then. It is not shown again.%n%n", password);
    }

    private Uni<Void> audit(SqlConnection transaction, String action, String subject) {
        return log.append(transaction, List.of(), List.of(new Audit("system", action, subject, Map.of())))
                .replaceWithVoid();
    }

    private static Account account(
            String username, String hash, List<String> roles, @Nullable String site, boolean demo) {
        return new Account(username, hash, roles, site, null, null, !demo, false, demo, 1);
    }

    static String randomPassword() {
        StringBuilder password = new StringBuilder();
        new SecureRandom().ints(PASSWORD_LETTERS, 0, LETTERS.length()).forEach(i -> password.append(LETTERS.charAt(i)));
        return password.toString();
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
