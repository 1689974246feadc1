package dev.muster.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class AccountStore {

    /** Reads by {@link #account}; the alias of the table is {@code a}. */
    static final String COLUMNS =
            "a.username, a.password_hash, a.roles, a.site, a.organisation, a.language, a.must_change, a.disabled, a.demo, a.version";

    Uni<Optional<Account>> find(SqlClient client, String username) {
        return client.preparedQuery("select " + COLUMNS + " from account a where username = $1")
                .execute(Tuple.of(username))
                .map(AccountStore::first);
    }

    /** The next accounts by name, at most {@code limit}. */
    Uni<List<Account>> listAfter(SqlClient client, String username, int limit) {
        return client.preparedQuery(
                        "select " + COLUMNS + " from account a where username > $1 order by username limit $2")
                .execute(Tuple.of(username, limit))
                .map(rows -> {
                    List<Account> accounts = new ArrayList<>(rows.size());
                    rows.forEach(row -> accounts.add(account(row)));
                    return accounts;
                });
    }

    /** Creates or replaces; everything but the time of creation. */
    Uni<Void> put(SqlClient client, Account account) {
        return client.preparedQuery("""
                        insert into account
                          (username, password_hash, roles, site, organisation, language, must_change, disabled, demo, version)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                        on conflict (username) do update set
                          (password_hash, roles, site, organisation, language, must_change, disabled, demo, version) =
                          (excluded.password_hash, excluded.roles, excluded.site, excluded.organisation, excluded.language,
                           excluded.must_change, excluded.disabled, excluded.demo, excluded.version)
                        """)
                .execute(Tuple.tuple()
                        .addString(account.username())
                        .addString(account.passwordHash())
                        .addArrayOfString(account.roles().toArray(String[]::new))
                        .addString(account.site())
                        .addString(account.organisation())
                        .addString(account.language())
                        .addBoolean(account.mustChange())
                        .addBoolean(account.disabled())
                        .addBoolean(account.demo())
                        .addInteger(account.version()))
                .replaceWithVoid();
    }

    /** Whether an administrator can sign in who is not this one. */
    Uni<Boolean> hasAdminBesides(SqlClient client, String username) {
        return client.preparedQuery("""
                        select exists (select from account
                        where 'admin' = any (roles) and not disabled and not demo and username <> $1)
                        """)
                .execute(Tuple.of(username))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Takes a new hash of the same password, unless the password was changed meanwhile. */
    Uni<Void> replaceHash(SqlClient client, String username, String hash, String newHash) {
        return client.preparedQuery("update account set password_hash = $3 where username = $1 and password_hash = $2")
                .execute(Tuple.of(username, hash, newHash))
                .replaceWithVoid();
    }

    /** Whether there is any account besides those of the demo scenario. */
    Uni<Boolean> hasOwn(SqlClient client) {
        return client.query("select exists (select from account where not demo)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Disables what the demo scenario left, sessions and device tokens of its accounts too; gives the number of accounts. */
    Uni<Integer> disableDemo(SqlClient client) {
        return client.query("""
                        with demo as (select username from account where demo),
                        ended as (delete from session where username in (select username from demo)),
                        revoked as (update device_token set revoked_at = now()
                                    where revoked_at is null and created_by in (select username from demo))
                        update account set disabled = true, version = version + 1 where demo and not disabled
                        """).execute().map(RowSet::rowCount);
    }

    /** Lets only one transaction at a time change accounts, so that none decides on what another is about to change. */
    Uni<Void> lockAll(SqlConnection transaction) {
        return transaction
                .query("lock table account in share row exclusive mode")
                .execute()
                .replaceWithVoid();
    }

    static Account account(Row row) {
        return new Account(
                row.getString("username"),
                row.getString("password_hash"),
                List.of(row.getArrayOfStrings("roles")),
                row.getString("site"),
                row.getString("organisation"),
                row.getString("language"),
                row.getBoolean("must_change"),
                row.getBoolean("disabled"),
                row.getBoolean("demo"),
                row.getInteger("version"));
    }

    private static Optional<Account> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(account(rows.iterator().next()));
    }
}
