package dev.muster.unit;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.code;
import static dev.muster.unit.Crew.hours;
import static dev.muster.unit.Crew.putAsset;
import static dev.muster.unit.Crew.putStaff;
import static dev.muster.unit.Crew.putTeam;
import static dev.muster.unit.Crew.roster;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnitRegisterTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Test
    void shouldKeepAnAsset() {
        String type = crew.type();
        String home = world.site(30, 114);
        String tag = code("A");
        String body = "{\"type\":\"%s\",\"home\":\"%s\",\"serial\":\"SN 1\",\"accessories\":[\"hose\",\"filter\"]}"
                .formatted(type, home);

        putAsset(tag, body).statusCode(201).header("ETag", equalTo("\"0\"")).body("status", equalTo("AVAILABLE"));
        putAsset(tag, body).statusCode(200).header("ETag", equalTo("\"0\""));
        putAsset(tag, body.replace("SN 1", "SN 2")).statusCode(200).header("ETag", equalTo("\"1\""));
        as("admin")
                .header("If-Match", "\"0\"")
                .body(body)
                .put("/api/v1/assets/" + tag)
                .then()
                .statusCode(412);

        as("viewer")
                .get("/api/v1/assets/" + tag)
                .then()
                .statusCode(200)
                .body("serial", equalTo("SN 2"))
                .body("site", equalTo(home))
                .body("accessories", contains("hose", "filter"));
        as("viewer")
                .get("/api/v1/assets/" + tag + "/history")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].status", equalTo("AVAILABLE"));
    }

    @Test
    void shouldListNearestFirstPageByPageAndAsCsv() {
        String type = crew.type();
        String near = world.site(30, 114);
        String far = world.site(31, 114);
        String first = crew.asset(type, near);
        String last = crew.asset(type, far);

        String next = as("viewer")
                .get("/api/v1/assets?limit=1&type=" + type + "&near=29.9,114")
                .then()
                .statusCode(200)
                .body("items.code", contains(first))
                .body("items[0].distanceKm", greaterThan(10f))
                .extract()
                .path("next");
        as("viewer")
                .get("/api/v1/assets?limit=1&type=" + type + "&near=29.9,114&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.code", contains(last))
                .body("next", equalTo(null));
        as("viewer").get("/api/v1/assets?near=somewhere").then().statusCode(400);
        as("viewer").get("/api/v1/assets?status=ASLEEP").then().statusCode(400);
        as("viewer")
                .accept("text/csv")
                .get("/api/v1/assets?type=" + type)
                .then()
                .statusCode(200)
                .body(containsString(first + "," + type));
    }

    @Test
    void shouldKeepAPersonAndATeam() {
        String doctor = crew.competency();
        String home = world.site(30, 114);
        String number = code("P");
        putStaff(
                        number,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\",\"level\":\"SENIOR\"}],\"credentials\":[{\"kind\":\"LICENCE\",\"competency\":\"%s\",\"validUntil\":\"2099-02-28\"}]}"
                                .formatted(home, doctor, doctor))
                .statusCode(201)
                .body("status", equalTo("OFF_DUTY"))
                .body("name", equalTo(null));
        String team = code("T");
        putTeam(
                        team,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"members\":[\"%s\"],\"composition\":[{\"competency\":\"%s\",\"level\":\"SENIOR\",\"people\":1}]}"
                                .formatted(home, doctor, number, doctor))
                .statusCode(201);

        as("auditor")
                .get("/api/v1/staff/" + number)
                .then()
                .statusCode(200)
                .body("competencies[0].level", equalTo("SENIOR"))
                .body("credentials[0].validUntil", equalTo("2099-02-28"));
        as("auditor")
                .get("/api/v1/teams/" + team)
                .then()
                .statusCode(200)
                .body("members", contains(number))
                .body("composition[0].people", equalTo(1));
        as("auditor").get("/api/v1/teams/" + number).then().statusCode(404);
        as("auditor").get("/api/v1/events?limit=1000").then().statusCode(200);
    }

    @Test
    void shouldRefuseBadUnitsWithReasonsAndChangeNothing() {
        String doctor = crew.competency();
        String type = crew.type();
        String home = world.site(30, 114);
        String person = crew.personOffRoster(doctor, home, "");
        String tag = code("A");

        putAsset(tag, "{\"type\":\"%s\",\"home\":\"%s\"}".formatted(doctor, home))
                .statusCode(422)
                .body("violations.field", hasItem("type"));
        putAsset(tag, "{\"type\":\"NO-SUCH\",\"home\":\"NOWHERE\"}")
                .statusCode(422)
                .body("violations.field", contains("home", "type"));
        putAsset(tag, "{\"type\":\"%s\",\"home\":\"%s\",\"accessories\":[\"a\",\"a\"]}".formatted(type, home))
                .statusCode(422)
                .body("violations.field", contains("accessories[1]"));
        as("admin").get("/api/v1/assets/" + tag).then().statusCode(404);

        String number = code("P");
        putStaff(
                        number,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\",\"level\":\"WIZARD\"}]}"
                                .formatted(home, doctor))
                .statusCode(400);
        putStaff(
                        number,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"credentials\":[{\"kind\":\"LICENCE\",\"validUntil\":\"2020-02-29\"}]}"
                                .formatted(home, doctor))
                .statusCode(422)
                .body("violations[0].field", equalTo("credentials[0].validUntil"))
                .body("violations[0].message", containsString("2020"));
        as("admin").get("/api/v1/staff/" + number).then().statusCode(404);

        String team = code("T");
        putTeam(
                        team,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"members\":[\"%s\",\"%s\",\"NOBODY\"]}"
                                .formatted(home, doctor, person, person))
                .statusCode(422)
                .body("violations.field", contains("members[1]"));
        putTeam(
                        team,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"members\":[\"%s\",\"NOBODY\"]}"
                                .formatted(home, doctor, person))
                .statusCode(422)
                .body("violations.field", contains("members[1]"));
        as("admin").get("/api/v1/teams/" + team).then().statusCode(404);
        as("keeper").body("{}").put("/api/v1/teams/" + team).then().statusCode(403);
    }

    @Test
    void shouldRefuseOverlappingShiftsAllOrNone() {
        String person = crew.personOffRoster(crew.competency(), world.site(30, 114), "");
        String shift = "{\"staff\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}";

        roster(shift.formatted(person, hours(0), hours(8)), shift.formatted(person, hours(7), hours(16)))
                .statusCode(422)
                .body("violations.field", contains("shifts[1]"));
        as("viewer").get("/api/v1/rosters?staff=" + person).then().body("items.size()", equalTo(0));

        roster(shift.formatted(person, hours(0), hours(8)), shift.formatted(person, hours(8), hours(16)))
                .statusCode(201)
                .body("shifts[0].id", notNullValue());
        roster(shift.formatted(person, hours(15), hours(17))).statusCode(422);
        roster(shift.formatted(person, hours(20), hours(19)))
                .statusCode(422)
                .body("violations[0].field", equalTo("shifts[0].until"));
        roster(shift.formatted(person, hours(20), hours(20 + 24 * 40))).statusCode(422);
        roster(shift.formatted("NOBODY", hours(20), hours(21))).statusCode(422);
        roster("{\"from\":\"%s\",\"until\":\"%s\"}".formatted(hours(20), hours(21)))
                .statusCode(422);

        String id = as("viewer")
                .get("/api/v1/rosters?staff=" + person)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .extract()
                .path("items[1].id");
        as("officer").delete("/api/v1/rosters/" + id).then().statusCode(204);
        as("officer").delete("/api/v1/rosters/" + id).then().statusCode(404);
        as("keeper")
                .body("{\"shifts\":[" + shift.formatted(person, hours(8), hours(9)) + "]}")
                .post("/api/v1/rosters")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldAnswerARosterSentAgainAsTheFirstTime() {
        String person = crew.personOffRoster(crew.competency(), world.site(30, 114), "");
        UUID id = UUID.randomUUID();
        String body = "{\"id\":\"%s\",\"shifts\":[{\"staff\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}]}";
        List<String> ids = List.of(id.toString(), id.toString()).stream()
                .map(again -> as("officer")
                        .body(body.formatted(again, person, hours(0), hours(8)))
                        .post("/api/v1/rosters")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("shifts[0].id"))
                .toList();
        org.assertj.core.api.Assertions.assertThat(ids.get(0)).isEqualTo(ids.get(1));
        as("officer")
                .body(body.formatted(id, person, hours(0), hours(9)))
                .post("/api/v1/rosters")
                .then()
                .statusCode(409);
    }
}
