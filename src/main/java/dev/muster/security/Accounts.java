package dev.muster.security;

import dev.muster.platform.Audit;
import dev.muster.platform.EventLog;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Revision;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accounts as administrators and their owners change them. Every change is audited in its transaction, without
 * passwords; a new password ends the account's sessions.
 */
@ApplicationScoped
class Accounts {

    private final Pool pool;
    private final AccountStore accounts;
    private final TokenStore tokens;
    private final Passwords passwords;
    private final Parties parties;
    private final EventLog log;
    private final SecurityConfig config;

    Accounts(
            Pool pool,
            AccountStore accounts,
            TokenStore tokens,
            Passwords passwords,
            Parties parties,
            EventLog log,
            SecurityConfig config) {
        this.pool = pool;
        this.accounts = accounts;
        this.tokens = tokens;
        this.passwords = passwords;
        this.parties = parties;
        this.log = log;
        this.config = config;
    }

    /**
     * What an administrator gives.
     *
     * @param mustChange whether the owner must change the password given here; true if absent
     * @param password required for a new account, absent to leave it
     */
    record Wanted(
            String username,
            List<String> roles,
            @Nullable String site,
            @Nullable String organisation,
            @Nullable String language,
            boolean disabled,
            boolean mustChange,
            @Nullable String password) {}

    /** An account as it is now, and whether it was made by this command. */
    record Put(Account account, boolean created) {}

    Uni<Optional<Account>> find(String username) {
        return accounts.find(pool, username);
    }

    Uni<List<Account>> listAfter(String username, int limit) {
        return accounts.listAfter(pool, username, limit);
    }

    /** Creates or replaces; refused (422) where a rule is broken, (412) where another version was expected. */
    Uni<Put> put(Wanted wanted, Revision revision, String actor) {
        check(wanted);
        Uni<Optional<String>> hash = wanted.password() == null
                ? Uni.createFrom().item(Optional.empty())
                : passwords.hash(wanted.password()).map(Optional::of);
        return hash.chain(made -> pool.withTransaction(transaction -> accounts.lockAll(transaction)
                        .chain(() -> accounts.find(transaction, wanted.username()))
                        .chain(found -> put(transaction, wanted, found, made, revision, actor))))
                .invoke(this::changed);
    }

    private Uni<Put> put(
            SqlConnection transaction,
            Wanted wanted,
            Optional<Account> found,
            Optional<String> hash,
            Revision revision,
            String actor) {
        revision.check(found.map(Account::version).orElse(null));
        Account account = merge(wanted, found, hash);
        if (found.filter(account::equals).isPresent()) {
            return Uni.createFrom().item(new Put(account, false));
        }
        Account next = found.isEmpty() ? account : account.withVersion(account.version() + 1);
        Uni<Void> ended = hash.isPresent() || next.disabled()
                ? tokens.endSessionsOf(transaction, next.username(), null)
                : Uni.createFrom().voidItem();
        return keepAnAdmin(transaction, found, next)
                .chain(() -> accounts.put(transaction, next))
                .chain(() -> ended)
                .chain(() -> audit(transaction, actor, "account.put", next, hash.isPresent()))
                .replaceWith(new Put(next, found.isEmpty()));
    }

    private static Account merge(Wanted wanted, Optional<Account> found, Optional<String> hash) {
        String passwordHash = hash.or(() -> found.map(Account::passwordHash))
                .orElseThrow(() -> Problem.violation("password", "required").asException());
        boolean mustChange = hash.isPresent()
                ? wanted.mustChange()
                : found.map(Account::mustChange).orElse(true);
        return new Account(
                wanted.username(),
                passwordHash,
                wanted.roles().stream().distinct().sorted().toList(),
                wanted.site(),
                wanted.organisation(),
                wanted.language(),
                mustChange,
                wanted.disabled(),
                found.map(Account::demo).orElse(false),
                found.map(Account::version).orElse(1));
    }

    /** Nobody can be let in again once the last administrator is out. */
    private Uni<Void> keepAnAdmin(SqlConnection transaction, Optional<Account> found, Account next) {
        if (!found.filter(Accounts::isAdmin).isPresent() || isAdmin(next)) {
            return Uni.createFrom().voidItem();
        }
        return accounts.hasAdminBesides(transaction, next.username())
                .invoke(has -> {
                    if (!has) {
                        throw Problem.of(ProblemType.RULE_BROKEN, "last-admin").asException();
                    }
                })
                .replaceWithVoid();
    }

    private static boolean isAdmin(Account account) {
        return account.roles().contains(Roles.ADMIN) && !account.disabled();
    }

    /**
     * A new password chosen by the owner, proven by the old one before. Ends the owner's other sessions.
     *
     * @param session token of the session that goes on, if any
     */
    Uni<Void> changePassword(Account owner, String oldPassword, String newPassword, @Nullable String session) {
        Violations violations = new Violations();
        checkPassword(violations, "newPassword", newPassword, owner.username());
        violations
                .check(!newPassword.equals(oldPassword), "newPassword", "same-password")
                .throwIfAny();
        byte[] except = session == null ? null : Token.hash(session);
        return passwords
                .hash(newPassword)
                .chain(hash -> pool.withTransaction(transaction -> accounts.lockAll(transaction)
                        .chain(() -> accounts.find(transaction, owner.username()))
                        .map(found -> found.orElse(owner).withPassword(hash))
                        .chain(next -> accounts.put(transaction, next)
                                .chain(() -> tokens.endSessionsOf(transaction, next.username(), except))
                                .chain(() -> audit(transaction, next.username(), "account.password", next, true)))))
                .invoke(this::changed);
    }

    private void check(Wanted wanted) {
        Violations violations = new Violations()
                .check(SignIn.USERNAME.matcher(wanted.username()).matches(), "username", "username")
                .required("roles", wanted.roles())
                .check(Roles.ALL.containsAll(wanted.roles()), "roles", "one-of", String.join(", ", Roles.ORDER))
                .check(
                        wanted.language() == null || Account.LANGUAGES.contains(wanted.language()),
                        "language",
                        "one-of",
                        String.join(", ", Account.LANGUAGES));
        if (wanted.roles().contains(Roles.KEEPER) || wanted.site() != null) {
            violations.code("site", wanted.site());
        }
        if (wanted.roles().contains(Roles.SUPPLIER) || wanted.organisation() != null) {
            violations.code("organisation", wanted.organisation());
        }
        if (wanted.password() != null) {
            checkPassword(violations, "password", wanted.password(), wanted.username());
        }
        violations.throwIfAny();
    }

    private void checkPassword(Violations violations, String field, String password, String username) {
        int characters = password.codePointCount(0, password.length());
        violations
                .check(
                        characters >= config.passwordMinCharacters()
                                && password.length() <= config.passwordMaxCharacters(),
                        field,
                        "size",
                        config.passwordMinCharacters(),
                        config.passwordMaxCharacters())
                .check(!password.equalsIgnoreCase(username), field, "same-as-username")
                .check(password.codePoints().distinct().count() > 3, field, "too-simple");
    }

    private Uni<Void> audit(
            SqlConnection transaction, String actor, String action, Account account, boolean passwordChanged) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("roles", account.roles());
        detail.put("site", account.site());
        detail.put("organisation", account.organisation());
        detail.put("disabled", account.disabled());
        detail.put("passwordChanged", passwordChanged);
        return log.append(transaction, List.of(), List.of(new Audit(actor, action, account.username(), detail)))
                .replaceWithVoid();
    }

    private void changed() {
        parties.forget();
        log.committed();
    }
}
