package dev.muster.unit;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What units' commands do to others, and what is told of it. */
@QuarkusTest
class UnitMovesTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Pool pool;

    private static String ask(String site, String item, String more) {
        return as("officer")
                .body(
                        "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"ASAP\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":1,\"from\":\"%s\",\"until\":\"%s\"%s}]}"
                                .formatted(UUID.randomUUID(), site, hours(60), item, hours(60), hours(70), more))
                .post("/api/v1/requests")
                .then()
                .statusCode(201)
                .body("state", equalTo("ALLOCATED"))
                .extract()
                .path("lines[0].allocations[0].id");
    }

    private static ValidatableResponse move(String path, String status) {
        return as("officer")
                .body("{\"status\":\"" + status + "\"}")
                .post("/api/v1/" + path + "/status")
                .then();
    }

    @Test
    void shouldNotLetATeamLeaveWhileOneOfItIsAway() {
        String nurse = crew.competency();
        String service = crew.competency();
        String home = world.site(30.1, 114);
        String busy = crew.person(nurse, home);
        String team = crew.team(service, home, List.of(busy, crew.person(nurse, home)));
        ask(world.site(30, 114), service, ",\"team\":true");
        as("officer")
                .body("{\"staff\":\"%s\",\"purpose\":\"DUTY\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(busy, hours(1), hours(3)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
        move("staff/" + busy, "EN_ROUTE").statusCode(200);
        move("staff/" + busy, "ON_SITE").statusCode(200);

        move("teams/" + team, "EN_ROUTE")
                .statusCode(409)
                .body("type", containsString("illegal-transition"))
                .body("detail", containsString(busy));

        as("officer").get("/api/v1/staff/" + busy).then().body("status", equalTo("ON_SITE"));
        as("officer").get("/api/v1/teams/" + team).then().body("status", equalTo("COMMITTED"));
    }

    private String person(String competency, String level, String home) {
        String number = Crew.code("P");
        Crew.putStaff(
                        number,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\",\"level\":\"%s\"}]}"
                                .formatted(home, competency, level))
                .statusCode(201);
        crew.onCall("staff", number);
        return number;
    }

    private static ValidatableResponse both(String site, String urgency, String mask, String nurse, String more) {
        return as("officer")
                .body(
                        ("{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":5},"
                                        + "{\"item\":\"%s\",\"quantity\":1,\"from\":\"%s\",\"until\":\"%s\"%s}]}")
                                .formatted(
                                        UUID.randomUUID(),
                                        site,
                                        urgency,
                                        hours(60),
                                        mask,
                                        nurse,
                                        hours(60),
                                        hours(70),
                                        more))
                .post("/api/v1/requests")
                .then()
                .statusCode(201)
                .body("state", equalTo("ALLOCATED"));
    }

    /** Goods are taken back from a request, then its nurse: that its first nurse was taken back by hand holds all the same. */
    @Test
    void shouldNotSendAgainWhomAnOfficerTookBackWhereGoodsAreTakenBackToo() {
        String nurse = crew.competency();
        String mask = world.item();
        String store = world.site(30.2, 114);
        world.receive(store, mask, 5);
        String junior = person(nurse, "JUNIOR", world.site(30.05, 114));
        String senior = person(nurse, "SENIOR", world.site(30.1, 114));
        String site = world.site(30, 114);
        ValidatableResponse first = both(site, "ROUTINE", mask, nurse, "");
        String request = first.body("lines[1].allocations[0].unit", equalTo(junior))
                .extract()
                .path("id");
        String booking = first.extract().path("lines[1].allocations[0].id");
        as("officer")
                .body("{\"reason\":\"needed at home\"}")
                .post("/api/v1/allocations/" + booking + "/release")
                .then()
                .statusCode(200);

        both(site, "STAT", mask, nurse, ",\"level\":\"SENIOR\"").body("lines[1].allocations[0].unit", equalTo(senior));

        as("officer")
                .get("/api/v1/requests/" + request)
                .then()
                .body("lines[0].allocated", equalTo(0))
                .body("lines[1].allocated", equalTo(0));
    }

    @Test
    void shouldTellUntilWhenAnExtendedUnitIsNeeded() {
        String type = crew.type();
        crew.asset(type, world.site(30.1, 114));
        String booking = ask(world.site(30, 114), type, "");

        as("officer")
                .body("{\"until\":\"" + hours(75) + "\"}")
                .post("/api/v1/bookings/" + booking + "/extend")
                .then()
                .statusCode(200);

        assertThat(lastTold(booking)).isEqualTo(hours(75));
    }

    private Instant lastTold(String booking) {
        return Instant.parse(pool.preparedQuery("select data ->> 'until' from event_log where subject = $1 "
                        + "and kind = 'allocation.reserved' order by seq desc limit 1")
                .execute(Tuple.of(booking))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0));
    }
}
