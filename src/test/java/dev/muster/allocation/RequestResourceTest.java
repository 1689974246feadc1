package dev.muster.allocation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestResourceTest {

    @Inject
    AWorld world;

    String hospital;
    String near;
    String far;
    String mask;

    @BeforeEach
    void aHospitalAndTwoWarehouses() {
        hospital = world.site(30.0, 114.0);
        near = world.site(30.1, 114.0);
        far = world.site(31.0, 114.0);
        mask = world.item();
    }

    @Test
    void shouldServeFromTheNearestFirst() {
        world.receive(near, mask, 300);
        world.receive(far, mask, 1000);
        String id = submit("URGENT", 500, 201);
        given().auth()
                .preemptive()
                .basic("viewer", "muster-demo")
                .get("/api/v1/requests/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("ALLOCATED"))
                .body("lines[0].shortage", equalTo(0))
                .body("lines[0].allocations", hasSize(2))
                .body("lines[0].allocations[0].source", equalTo(near))
                .body("lines[0].allocations[0].quantity", equalTo(300))
                .body("lines[0].allocations[1].source", equalTo(far))
                .body("lines[0].allocations[1].quantity", equalTo(200));
    }

    @Test
    void shouldAcceptUnknownQuantityAndShowIt() {
        world.receive(near, mask, 300);
        String id = submit("URGENT", null, 201);
        officer()
                .get("/api/v1/shortages?item=" + mask)
                .then()
                .body("items[0].request", equalTo(id))
                .body("items[0].provenance", equalTo("UNKNOWN"))
                .body("items[0].short", nullValue())
                .body("items[0].reason", equalTo("QUANTITY_UNKNOWN"));
        officer()
                .contentType("application/json")
                .body(Map.of("quantity", 40))
                .post("/api/v1/requests/" + id + "/lines/1/quantity")
                .then()
                .statusCode(200)
                .body("state", equalTo("ALLOCATED"));
    }

    @Test
    void shouldServeTheMostUrgentShortageWhenStockArrives() {
        String routine = submit("ROUTINE", 100, 201);
        String stat = submit("STAT", 100, 201);
        world.receive(far, mask, 100);
        expectShortage(stat, 0);
        expectShortage(routine, 100);
    }

    @Test
    void shouldGiveBackWhatACancelledRequestHeld() {
        world.receive(near, mask, 100);
        String first = submit("ROUTINE", 100, 201);
        String second = submit("ROUTINE", 60, 201);
        expectShortage(second, 60);
        officer().post("/api/v1/requests/" + first + "/cancel").then().statusCode(200);
        expectShortage(second, 0);
        officer().post("/api/v1/requests/" + first + "/cancel").then().statusCode(409);
    }

    @Test
    void shouldAnswerARepeatedCommandOnceMoreAndRefuseAnotherPayload() {
        world.receive(near, mask, 100);
        UUID id = UUID.randomUUID();
        Map<String, Object> body = body(id, "URGENT", 10L);
        String first = post(body, 201);
        String again = post(body, 200);
        org.assertj.core.api.Assertions.assertThat(again).isEqualTo(first);
        post(body(id, "URGENT", 11L), 409);
        officer().get("/api/v1/stock?item=" + mask).then().body("items[0].reserved", equalTo(10));
    }

    @Test
    void shouldKeepFloorsExceptForLife() {
        world.receive(near, mask, 100);
        world.floor(near, mask, 80);
        String routine = submit("ROUTINE", 50, 201);
        expectShortage(routine, 30);
        officer()
                .get("/api/v1/shortages?item=" + mask)
                .then()
                .body("items[0].reason", equalTo("FLOORS"))
                .body("items[0].nearestPossible", equalTo(near));
        officer()
                .get("/api/v1/requests/" + routine + "/explanation")
                .then()
                .statusCode(200)
                .body("decisions[0].sources[0].site", equalTo(near))
                .body("decisions[0].sources[0].taken", equalTo(20))
                .body("decisions[0].reason", equalTo("FLOORS"));
    }

    @Test
    void shouldNotServeAReleasedLineFromThereAgain() {
        world.receive(near, mask, 100);
        String id = submit("URGENT", 100, 201);
        String allocation = officer().get("/api/v1/requests/" + id).path("lines[0].allocations[0].id");
        officer().post("/api/v1/allocations/" + allocation + "/release").then().statusCode(200);
        expectShortage(id, 100);
        officer().post("/api/v1/allocations/" + allocation + "/release").then().statusCode(409);
        officer().get("/api/v1/stock?item=" + mask).then().body("items[0].reserved", equalTo(0));
    }

    private void expectShortage(String request, int shortage) {
        officer().get("/api/v1/requests/" + request).then().body("lines[0].shortage", equalTo(shortage));
    }

    private String submit(String urgency, @Nullable Integer quantity, int status) {
        UUID id = UUID.randomUUID();
        post(body(id, urgency, quantity == null ? null : quantity.longValue()), status);
        return id.toString();
    }

    private Map<String, Object> body(UUID id, String urgency, @Nullable Long quantity) {
        Map<String, @Nullable Object> line = new HashMap<>();
        line.put("item", mask);
        line.put("quantity", quantity);
        return Map.of(
                "id", id,
                "site", hospital,
                "urgency", urgency,
                "neededBy",
                        Instant.now()
                                .plus(1, ChronoUnit.DAYS)
                                .truncatedTo(ChronoUnit.DAYS)
                                .plus(1, ChronoUnit.DAYS)
                                .toString(),
                "lines", List.of(line));
    }

    private String post(Map<String, Object> body, int status) {
        return officer()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/requests")
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }

    private static io.restassured.specification.RequestSpecification officer() {
        return given().auth().preemptive().basic("officer", "muster-demo").contentType("application/json");
    }
}
