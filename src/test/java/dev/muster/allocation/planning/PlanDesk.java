package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What officers do with plans through the interface. */
final class PlanDesk {

    private PlanDesk() {}

    /** A scope of these items. */
    static String of(String... items) {
        return "\"scope\":{\"items\":[%s]}".formatted(list(items));
    }

    private static String list(String... codes) {
        return List.of(codes).stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(","));
    }

    static ValidatableResponse ask(String members) {
        return as("officer").body("{" + members + "}").post("/api/v1/plans").then();
    }

    /** Asks and waits until the plan has ended; gives its id. */
    static String make(String members) {
        String id = UUID.randomUUID().toString();
        ask("\"id\":\"" + id + "\"" + (members.isEmpty() ? "" : "," + members)).statusCode(202);
        assertThat(ended(id)).isEqualTo("DONE");
        return id;
    }

    /** The state in which a plan ends. */
    static String ended(String id) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !state(id).equals("RUNNING"));
        return state(id);
    }

    static String state(String id) {
        return plan(id).getString("state");
    }

    static JsonPath plan(String id) {
        return get(id, "").extract().jsonPath();
    }

    /** What stands below a plan. */
    static ValidatableResponse get(String id, String path) {
        return as("viewer").get("/api/v1/plans/" + id + path).then().statusCode(200);
    }

    static ValidatableResponse apply(String id, String body) {
        return as("officer").body(body).post("/api/v1/plans/" + id + "/apply").then();
    }

    static JsonPath applied(String id) {
        return apply(id, "{}").statusCode(200).extract().jsonPath();
    }
}
