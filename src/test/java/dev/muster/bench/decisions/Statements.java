package dev.muster.bench.decisions;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where the database's time goes: the dearest statements of a phase, by pg_stat_statements. */
final class Statements {

    private static final String DEAREST = """
            select calls, rows, total_exec_time, wal_bytes,
                   left(regexp_replace(query, '\\s+', ' ', 'g'), 110)
            from pg_stat_statements where toplevel and query not like '%pg_stat_statements%'
            order by total_exec_time desc limit 20""";

    private final Muster muster;
    private final PrintStream out;

    Statements(Muster muster, PrintStream out) {
        this.muster = muster;
        this.out = out;
    }

    void reset() throws SQLException, IOException {
        muster.superuser("select pg_stat_statements_reset()");
    }

    /** @param requests measured in the phase; the statements' figures are of all its requests, the unmeasured too */
    void print(long requests) throws SQLException, IOException {
        out.printf("      calls       rows  total ms  ms/call  WAL KiB  statement (%d requests measured)%n", requests);
        try (Connection connection = muster.superuserConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DEAREST)) {
            while (rows.next()) {
                long calls = rows.getLong(1);
                double millis = rows.getDouble(3);
                out.printf(
                        "    %7d %10d %9.0f %8.3f %8.0f  %s%n",
                        calls, rows.getLong(2), millis, millis / calls, rows.getDouble(4) / 1024, rows.getString(5));
            }
        }
    }
}
