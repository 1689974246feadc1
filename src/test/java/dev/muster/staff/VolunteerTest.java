package dev.muster.staff;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.AWorld;
import dev.muster.unit.Crew;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Volunteers and people's own trainings. */
@QuarkusTest
class VolunteerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Vettings vettings;

    private static ValidatableResponse post(String role, String path, String body) {
        return as(role).body(body).post("/api/v1/" + path).then();
    }

    @Test
    void shouldSendAVolunteerOnlyWhileVetted() {
        String nurse = crew.competency();
        String home = world.site(30.1, 114);
        String volunteer = crew.personOffRoster(nurse, home, ",\"vetting\":\"APPLIED\"");
        crew.onCall("staff", volunteer);
        String path = "staff/" + volunteer + "/vetting";
        ask(nurse, 1);

        post("officer", path, "{\"state\":\"REFUSED\"}").statusCode(422).body("violations.field", contains("reason"));
        post("officer", path, "{\"state\":\"REFUSED\",\"reason\":\"No papers\"}")
                .statusCode(201)
                .body("actor", equalTo("officer"));
        post("officer", path, "{\"state\":\"VETTED\"}").statusCode(409);
        post("officer", path, "{\"state\":\"APPLIED\"}").statusCode(201);
        LocalDate lastDay = LocalDate.now().plusDays(60);
        String vetted =
                "{\"id\":\"%s\",\"state\":\"VETTED\",\"validUntil\":\"%s\"}".formatted(UUID.randomUUID(), lastDay);
        post("commander", path, vetted).statusCode(201);
        post("commander", path, vetted).statusCode(201);
        post("commander", path, vetted.replace("\"validUntil\"", "\"reason\":\"x\",\"validUntil\""))
                .statusCode(409);
        as("viewer")
                .get("/api/v1/" + path)
                .then()
                .body("items.state", contains("VETTED", "APPLIED", "REFUSED"))
                .body("items[2].reason", equalTo("No papers"));
        as("viewer").get("/api/v1/staff/" + volunteer).then().body("vetting", equalTo("VETTED"));

        vettings.expire(lastDay).await().atMost(PATIENCE);
        as("viewer").get("/api/v1/staff/" + volunteer).then().body("vetting", equalTo("VETTED"));
        vettings.expire(lastDay.plusDays(1)).await().atMost(PATIENCE);
        vettings.expire(lastDay.plusDays(1)).await().atMost(PATIENCE);
        as("viewer").get("/api/v1/staff/" + volunteer).then().body("vetting", equalTo("APPLIED"));
        as("viewer")
                .get("/api/v1/" + path)
                .then()
                .body("items.state", contains("EXPIRED", "VETTED", "APPLIED", "REFUSED"));
        ask(nurse, 1);
        post("commander", path, "{\"state\":\"VETTED\"}").statusCode(201);
        ask(nurse, 0);
    }

    private void ask(String competency, int shortage) {
        String request =
                "{\"site\":\"%s\",\"urgency\":\"STAT\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":1,\"until\":\"%s\"}]}"
                        .formatted(world.site(30, 114), hours(0), competency, hours(8));
        String id = post("officer", "requests", request)
                .statusCode(201)
                .body("lines[0].shortage", equalTo(shortage))
                .extract()
                .path("id");
        if (shortage > 0) {
            post("officer", "requests/" + id + "/cancel", "{\"reason\":\"tried\"}")
                    .statusCode(200);
        }
    }

    @Test
    void shouldRefuseStepsThatCannotBe() {
        String nurse = crew.competency();
        String home = world.site(30, 114);
        String hired = crew.personOffRoster(nurse, home, "");
        String volunteer = crew.personOffRoster(nurse, home, ",\"vetting\":\"APPLIED\"");

        post("officer", "staff/" + hired + "/vetting", "{\"state\":\"VETTED\"}").statusCode(409);
        post("officer", "staff/NO-SUCH/vetting", "{\"state\":\"VETTED\"}").statusCode(404);
        post("officer", "staff/" + volunteer + "/vetting", "{\"state\":\"EXPIRED\"}")
                .statusCode(422);
        post("officer", "staff/" + volunteer + "/vetting", "{}").statusCode(422);
        post(
                        "officer",
                        "staff/" + volunteer + "/vetting",
                        "{\"state\":\"VETTED\",\"validUntil\":\"%s\"}"
                                .formatted(LocalDate.now().plusDays(3000)))
                .statusCode(422);
        post(
                        "officer",
                        "staff/" + volunteer + "/vetting",
                        "{\"state\":\"VETTED\",\"validUntil\":\"%s\"}"
                                .formatted(LocalDate.now().minusDays(3)))
                .statusCode(422);
        post("keeper", "staff/" + volunteer + "/vetting", "{\"state\":\"VETTED\"}")
                .statusCode(403);
        as("viewer").get("/api/v1/staff/NO-SUCH/vetting").then().statusCode(404);
    }

    @Test
    void shouldKeepAPersonsTrainings() {
        String person = crew.personOffRoster(crew.competency(), world.site(30, 114), "");
        String held = "{\"kind\":\"TRAINING\",\"heldOn\":\"%s\",\"title\":\"Donning protective suits\"}";
        post("officer", "staff/" + person + "/exercises", held.formatted("2025-03-01"))
                .statusCode(201)
                .body("staff", equalTo(person));
        post("officer", "staff/" + person + "/exercises", held.formatted("2026-03-01"))
                .statusCode(201);
        post("officer", "staff/" + person + "/exercises", "{\"kind\":\"DRILL\",\"heldOn\":\"2026-03-01\"}")
                .statusCode(422);
        post(
                        "officer",
                        "staff/" + person + "/exercises",
                        held.formatted(LocalDate.now().plusDays(3)))
                .statusCode(422);
        post("officer", "staff/NO-SUCH/exercises", held.formatted("2026-03-01")).statusCode(404);
        as("viewer")
                .get("/api/v1/staff/" + person + "/exercises")
                .then()
                .body("items.heldOn", contains("2026-03-01", "2025-03-01"));
    }
}
