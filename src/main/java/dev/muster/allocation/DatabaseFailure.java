package dev.muster.allocation;

import dev.muster.platform.Commands;
import dev.muster.platform.DatabaseLink;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** Which failures of a transaction pass, so that the same transaction may succeed when tried again. */
final class DatabaseFailure {

    /**
     * Unique violation (the same command done elsewhere at the same moment, whose answer the next try finds),
     * serialisation failure, deadlock, lock not available, shutdown, crash, cannot connect now, too many connections.
     */
    private static final Set<String> PASSING =
            Set.of("23505", "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300", "25P02");

    private DatabaseFailure() {}

    static boolean passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException postgres) {
                String state = postgres.getSqlState();
                return state != null && (PASSING.contains(state) || state.startsWith("08"));
            }
            if (cause instanceof Commands.DoneElsewhere || cause instanceof OutdatedException) {
                return true;
            }
            if (DatabaseLink.broken(cause)) {
                return true;
            }
        }
        return false;
    }
}
