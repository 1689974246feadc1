package dev.muster.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database from before the service and the owner of its tables were two roles. */
class DatabaseRolesTest {

    @TempDir
    Path directory;

    @Test
    void shouldGiveTablesToTheirOwnerAndLeaveTheServiceItsRows() throws Exception {
        try (DatabaseProcess database = DatabaseProcess.start(directory)) {
            try (Connection superuser = database.superuser("muster");
                    Statement before = superuser.createStatement()) {
                before.execute("alter database muster owner to muster");
                before.execute("create table old (n int); insert into old values (1); alter table old owner to muster");
                before.execute(
                        "create function old_n() returns int language sql return 1; alter function old_n() owner to muster");
            }

            database.divide();
            database.divide();

            try (Connection service = database.connect();
                    Statement statement = service.createStatement()) {
                assertThat(text(statement, "select tableowner from pg_tables where tablename = 'old'"))
                        .isEqualTo("muster_owner");
                assertThat(text(statement, "select pg_get_userbyid(datdba) from pg_database where datname = 'muster'"))
                        .isEqualTo("muster_owner");
                assertThat(text(statement, "update old set n = n + old_n() returning n::text"))
                        .isEqualTo("2");
            }
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
