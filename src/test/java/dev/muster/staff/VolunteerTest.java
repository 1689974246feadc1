package dev.muster.staff;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.AWorld;
import dev.muster.unit.Crew;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
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

    @Inject
    Pool pool;

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

    @Test
    void shouldReleaseWhatARefusedVolunteerIsBookedFor() {
        String nurse = crew.competency();
        String volunteer = crew.personOffRoster(nurse, world.site(30.01, 114), ",\"vetting\":\"APPLIED\"");
        crew.onCall("staff", volunteer);
        String other = crew.person(nurse, world.site(30.2, 114));
        String path = "staff/" + volunteer + "/vetting";
        post("officer", path, "{\"state\":\"VETTED\"}").statusCode(201);
        String id = ask(nurse, 0);
        as("viewer").get("/api/v1/requests/" + id).then().body("lines[0].allocations.unit", contains(volunteer));
        post(
                        "officer",
                        "bookings",
                        "{\"staff\":\"%s\",\"purpose\":\"DUTY\",\"from\":\"%s\",\"until\":\"%s\"}"
                                .formatted(volunteer, hours(48), hours(50)))
                .statusCode(201);

        String refusal =
                "{\"id\":\"%s\",\"state\":\"REFUSED\",\"reason\":\"Papers were false\"}".formatted(UUID.randomUUID());
        post("commander", path, refusal).statusCode(201);
        post("commander", path, refusal).statusCode(201);

        as("viewer")
                .get("/api/v1/bookings?staff=" + volunteer)
                .then()
                .body("items.state", everyItem(equalTo("RELEASED")))
                .body("items.size()", equalTo(2));
        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("lines[0].shortage", equalTo(0))
                .body("lines[0].allocations.findAll { it.state == 'RESERVED' }.unit", contains(other));
        long released = pool.preparedQuery("select count(*) from audit_log where action = 'allocation.release' "
                        + "and actor = 'commander' and detail::text like '%' || $1 || '%'")
                .execute(Tuple.of(volunteer))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
        assertThat(released).isEqualTo(2);
    }

    @Test
    void shouldVetByStepsAlone() {
        String nurse = crew.competency();
        String home = world.site(30, 114);
        String person = "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"vetting\":\"%s\"}";
        String number = Crew.code("P");
        for (String state : new String[] {"VETTED", "REFUSED"}) {
            Crew.putStaff(number, person.formatted(home, nurse, state))
                    .statusCode(422)
                    .body("violations.field", contains("vetting"))
                    .body("violations[0].message", containsString("steps of the vetting"));
        }
        as("viewer").get("/api/v1/staff/" + number).then().statusCode(404);
        Crew.putStaff(number, person.formatted(home, nurse, "APPLIED")).statusCode(201);
        Crew.putStaff(number, person.formatted(home, nurse, "VETTED")).statusCode(422);
        String hired = person.formatted(home, nurse, "").replace(",\"vetting\":\"\"", "");
        Crew.putStaff(number, hired).statusCode(422);
        post("officer", "staff/" + number + "/vetting", "{\"state\":\"VETTED\"}")
                .statusCode(201);
        Crew.putStaff(number, person.formatted(world.site(30, 115), nurse, "VETTED"))
                .statusCode(200)
                .body("vetting", equalTo("VETTED"));
        Crew.putStaff(number, person.formatted(home, nurse, "REFUSED")).statusCode(422);
        Crew.putStaff(number, hired).statusCode(200).body("vetting", nullValue());
    }

    private String ask(String competency, int shortage) {
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
        return id;
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
