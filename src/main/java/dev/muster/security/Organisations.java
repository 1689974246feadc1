package dev.muster.security;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Transactions on behalf of a supplier, the only ones in which its things are read and written. Such a transaction is bound
 * to the organisation: row-level security shows nothing of any other, whatever a statement asks for. Under an API key
 * it begins only while the key is live, and the key stays so until it ends: who revokes a key waits for what goes on under
 * it, and nothing is read or written under it afterwards, at any replica.
 */
@ApplicationScoped
public class Organisations {

    private final Pool pool;

    Organisations(Pool pool) {
        this.pool = pool;
    }

    /** Fails with 401 if the key was revoked or has expired meanwhile, with 403 if the supplier is closed. */
    public <T> Uni<T> transaction(SupplierCaller supplier, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(transaction -> enter(transaction, supplier).chain(() -> work.apply(transaction)));
    }

    /** The same for a transaction that somebody else has begun; to be called first in it. */
    public Uni<Void> enter(SqlConnection transaction, SupplierCaller supplier) {
        return transaction
                .preparedQuery("select enter_organisation($1, $2), "
                        + "exists (select from supplier where code = $1 and status = 'CLOSED')")
                .execute(Tuple.of(supplier.organisation(), supplier.key()))
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getBoolean(0)) {
                        throw Problem.of(ProblemType.UNAUTHENTICATED, "key-ended")
                                .asException();
                    }
                    if (row.getBoolean(1)) {
                        throw Problem.of(ProblemType.FORBIDDEN, "supplier-closed", supplier.organisation())
                                .asException();
                    }
                })
                .replaceWithVoid();
    }
}
