package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be, the database refuses even to somebody who writes SQL. */
@QuarkusTest
class DatabaseGuardsTest {

    @Inject
    Pool pool;

    @Inject
    AWorld world;

    @BeforeEach
    void someStock() {
        world.receive(world.site(30, 114), world.item(), 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update stock_position set on_hand = -1",
                "update stock_position set reserved = on_hand + 1",
                "update stock_position set held = -1",
                "update movement set quantity = quantity + 1",
                "delete from movement",
                "truncate movement",
                "update event_log set data = '{}'",
                "delete from event_log",
                "update audit_log set actor = 'nobody'",
                "delete from audit_log",
                "insert into event_log select * from event_log",
                "insert into command select * from command",
                "insert into lot (item_id, lot_no, expiry) select item_id, lot_no, expiry from lot"
            })
    void shouldRefuse(String sql) {
        assertThatThrownBy(() -> pool.query(sql).execute().await().atMost(Duration.ofSeconds(10)))
                .hasMessageMatching("(?s).*(violates|append-only|permission denied).*");
    }
}
