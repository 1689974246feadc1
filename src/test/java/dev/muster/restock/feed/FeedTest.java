package dev.muster.restock.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a supplier reads by polling; each test has a supplier of its own. */
@QuarkusTest
class FeedTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    EventLog log;

    @Inject
    FeedWatch watch;

    private final String organisation = "FEED-" + UUID.randomUUID();
    private String key;

    @BeforeEach
    void makeKey() {
        key = given().auth()
                .preemptive()
                .basic("admin", "muster-demo")
                .contentType("application/json")
                .body(Map.of("organisation", organisation, "name", "test", "scopes", List.of("events:read")))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @Test
    void shouldTellTheOwnEventsOnceEachInOrder() {
        for (int i = 0; i < 5; i++) {
            happens("restock.sent", organisation, Map.of("n", i));
            happens("restock.sent", "FEED-SOMEBODY-ELSE", Map.of("n", 100 + i));
            happens("site.changed", "FEED-X", Map.of());
        }

        JsonPath first = feed(0, 3);
        JsonPath second = feed(first.getLong("next"), 3);
        JsonPath third = feed(second.getLong("next"), 3);

        assertThat(first.getList("items.data.n")).isEqualTo(List.of(0, 1, 2));
        assertThat(second.getList("items.data.n")).isEqualTo(List.of(3, 4));
        assertThat(third.getList("items")).isEmpty();
        assertThat(first.getString("items[0].id")).endsWith("_" + first.getLong("items[0].seq"));
    }

    @Test
    void shouldNotTellWhatWasNeverSent() {
        happens("restock.drafted", organisation, Map.of("state", "DRAFT"));
        happens("restock.cancelled", organisation, Map.of("state", "CANCELLED"));
        happens("restock.cancelled", organisation, Map.of("state", "CANCELLED", "sentAt", "2026-01-01T00:00:00Z"));

        assertThat(feed(0, 10).getList("items.kind")).isEqualTo(List.of("restock.cancelled"));
    }

    @Test
    void shouldWaitForAnEventIfAskedTo() {
        long next = feed(0, 10).getLong("next");
        CompletableFuture<JsonPath> waiting = CompletableFuture.supplyAsync(() -> bearer().queryParam("after", next)
                .queryParam("wait", 20)
                .get("/api/v1/supplier/events")
                .jsonPath());
        Awaitility.await().atMost(LIMIT).until(() -> watch.waiting() > 0);
        happens("restock.sent", "FEED-SOMEBODY-ELSE", Map.of());
        happens("restock.sent", organisation, Map.of("n", 7));

        assertThat(waiting.join().getList("items.data.n")).isEqualTo(List.of(7));
    }

    @Test
    void shouldAnswerWithNothingWhenTheWaitIsOver() {
        bearer().queryParam("after", feed(0, 10).getLong("next"))
                .queryParam("wait", 1)
                .get("/api/v1/supplier/events")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "limit=0", "limit=1001", "wait=26", "wait=-1"})
    void shouldRefuseParametersOutOfRange(String query) {
        bearer().get("/api/v1/supplier/events?" + query)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem(query.substring(0, query.indexOf('='))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=x", "after=99999999999999999999", "wait=1.5"})
    void shouldRefuseWhatIsNoNumber(String query) {
        assertThat(bearer().get("/api/v1/supplier/events?" + query).statusCode())
                .isBetween(400, 404);
    }

    private JsonPath feed(long after, int limit) {
        return bearer().queryParam("after", after)
                .queryParam("limit", limit)
                .get("/api/v1/supplier/events")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private RequestSpecification bearer() {
        return given().header("Authorization", "Bearer " + key);
    }

    private void happens(String kind, String supplier, Map<String, ?> data) {
        Map<String, Object> all = new HashMap<>(data);
        all.put("supplier", supplier);
        Event event = new Event(kind, UUID.randomUUID().toString(), "officer", all);
        pool.withTransaction(transaction -> log.append(transaction, List.of(event), List.of()))
                .invoke(log::committed)
                .await()
                .atMost(LIMIT);
    }
}
