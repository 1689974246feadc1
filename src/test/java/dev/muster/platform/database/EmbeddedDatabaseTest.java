package dev.muster.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EmbeddedDatabaseTest {

    @Inject
    Pool pool;

    @Inject
    AgroalDataSource jdbc;

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "listen_addresses, 127.0.0.1",
        "server_encoding, UTF8",
        "timezone, UTC"
    })
    void shouldBeDurableAndPrivate(String setting, String expected) {
        assertThat(value("show " + setting)).isEqualTo(expected);
    }

    @Test
    void shouldHaveMigrated() {
        assertThat(value("select count(*)::text from log_head")).isEqualTo("1");
    }

    @Test
    void shouldWorkAsAnOrdinaryRole() {
        assertThat(value("select rolsuper::text from pg_roles where rolname = current_user"))
                .isEqualTo("false");
    }

    /** Else row-level security and the triggers that keep the logs append-only would not bind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table event_log disable trigger all",
                "alter table api_key disable row level security",
                "drop policy own_organisation on api_key",
                "truncate session",
                "create table mine (n int)",
                "set role muster_owner"
            })
    void shouldOwnNothing(String statement) {
        assertThatThrownBy(() -> value(statement)).hasMessageMatching("(?s).*(must be owner|permission denied).*");
    }

    @Test
    void shouldBeTheSameForMigrationsAndService() throws SQLException {
        String started = value("select pg_postmaster_start_time()::text");
        try (Connection connection = jdbc.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select pg_postmaster_start_time()::text")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo(started);
        }
    }

    private String value(String query) {
        return pool.query(query)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
