package dev.muster.restock.webhook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A supplier of a test's own with a key and a webhook. */
@Dependent
class HookedSupplier {

    static final Duration LIMIT = Duration.ofSeconds(20);

    final String organisation = "HOOK-" + UUID.randomUUID();
    private final Pool pool;
    private final EventLog log;
    private String key = "";
    private String hook = "";

    HookedSupplier(Pool pool, EventLog log) {
        this.pool = pool;
        this.log = log;
    }

    /** Makes the key and registers the webhook. */
    void register(String url) {
        key = given().auth()
                .preemptive()
                .basic("admin", "muster-demo")
                .contentType("application/json")
                .body(Map.of("organisation", organisation, "name", "test"))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        JsonPath made = bearer().contentType("application/json")
                .body(Map.of("url", url))
                .post("/api/v1/supplier/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        hook = made.getString("id");
    }

    RequestSpecification bearer() {
        return given().header("Authorization", "Bearer " + key);
    }

    JsonPath hook() {
        return bearer().get("/api/v1/supplier/webhooks/" + hook).jsonPath();
    }

    JsonPath deliveries() {
        return bearer().get("/api/v1/supplier/webhooks/" + hook + "/deliveries").jsonPath();
    }

    void awaitDeliveries(String state, int count) {
        await().atMost(LIMIT)
                .untilAsserted(() -> bearer().queryParam("state", state)
                        .get("/api/v1/supplier/webhooks/" + hook + "/deliveries")
                        .then()
                        .statusCode(200)
                        .body("items.size()", equalTo(count)));
    }

    void happens(String note) {
        Event event = new Event(
                "restock.sent",
                UUID.randomUUID().toString(),
                "officer",
                Map.of("supplier", organisation, "note", note));
        pool.withTransaction(transaction -> log.append(transaction, List.of(event), List.of()))
                .invoke(log::committed)
                .await()
                .atMost(LIMIT);
    }

    /** Changes the row of the webhook, as time would. */
    void age(String change) {
        pool.preparedQuery("update webhook_endpoint set " + change + " where id = $1")
                .execute(Tuple.of(UUID.fromString(hook)))
                .await()
                .atMost(LIMIT);
    }

    void execute(String sql) {
        pool.preparedQuery(sql).execute(Tuple.of(organisation)).await().atMost(LIMIT);
    }

    /** Seconds until anything is sent again. */
    double rest() {
        return pool.preparedQuery(
                        "select extract(epoch from rest_until - clock_timestamp())::float8 from webhook_endpoint"
                                + " where id = $1")
                .execute(Tuple.of(UUID.fromString(hook)))
                .map(rows -> rows.iterator().next().getDouble(0))
                .await()
                .atMost(LIMIT);
    }
}
