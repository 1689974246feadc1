package dev.muster.allocation;

import static io.restassured.RestAssured.given;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What officers decide by hand, and what time decides. */
@QuarkusTest
class OfficerTest {

    @Inject
    AWorld world;

    @Inject
    Pool pool;

    @Inject
    DecisionLoop loop;

    @Inject
    Invariants invariants;

    String hospital;
    String near;
    String far;
    String mask;

    @BeforeEach
    void twoWarehousesWithFloors() {
        hospital = world.site(30.0, 114.0);
        near = world.site(30.1, 114.0);
        far = world.site(31.0, 114.0);
        mask = world.item();
        world.receive(near, mask, 100);
        world.receive(far, mask, 100);
        world.floor(near, mask, 100);
        world.floor(far, mask, 60);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.check();
    }

    @Test
    void shouldLetOnlyACommanderGoBelowAFloorAndWithAReasonOnly() {
        String request = submit("ROUTINE", 70);
        choose("officer", request, near, 30, "").statusCode(422).body("violations[0].field", equalTo("overrideReason"));
        choose("officer", request, near, 30, ",\"overrideReason\":\"ward full\"")
                .statusCode(403);
        choose("commander", request, near, 30, ",\"overrideReason\":\"ward full\"")
                .statusCode(201)
                .body("allocations[0].officer", equalTo("commander"))
                .body("allocations[0].overrideReason", equalTo("ward full"));
        as("auditor")
                .get("/api/v1/requests/" + request)
                .then()
                .body("lines[0].shortage", equalTo(0))
                .body("state", equalTo("ALLOCATED"));
    }

    @Test
    void shouldAnswerTwoChoicesForOneLineAtOnceEachWithItsOwn() {
        UUID request = UUID.fromString(submit("ROUTINE", 70));

        List<Outcome> outcomes = loop.submitAll(List.of(choice(request, 10), choice(request, 20)))
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(outcomes)
                .map(outcome -> from(((Outcome.Done) outcome).json()).getList("allocations.quantity"))
                .containsExactly(List.of(10), List.of(20));
    }

    private Command.ChooseSource choice(UUID request, long quantity) {
        return new Command.ChooseSource(UUID.randomUUID(), request, 1, near, quantity, "ward full", true, "commander");
    }

    @Test
    void shouldRefuseAChoiceThatCannotBe() {
        String request = submit("ROUTINE", 70);
        choose("officer", request, far, 31, "").statusCode(422).body("violations[0].field", equalTo("quantity"));
        choose("officer", request, hospital, 5, "").statusCode(422);
        choose("officer", request, "NOWHERE", 5, "").statusCode(422);
        choose("officer", UUID.randomUUID().toString(), far, 5, "").statusCode(404);
        world.move(Map.of("kind", "HOLD", "site", near, "item", mask, "quantity", 90, "reason", "recall"), 201);
        choose("commander", request, near, 20, ",\"overrideReason\":\"x\"")
                .statusCode(409)
                .body("type", equalTo("/problems/not-enough-stock"));
    }

    @Test
    void shouldGoBelowFloorsForLifeInAGraveIncident() {
        String incident = UUID.randomUUID().toString();
        as("commander")
                .body(
                        "{\"id\":\"%s\",\"code\":\"I-%s\",\"name\":{\"en\":\"Flood\"},\"kind\":\"FLOOD\",\"level\":\"III\"}"
                                .formatted(incident, incident.substring(0, 8)))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        String request = submit("STAT", 70, ",\"incident\":\"" + incident + "\"");
        as("officer").get("/api/v1/requests/" + request).then().body("lines[0].shortage", equalTo(30));
        as("commander")
                .contentType("application/merge-patch+json")
                .body("{\"level\":\"I\"}")
                .patch("/api/v1/incidents/" + incident)
                .then()
                .statusCode(200);
        lookAgain();
        as("officer").get("/api/v1/requests/" + request).then().body("lines[0].shortage", equalTo(0));
    }

    @Test
    void shouldEndAReservationByTheDatabasesClockAndDecideItsLineAgain() {
        String request = submit("ROUTINE", 20);
        pool.preparedQuery("update allocation set expires_at = now() - interval '1 second' where request_id = $1")
                .execute(Tuple.of(UUID.fromString(request)))
                .await()
                .atMost(Duration.ofSeconds(10));
        lookAgain();
        as("officer")
                .get("/api/v1/requests/" + request)
                .then()
                .body("lines[0].allocations.state", hasItems("EXPIRED", "RESERVED"))
                .body("lines[0].allocations", hasSize(2))
                .body("lines[0].shortage", equalTo(0));
    }

    @Test
    void shouldServeFromASubstituteWhenItArrives() {
        String surgical = world.item();
        world.substitute(mask, surgical);
        String request = submit("ROUTINE", 90);
        as("officer").get("/api/v1/requests/" + request).then().body("lines[0].shortage", equalTo(50));
        world.receive(far, surgical, 500);
        as("officer")
                .get("/api/v1/requests/" + request)
                .then()
                .body("lines[0].shortage", equalTo(0))
                .body("lines[0].allocations.item", hasItems(mask, surgical));
    }

    private void lookAgain() {
        Integer item = pool.preparedQuery("select id from item where code = $1")
                .execute(Tuple.of(mask))
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .atMost(Duration.ofSeconds(10));
        loop.submit(new Command.LookAgain(UUID.randomUUID(), Set.of(item)))
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private String submit(String urgency, int quantity) {
        return submit(urgency, quantity, "");
    }

    private String submit(String urgency, int quantity, String more) {
        String id = UUID.randomUUID().toString();
        as("officer")
                .body(
                        "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\"%s,\"lines\":[{\"item\":\"%s\",\"quantity\":%d,\"substitutesAllowed\":true}]}"
                                .formatted(
                                        id, hospital, urgency, Instant.now().plusSeconds(36_000), more, mask, quantity))
                .post("/api/v1/requests")
                .then()
                .statusCode(201);
        return id;
    }

    private ValidatableResponse choose(String role, String request, String source, int quantity, String more) {
        return as(role).body("{\"request\":\"%s\",\"line\":1,\"source\":\"%s\",\"quantity\":%d%s}"
                        .formatted(request, source, quantity, more))
                .post("/api/v1/allocations")
                .then();
    }

    private static io.restassured.specification.RequestSpecification as(String role) {
        return given().auth().preemptive().basic(role, "muster-demo").contentType("application/json");
    }
}
