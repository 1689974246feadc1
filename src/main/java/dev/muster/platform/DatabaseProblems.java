package dev.muster.platform;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What refusals of PostgreSQL are called that no rule of ours caught before. */
final class DatabaseProblems {

    private static final Map<String, Problem> BY_STATE = Map.ofEntries(
            Map.entry("23505", Problem.of(ProblemType.COMMAND_CONFLICT, "already-exists")),
            Map.entry("23P01", Problem.of(ProblemType.COMMAND_CONFLICT, "already-exists")),
            Map.entry("23503", Problem.of(ProblemType.RULE_BROKEN, "unknown-reference")),
            Map.entry("23514", Problem.of(ProblemType.RULE_BROKEN, "against-constraint")),
            Map.entry("23502", Problem.of(ProblemType.RULE_BROKEN, "against-constraint")),
            Map.entry("22001", Problem.of(ProblemType.RULE_BROKEN, "against-constraint")),
            Map.entry("22003", Problem.of(ProblemType.RULE_BROKEN, "against-constraint")),
            Map.entry("22008", Problem.of(ProblemType.RULE_BROKEN, "against-constraint")),
            Map.entry("22021", Problem.of(ProblemType.MALFORMED, "control-character")),
            Map.entry("22P05", Problem.of(ProblemType.MALFORMED, "control-character")),
            Map.entry("40001", Problem.of(ProblemType.UNAVAILABLE, "busy")),
            Map.entry("40P01", Problem.of(ProblemType.UNAVAILABLE, "busy")),
            Map.entry("55P03", Problem.of(ProblemType.UNAVAILABLE, "busy")),
            Map.entry("57014", Problem.of(ProblemType.UNAVAILABLE, "busy")));

    private DatabaseProblems() {}

    /** The SQLSTATE of a refusal, as the SQL client or the ORM reports it. */
    static Optional<String> state(Throwable failure) {
        if (failure instanceof PgException refusal) {
            return Optional.ofNullable(refusal.getSqlState());
        }
        return failure instanceof SQLException refusal ? Optional.ofNullable(refusal.getSQLState()) : Optional.empty();
    }

    /** The problem, or empty where the database's answer means a fault of ours. */
    static Optional<Problem> of(String state) {
        if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")) {
            return Optional.of(Problem.of(ProblemType.UNAVAILABLE, "database-away"));
        }
        return Optional.ofNullable(BY_STATE.get(state));
    }
}
