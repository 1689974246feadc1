package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proof of a name by its password: look the account up → remembered? → too many failures? → hash → audit. Every failure
 * is answered alike, so that nobody learns which accounts exist.
 */
@ApplicationScoped
class SignIn {

    static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    private final Parties parties;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Pool pool;
    private final EventLog log;
    private final int passwordMaxCharacters;
    private final Throttle byAccount;
    private final Throttle byAddress;

    SignIn(
            Parties parties,
            AccountStore accounts,
            Passwords passwords,
            Pool pool,
            EventLog log,
            Clock clock,
            SecurityConfig config) {
        this.parties = parties;
        this.accounts = accounts;
        this.passwords = passwords;
        this.pool = pool;
        this.log = log;
        this.passwordMaxCharacters = config.passwordMaxCharacters();
        Duration window = Duration.ofSeconds(config.failedSignInsWindowSeconds());
        this.byAccount = new Throttle(clock, config.failedSignInsPerAccount(), window, config.failedSignInsEntries());
        this.byAddress = new Throttle(clock, config.failedSignInsPerAddress(), window, config.failedSignInsEntries());
    }

    /** One try to sign in; {@code by} is {@code session}, {@code basic} or {@code password-change}, for the audit log. */
    record Attempt(String username, String password, String address, String by) {

        Attempt {
            username = username.strip().toLowerCase(Locale.ROOT);
        }
    }

    /** The account of the pair; fails with {@link SignInRefused}. */
    Uni<Account> prove(Attempt attempt) {
        if (!USERNAME.matcher(attempt.username()).matches()
                || attempt.password().length() > passwordMaxCharacters) {
            return verify(attempt, Optional.empty());
        }
        return parties.account(attempt.username())
                .chain(account -> account.filter(known -> passwords.isRemembered(known, attempt.password()))
                        .map(known -> Uni.createFrom().item(known))
                        .orElseGet(() -> verify(attempt, account)));
    }

    private Uni<Account> verify(Attempt attempt, Optional<Account> account) {
        Duration refusal = refusal(attempt);
        if (!refusal.isZero()) {
            return Uni.createFrom().failure(SignInRefused.tooMany(refusal.toSeconds() + 1));
        }
        String password = attempt.password().length() > passwordMaxCharacters ? "" : attempt.password();
        return passwords
                .verify(account.orElse(null), password, () -> !refusal(attempt).isZero())
                .chain(matches -> matches ? succeeded(attempt, account.orElseThrow()) : failed(attempt, account));
    }

    private Uni<Account> succeeded(Attempt attempt, Account account) {
        byAccount.forget(attempt.username());
        return audit(account.username(), "sign-in.succeeded", account.username(), attempt)
                .replaceWith(account);
    }

    private Uni<Account> failed(Attempt attempt, Optional<Account> account) {
        Duration refusal = refusal(attempt);
        if (!refusal.isZero()) {
            return Uni.createFrom().failure(SignInRefused.tooMany(refusal.toSeconds() + 1));
        }
        byAccount.failed(attempt.username());
        byAddress.failed(attempt.address());
        // A name that is no account may be a password typed into the wrong field: it is not kept.
        String subject = account.map(Account::username).orElse("unknown");
        return audit("anonymous", "sign-in.failed", subject, attempt)
                .chain(() -> Uni.createFrom().failure(SignInRefused.wrongCredentials()));
    }

    private Duration refusal(Attempt attempt) {
        Duration account = byAccount.refusal(attempt.username());
        Duration address = byAddress.refusal(attempt.address());
        return account.compareTo(address) > 0 ? account : address;
    }

    private Uni<Void> audit(String actor, String action, String subject, Attempt attempt) {
        Audit audit = new Audit(actor, action, subject, Map.of("by", attempt.by(), "address", attempt.address()));
        return pool.withTransaction(transaction -> log.append(transaction, List.of(), List.of(audit)))
                .invoke(log::committed)
                .replaceWithVoid();
    }
}
