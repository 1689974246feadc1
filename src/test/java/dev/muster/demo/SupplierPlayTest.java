package dev.muster.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dozen suppliers against the service itself, on a clock that a test turns. */
@QuarkusTest
class SupplierPlayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ASKED = 12;

    @Inject
    Vertx vertx;

    @Inject
    DemoConfig config;

    @Inject
    Pool pool;

    @Inject
    AWorld world;

    private final Turned clock = new Turned();

    private static final class Turned extends Clock {
        private Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @AfterEach
    void usualPolicy() {
        given().auth()
                .preemptive()
                .basic("commander", "muster-demo")
                .contentType("application/json")
                .body("{}")
                .put("/api/v1/restock-policy");
    }

    @Test
    void shouldAnswerShipAndBeReceivedThroughTheInterface() {
        SupplierPlay play = new SupplierPlay(vertx, clock, config, () -> true, () -> 600, url());
        Maker.ALL.forEach(this::known);
        play.prepare().await().atMost(PATIENCE);
        List<String> asked = new ArrayList<>();
        Maker maker = Maker.ALL.get(0);
        for (int i = 0; i < ASKED; i++) {
            asked.add(ask(maker, maker.items().get(0), "demo-supplier-play-" + i));
        }
        for (int day = 0; day < 4; day++) {
            for (int turn = 0; turn < 4; turn++) {
                play.play().await().atMost(PATIENCE);
            }
            clock.ahead = clock.ahead.plusDays(1);
        }
        List<String> states = asked.stream().map(SupplierPlayTest::state).toList();
        assertThat(states).isSubsetOf("SENT", "DECLINED", "RECEIVED", "CANCELLED");
        assertThat(states.stream().filter("RECEIVED"::equals).count()).isGreaterThan(ASKED / 2);
        assertThat(maker.code()).isEqualTo("SUP-01");
    }

    /** Its account and the items it delivers, where another test has not made them. */
    private void known(Maker maker) {
        String account = maker.account().name().toLowerCase().replace('_', '-');
        run(
                "insert into account (username, password_hash, roles, organisation) "
                        + "select $1, password_hash, array['supplier'], $2 from account where username = 'supplier' "
                        + "on conflict do nothing",
                Tuple.of(account, maker.code()));
        run(
                "insert into region (code, level, name_en) values ('LJ', 'PROVINCE', 'Lanjiang') on conflict do nothing",
                Tuple.tuple());
        maker.items()
                .forEach(item -> run(
                        "insert into item (code, kind, name_en, base_unit) values ($1, 'SUPPLY', $1, 'piece') "
                                + "on conflict do nothing",
                        Tuple.of(item)));
    }

    private void run(String sql, Tuple values) {
        pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE);
    }

    private String ask(Maker maker, String item, String name) {
        String id = UUID.nameUUIDFromBytes(name.getBytes()).toString();
        given().auth()
                .preemptive()
                .basic("officer", "muster-demo")
                .contentType("application/json")
                .body("{\"id\":\"%s\",\"supplier\":\"%s\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":100}"
                        .formatted(id, maker.code(), world.site(31, 110), item))
                .post("/api/v1/restock-requests")
                .then()
                .statusCode(201);
        return id;
    }

    private static String state(String id) {
        return given().auth()
                .preemptive()
                .basic("officer", "muster-demo")
                .get("/api/v1/restock-requests/" + id)
                .path("state");
    }

    private static String url() {
        return "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }
}
