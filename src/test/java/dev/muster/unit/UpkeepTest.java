package dev.muster.unit;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Maintenance plans, hazards, exercises. */
@QuarkusTest
class UpkeepTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    private static ValidatableResponse post(String role, String path, String body) {
        return as(role).body(body).post("/api/v1/" + path).then();
    }

    @Test
    void shouldNotSendWhatFallsDueBeforeItWouldBeBack() {
        String type = crew.type();
        String asset = crew.asset(type, world.site(30.1, 114));
        String ask =
                "{\"site\":\"%s\",\"urgency\":\"STAT\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":1,\"until\":\"%s\"}]}"
                        .formatted(world.site(30, 114), hours(0), type, hours(24));
        String plan = "{\"purpose\":\"CALIBRATION\",\"everyDays\":30,\"lastDone\":\"%s\"}"
                .formatted(Instant.now().minus(30, ChronoUnit.DAYS).plus(8, ChronoUnit.HOURS));

        as("admin")
                .body(plan)
                .put("/api/v1/assets/" + asset + "/upkeep/plans/flow")
                .then()
                .statusCode(200)
                .body("dueAt", notNullValue());
        as("admin")
                .body("{\"purpose\":\"CALIBRATION\"}")
                .put("/api/v1/assets/" + asset + "/upkeep/plans/flow")
                .then()
                .statusCode(422);
        as("admin")
                .body(plan)
                .put("/api/v1/assets/NO-SUCH/upkeep/plans/flow")
                .then()
                .statusCode(404);
        String id = post("officer", "requests", ask)
                .statusCode(201)
                .body("lines[0].shortage", equalTo(1))
                .extract()
                .path("id");
        as("officer")
                .get("/api/v1/requests/" + id + "/explanation")
                .then()
                .body("decisions[0].units[0].skipped", equalTo("DUE"))
                .body("decisions[0].words.join(' ')", containsString("flow: due on "));
        as("viewer").get("/api/v1/upkeep-due?limit=1000").then().statusCode(200);
        as("viewer")
                .get("/api/v1/upkeep-due?limit=1000&until=" + hours(24))
                .then()
                .body("items.asset", hasItem(asset));

        String done = "{\"id\":\"%s\",\"plan\":\"flow\",\"purpose\":\"CALIBRATION\",\"passed\":true}"
                .formatted(UUID.randomUUID());
        post("officer", "assets/" + asset + "/upkeep/records", done.replace("flow", "other"))
                .statusCode(422);
        post("keeper", "assets/" + asset + "/upkeep/records", done).statusCode(403);
        post("officer", "assets/" + asset + "/upkeep/records", done).statusCode(201);
        post("officer", "assets/" + asset + "/upkeep/records", done).statusCode(201);
        as("viewer").get("/api/v1/assets/" + asset + "/upkeep/records").then().body("items.plan", contains("flow"));
        as("viewer").get("/api/v1/assets/" + asset + "/upkeep/plans").then().body("items[0].uses", equalTo(0));
        post("officer", "requests", ask).statusCode(201).body("lines[0].allocations.unit", contains(asset));
    }

    @Test
    void shouldFollowAHazardUntilSomebodyElseVerifiesIt() {
        String site = world.site(30, 114);
        String asset = crew.asset(crew.type(), site);
        String report =
                "{\"id\":\"%s\",\"site\":\"%s\",\"asset\":\"%s\",\"severity\":\"MAJOR\",\"description\":\"Leaks\"}";
        String id = UUID.randomUUID().toString();

        post("officer", "hazards", report.formatted(id, site, "NO-SUCH")).statusCode(422);
        post("officer", "hazards", report.formatted(id, site, asset))
                .statusCode(201)
                .body("state", equalTo("REPORTED"));
        post("officer", "hazards", report.formatted(id, site, asset))
                .statusCode(201)
                .body("id", equalTo(id));
        post("officer", "hazards", report.formatted(id, site, asset).replace("Leaks", "Burns"))
                .statusCode(409);
        post("officer", "hazards/" + id + "/verify", "{\"accepted\":true}").statusCode(409);
        post("officer", "hazards/" + id + "/rectify", "{\"done\":\"Sealed\"}")
                .statusCode(200)
                .body("state", equalTo("RECTIFIED"));
        post("officer", "hazards/" + id + "/verify", "{\"accepted\":true}").statusCode(422);
        post("commander", "hazards/" + id + "/verify", "{\"accepted\":false}")
                .statusCode(200)
                .body("state", equalTo("REPORTED"));
        post("officer", "hazards/" + id + "/rectify", "{\"done\":\"Sealed again\"}")
                .statusCode(200);
        post("commander", "hazards/" + id + "/verify", "{\"accepted\":true}")
                .statusCode(200)
                .body("verifiedBy", equalTo("commander"));
        post("officer", "hazards/" + UUID.randomUUID() + "/rectify", "{\"done\":\"x\"}")
                .statusCode(404);
        as("viewer")
                .get("/api/v1/hazards?site=" + site + "&state=VERIFIED&overdue=false")
                .then()
                .body("items.id", contains(id));
    }

    @Test
    void shouldSayWhatATeamHasStillToHold() {
        String nurse = crew.competency();
        String home = world.site(30, 114);
        String team = crew.team(nurse, home, List.of(crew.personOffRoster(nurse, home, "")));
        String held = "{\"kind\":\"%s\",\"heldOn\":\"%s\"}";

        post("officer", "teams/" + team + "/exercises", held.formatted("DRILL", "2024-02-29"))
                .statusCode(201);
        post("officer", "teams/" + team + "/exercises", held.formatted("TRAINING", "2024-12-31"))
                .statusCode(201);
        post("officer", "teams/" + team + "/exercises", held.formatted("TRAINING", "2025-01-01"))
                .statusCode(201);
        post(
                        "officer",
                        "teams/" + team + "/exercises",
                        held.formatted("TRAINING", LocalDate.now().plusDays(3)))
                .statusCode(422);
        post("officer", "teams/NO-SUCH/exercises", held.formatted("DRILL", "2024-02-29"))
                .statusCode(404);
        as("viewer")
                .get("/api/v1/exercises-missing?year=2024&home=" + home)
                .then()
                .statusCode(200)
                .body("items[0].team", equalTo(team))
                .body("items[0].missingTrainings", equalTo(3))
                .body("items[0].missingDrills", equalTo(1));
        as("viewer").get("/api/v1/teams/" + team + "/exercises").then().body("items.size()", equalTo(3));
        as("viewer").get("/api/v1/exercises-missing?year=1").then().statusCode(422);
    }
}
