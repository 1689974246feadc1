package dev.muster.unit;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What officers decide about units by hand, what policies say of rest, and what time decides. */
@QuarkusTest
class UnitChoiceTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Desk desk;

    @Inject
    Pool pool;

    @Test
    void shouldSendWhomAnOfficerChoosesThoughTheRulesWouldNot() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String near = crew.asset(type, world.site(30.1, 114));
        String far = crew.asset(type, world.site(31, 114));
        String id = ask(hospital, type, 1, 0, 24, "");
        assertThat(units(id)).containsExactly(near);
        choose("officer", id, far, "").statusCode(422).body("violations[0].field", equalTo("line"));
        release(id);
        assertThat(units(id)).containsExactly(far);
        release(id);
        assertThat(units(id)).isEmpty();
        String command = UUID.randomUUID().toString();
        choose("officer", id, far, ",\"id\":\"" + command + "\"")
                .statusCode(201)
                .body("allocations[0].unit", equalTo(far))
                .body("allocations[0].officer", equalTo("officer"));
        choose("officer", id, far, ",\"id\":\"" + command + "\"").statusCode(200);
        choose("officer", id, near, ",\"id\":\"" + command + "\"").statusCode(409);
        Desk.explanation(id, "en").body("decisions[-1].officer", equalTo("officer"));

        String urgent = send(world.site(31.1, 114), type, "STAT", 1, 0, 24, "")
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(units(urgent)).doesNotContain(far);
    }

    @Test
    void shouldSetRulesAsideForACommanderWithAReasonOnlyAndNameThem() {
        String nurse = crew.competency();
        String hospital = world.site(30, 114);
        String home = world.site(30.1, 114);
        String person = crew.personOffRoster(
                nurse,
                home,
                ",\"credentials\":[{\"kind\":\"LICENCE\",\"validUntil\":\"" + LocalDate.now(ZoneId.of("Asia/Shanghai"))
                        + "\"}]");
        String id = ask(hospital, nurse, 1, 48, 60, "");
        assertThat(units(id)).isEmpty();
        choose("officer", id, person, "")
                .statusCode(422)
                .body("violations[0].field", equalTo("overrideReason"))
                .body("violations[0].message", containsString("CREDENTIAL LICENCE"))
                .body("violations[0].message", containsString("NOT_ON_ROSTER"));
        choose("officer", id, person, ",\"overrideReason\":\"nobody else\"").statusCode(403);
        choose("commander", id, person, ",\"overrideReason\":\"nobody else\"")
                .statusCode(201)
                .body("allocations[0].overrideReason", equalTo("nobody else"));
        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("lines[0].allocations[0].overrideReason", equalTo("nobody else"))
                .body("state", equalTo("ALLOCATED"));
        Desk.explanation(id, "en")
                .body("decisions[-1].units.skipped", hasItem("CREDENTIAL"))
                .body("decisions[-1].overrideReason", equalTo("nobody else"));
        assertThat(audited(id)).contains("nobody else");
    }

    @Test
    void shouldNeverSendWhoCannotBeWhoeverChooses() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String home = world.site(30.1, 114);
        String asset = crew.asset(type, home);
        String there = crew.asset(type, hospital);
        String other = crew.asset(crew.type(), home);
        ask(hospital, type, 1, 0, 24, "");
        String id = ask(hospital, type, 1, 12, 30, "");
        String because = ",\"overrideReason\":\"must\"";
        choose("commander", id, asset, because).statusCode(409).body("type", equalTo("/problems/not-free"));
        choose("commander", id, there, because)
                .statusCode(422)
                .body("violations[0].message", containsString("OWN_SITE"));
        choose("commander", id, other, because).statusCode(422).body("violations[0].field", equalTo("unit"));
        choose("commander", id, "NO-SUCH", because).statusCode(422);
        choose("commander", id, asset, ",\"source\":\"" + home + "\"").statusCode(422);
        choose("keeper", id, asset, because).statusCode(403);
        move("assets/" + asset, "OUT_OF_SERVICE");
        choose("commander", id, asset, because).statusCode(409).body("detail", containsString("OUT_OF_USE"));
        String supplies = desk.ask(hospital, world.item(), "ASAP", 1);
        choose("commander", supplies, asset, because).statusCode(422).body("violations[0].field", equalTo("unit"));
    }

    @Test
    void shouldEndARestThatACommanderSetsAsideAndRestByThePolicyOfTheLevel() {
        String nurse = crew.competency();
        String hospital = world.site(30, 114);
        String person = crew.person(nurse, world.site(30.1, 114));
        desk.select("IV", Desk.policy("\"rest\":{\"minutes\":120,\"longDutyMinutes\":4320,\"longMinutes\":600}"));
        try {
            String incident = Desk.incident("IV");
            String first = send(hospital, nurse, "ASAP", 1, 0, 10, ",\"incident\":\"" + incident + "\"")
                    .extract()
                    .path("id");
            assertThat(units(first)).containsExactly(person);
            String soon = send(hospital, nurse, "ASAP", 1, 16, 20, ",\"incident\":\"" + incident + "\"")
                    .extract()
                    .path("id");
            assertThat(units(soon)).containsExactly(person);
            assertThat(units(ask(hospital, nurse, 1, 26, 30, ""))).isEmpty();
            for (String status : List.of("EN_ROUTE", "ON_SITE", "RETURNING", "RESTING")) {
                move("staff/" + person, status);
            }
            String id = send(hospital, nurse, "STAT", 1, 1, 3, "")
                    .statusCode(201)
                    .extract()
                    .path("id");
            if (units(id).isEmpty()) {
                choose("commander", id, person, ",\"overrideReason\":\"life\"").statusCode(201);
            }
        } finally {
            desk.selectDefaults();
        }
    }

    @Test
    void shouldReleaseWhatNobodyCameForInTimeByTheDatabasesClockAndDecideAgain() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String asset = crew.asset(type, world.site(30.1, 114));
        String id = ask(hospital, type, 1, 0, 24, "");
        String waiting = ask(hospital, type, 1, 0, 24, "");
        execute("update booking set expires_at = now() - interval '1 second' where request_id = $1", id);
        desk.lookAgain(type);
        as("viewer").get("/api/v1/requests/" + id).then().body("lines[0].allocations.state", hasItem("EXPIRED"));
        // the same step decides both again: the one that was first has it anew
        assertThat(List.of(units(id), units(waiting))).contains(List.of(asset));
        assertThat(units(id).size() + units(waiting).size()).isEqualTo(1);
    }

    @Test
    void shouldReleaseWhatALateReturnCannotStandBesideAndReplaceIt() {
        String nurse = crew.competency();
        String hospital = world.site(30, 114);
        String home = world.site(30.1, 114);
        String late = crew.person(nurse, home);
        String first = ask(hospital, nurse, 1, 0, 2, "");
        assertThat(units(first)).containsExactly(late);
        for (String status : List.of("EN_ROUTE", "ON_SITE")) {
            move("staff/" + late, status);
        }
        String next = ask(world.site(30.3, 114), nurse, 1, 40, 50, "");
        assertThat(units(next)).containsExactly(late);
        // the deployment began long ago: it demands the long rest, into the next one
        execute(
                "update booking set period = tstzrange(now() - interval '80 hours', now() - interval '1 hour') where request_id = $1",
                first);
        execute(
                "update booking set period = tstzrange(now() + interval '12 hours', now() + interval '30 hours') where request_id = $1",
                next);
        String other = crew.person(nurse, home);
        assertThat(units(ask(hospital, nurse, 1, 0, 2, ""))).containsExactly(other);
        move("staff/" + late, "RETURNING");
        move("staff/" + late, "RESTING");
        as("viewer")
                .get("/api/v1/requests/" + next)
                .then()
                .body("lines[0].allocations.findAll { it.unit == '%s' }.state".formatted(late), contains("RELEASED"));
    }

    @Test
    void shouldTakeBackForAllOrNothingOnlyWhereAllCanThenBeHad() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String home = world.site(30.1, 114);
        crew.asset(type, home);
        crew.asset(type, home);
        String low = ask(hospital, type, 2, 0, 24, "");
        String all = ",\"allOrNothing\":true";
        send(hospital, type, "STAT", 3, 0, 24, all).statusCode(409).body("type", equalTo("/problems/not-enough-stock"));
        assertThat(units(low)).hasSize(2);
        send(hospital, type, "ASAP", 2, 0, 24, all).statusCode(409);
        assertThat(units(low)).hasSize(2);
        String high = send(hospital, type, "STAT", 2, 0, 24, all)
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(units(high)).hasSize(2);
        assertThat(units(low)).isEmpty();
    }

    @Test
    void shouldRestThoughSomethingThatWasBookedMustBeReleasedForIt() {
        String nurse = crew.competency();
        String person = crew.person(nurse, world.site(30.1, 114));
        String first = ask(world.site(30, 114), nurse, 1, 0, 2, "");
        String later = ask(world.site(30.3, 114), nurse, 1, 100, 104, "");
        assertThat(units(later)).containsExactly(person);
        move("staff/" + person, "EN_ROUTE");
        execute(
                "update booking set period = tstzrange(now() - interval '1 hour', upper(period)) where request_id = $1",
                first);
        move("staff/" + person, "ON_SITE");
        move("staff/" + person, "RETURNING");
        execute(
                "update booking set period = tstzrange(now() + interval '9 hours', now() + interval '20 hours') where request_id = $1",
                later);
        move("staff/" + person, "RESTING");
        as("viewer").get("/api/v1/staff/" + person).then().body("status", equalTo("RESTING"));
        as("officer")
                .body("{\"status\":\"EN_ROUTE\"}")
                .post("/api/v1/staff/" + person + "/status")
                .then()
                .statusCode(409);
        move("staff/" + person, "AVAILABLE");
        as("viewer")
                .get("/api/v1/bookings?staff=" + person)
                .then()
                .body("items.findAll { it.purpose == 'REST' }.state", contains("RETURNED"));
    }

    @Test
    void shouldNotExtendIntoALaterBookingByAMinute() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String asset = crew.asset(type, world.site(30.1, 114));
        String first = ask(hospital, type, 1, 0, 10, "");
        String booking = as("viewer")
                .get("/api/v1/bookings?asset=" + asset)
                .then()
                .extract()
                .path("items[0].id");
        String end = as("viewer")
                .get("/api/v1/bookings?asset=" + asset)
                .then()
                .extract()
                .path("items[0].until");
        as("officer")
                .body("{\"asset\":\"%s\",\"purpose\":\"DUTY\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(asset, java.time.Instant.parse(end).plusSeconds(3600), hours(40)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
        as("officer")
                .body("{\"until\":\"" + hours(11).plusSeconds(60) + "\"}")
                .post("/api/v1/bookings/" + booking + "/extend")
                .then()
                .statusCode(409);
        as("officer")
                .body("{\"until\":\"" + hours(11) + "\"}")
                .post("/api/v1/bookings/" + booking + "/extend")
                .then()
                .statusCode(200);
        assertThat(units(first)).containsExactly(asset);
    }

    private String ask(String site, String item, int count, int from, int until, String more) {
        return send(site, item, "ASAP", count, from, until, more)
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse send(
            String site, String item, String urgency, int count, int from, int until, String more) {
        return as("officer")
                .body(
                        "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\"%s,\"lines\":[{\"item\":\"%s\",\"quantity\":%d,\"from\":\"%s\",\"until\":\"%s\"}]}"
                                .formatted(
                                        UUID.randomUUID(),
                                        site,
                                        urgency,
                                        hours(0),
                                        more,
                                        item,
                                        count,
                                        hours(from),
                                        hours(until)))
                .post("/api/v1/requests")
                .then();
    }

    private static ValidatableResponse choose(String role, String request, String unit, String more) {
        return as(role).body("{\"request\":\"%s\",\"line\":1,\"unit\":\"%s\"%s}".formatted(request, unit, more))
                .post("/api/v1/allocations")
                .then();
    }

    private static List<String> units(String request) {
        return as("viewer")
                .get("/api/v1/requests/" + request)
                .then()
                .extract()
                .jsonPath()
                .getList(
                        "lines[0].allocations.findAll { it.state in ['RESERVED', 'DISPATCHED', 'RECEIVED'] }.unit",
                        String.class);
    }

    /** An officer takes it back: the unit is not sent for this line by rule any more. */
    private static void release(String request) {
        as("officer")
                .body("{}")
                .post("/api/v1/allocations/" + allocation(request) + "/release")
                .then()
                .statusCode(200);
    }

    private static String allocation(String request) {
        return as("viewer")
                .get("/api/v1/requests/" + request)
                .then()
                .extract()
                .jsonPath()
                .getString("lines[0].allocations.find { it.state == 'RESERVED' }.id");
    }

    private static void move(String path, String status) {
        as("officer")
                .body("{\"status\":\"" + status + "\"}")
                .post("/api/v1/" + path + "/status")
                .then()
                .statusCode(200);
    }

    private String audited(String request) {
        return pool.preparedQuery(
                        "select string_agg(detail::text, ' ') from audit_log where action = 'allocation.choose' and subject = $1")
                .execute(Tuple.of(request))
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void execute(String sql, String request) {
        pool.preparedQuery(sql)
                .execute(Tuple.of(UUID.fromString(request)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
