package dev.muster.unit;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Equipment and people asked for and decided at once, through the interface. */
@QuarkusTest
class UnitDecisionTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    private static String line(String item, int count, int from, int until, String more) {
        return "{\"item\":\"%s\",\"quantity\":%d,\"from\":\"%s\",\"until\":\"%s\"%s}"
                .formatted(item, count, hours(from), hours(until), more);
    }

    private static ValidatableResponse ask(String site, String urgency, String more, String... lines) {
        return as("officer")
                .body("{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\"%s,\"lines\":[%s]}"
                        .formatted(UUID.randomUUID(), site, urgency, hours(0), more, String.join(",", lines)))
                .post("/api/v1/requests")
                .then();
    }

    private static String words(String request, String language) {
        return as("officer")
                .header("Accept-Language", language)
                .get("/api/v1/requests/" + request + "/explanation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("decisions.words.flatten()")
                .toString();
    }

    private static void move(String path, String status) {
        as("officer")
                .body("{\"status\":\"" + status + "\"}")
                .post("/api/v1/" + path + "/status")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldGiveTheNearestAssetsAndSayWhyNotOthers() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String near = world.site(30.1, 114);
        String far = world.site(31, 114);
        String first = crew.asset(type, near);
        String broken = crew.asset(type, near);
        String second = crew.asset(type, far);
        move("assets/" + broken, "OUT_OF_SERVICE");

        String id = ask(hospital, "ASAP", "", line(type, 2, 0, 48, ""))
                .statusCode(201)
                .body("state", equalTo("ALLOCATED"))
                .body("lines[0].allocations.unit", contains(first, second))
                .body("lines[0].allocations.source", contains(near, far))
                .body("lines[0].allocations.state", contains("RESERVED", "RESERVED"))
                .body("lines[0].until", equalTo(hours(48).toString()))
                .extract()
                .path("id");

        as("viewer").get("/api/v1/assets/" + first).then().body("status", equalTo("RESERVED"));
        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("lines[0].allocations.unit", containsInAnyOrder(first, second));
        as("viewer").get("/api/v1/bookings?asset=" + first).then().body("items.request", contains(id));
        assertThat(words(id, "en")).contains(broken + " from " + near).contains("out of use (OUT_OF_SERVICE)");
        assertThat(words(id, "zh-CN")).contains("停用");

        ask(hospital, "ASAP", "", line(type, 1, 24, 30, ""))
                .statusCode(201)
                .body("lines[0].shortage", equalTo(1))
                .body("lines[0].reason", equalTo("NOT_ELIGIBLE"));
    }

    @Test
    void shouldSendWholeTeamsWithTheirMembersBooked() {
        String nurse = crew.competency();
        String service = crew.competency();
        String hospital = world.site(30, 114);
        String home = world.site(30.2, 114);
        String one = crew.person(nurse, home);
        String two = crew.person(nurse, home);
        String team = crew.team(service, home, List.of(one, two));
        String other = crew.team(service, home, List.of(two));

        ask(hospital, "ASAP", "", line(service, 1, 0, 24, ",\"team\":true"))
                .statusCode(201)
                .body("lines[0].allocations.unit", contains(team));
        as("viewer").get("/api/v1/bookings?team=" + team).then().body("items[0].members", containsInAnyOrder(one, two));
        as("viewer").get("/api/v1/staff/" + two).then().body("status", equalTo("COMMITTED"));

        String id = ask(hospital, "ASAP", "", line(nurse, 1, 0, 24, ""), line(service, 1, 12, 30, ",\"team\":true"))
                .statusCode(201)
                .body("lines[0].shortage", equalTo(1))
                .body("lines[1].shortage", equalTo(1))
                .extract()
                .path("id");
        assertThat(words(id, "en")).contains(other).contains("booked for something else (" + two + ")");
    }

    @Test
    void shouldRespectRosterCredentialAndRest() {
        String nurse = crew.competency();
        String hospital = world.site(30, 114);
        String home = world.site(30.2, 114);
        String off = crew.personOffRoster(nurse, home, "");
        String expiring = crew.personOffRoster(
                nurse,
                home,
                ",\"credentials\":[{\"kind\":\"LICENCE\",\"validUntil\":\"%s\"}]"
                        .formatted(hours(24)
                                .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                                .toLocalDate()));
        crew.onCall("staff", expiring);
        String tired = crew.person(nurse, home);
        as("officer")
                .body("{\"staff\":\"%s\",\"purpose\":\"DUTY\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(tired, hours(-3), hours(-1)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .body("unit", equalTo(tired));

        String id = ask(hospital, "ASAP", "", line(nurse, 3, 0, 72, ""))
                .statusCode(201)
                .body("lines[0].shortage", equalTo(3))
                .body("lines[0].reason", equalTo("NOT_ELIGIBLE"))
                .extract()
                .path("id");
        assertThat(words(id, "en"))
                .contains(off)
                .contains("neither on duty nor on call")
                .contains("LICENCE: credential not valid through the time, expires ")
                .contains("must rest; rest ends ");
        assertThat(words(id, "zh-CN")).contains("资质在任务期间失效").contains("须休息");

        ask(hospital, "ASAP", "", line(nurse, 1, 0, 8, ""))
                .statusCode(201)
                .body("lines[0].allocations.unit", contains(expiring));
    }

    @Test
    void shouldTakeBackFromLowerClassesWhoHaveNotLeft() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String home = world.site(30.1, 114);
        String asset = crew.asset(type, home);
        String low =
                ask(hospital, "ROUTINE", "", line(type, 1, 0, 24, "")).extract().path("id");

        String high = ask(world.site(30.3, 114), "STAT", "", line(type, 1, 2, 20, ""))
                .statusCode(201)
                .body("lines[0].allocations.unit", contains(asset))
                .extract()
                .path("id");
        as("viewer")
                .get("/api/v1/requests/" + low)
                .then()
                .body("state", equalTo("SUBMITTED"))
                .body("lines[0].allocations[0].state", equalTo("PREEMPTED"))
                .body("lines[0].allocations[0].preemptedBy", equalTo(high))
                .body("lines[0].shortage", equalTo(1));
        assertThat(words(high, "en")).contains(asset + " was taken back from " + hospital);

        move("assets/" + asset, "IN_TRANSIT");
        ask(hospital, "STAT", "", line(type, 1, 2, 20, "")).body("lines[0].shortage", equalTo(1));

        as("officer")
                .body("{}")
                .post("/api/v1/requests/" + high + "/cancel")
                .then()
                .statusCode(409);
    }

    @Test
    void shouldGoThereAndComeBackAndRest() {
        String nurse = crew.competency();
        String hospital = world.site(30, 114);
        String home = world.site(30.2, 114);
        String person = crew.person(nurse, home);
        String id =
                ask(hospital, "ASAP", "", line(nurse, 1, 0, 24, "")).extract().path("id");
        String waiting = ask(hospital, "ASAP", "", line(nurse, 1, 48, 60, ""))
                .body("lines[0].allocations.unit", contains(person))
                .extract()
                .path("id");

        as("officer")
                .body("{\"status\":\"ON_SITE\"}")
                .post("/api/v1/staff/" + person + "/status")
                .then()
                .statusCode(409);
        move("staff/" + person, "EN_ROUTE");
        as("viewer").get("/api/v1/requests/" + id).then().body("lines[0].allocations[0].state", equalTo("DISPATCHED"));
        move("staff/" + person, "ON_SITE");
        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("state", equalTo("FULFILLED"))
                .body("lines[0].received", equalTo(1));
        as("viewer").get("/api/v1/staff/" + person).then().body("site", equalTo(hospital));
        move("staff/" + person, "RETURNING");
        move("staff/" + person, "RESTING");
        as("viewer")
                .get("/api/v1/bookings?staff=" + person)
                .then()
                .body("items.purpose", containsInAnyOrder("ALLOCATION", "ALLOCATION", "REST"))
                .body("items.findAll { it.purpose == 'REST' }.size()", equalTo(1));
        as("viewer")
                .get("/api/v1/staff/" + person)
                .then()
                .body("site", equalTo(home))
                .body("status", equalTo("RESTING"));
        as("viewer")
                .get("/api/v1/staff/" + person + "/history")
                .then()
                .body("items.status", contains("RESTING", "RETURNING", "ON_SITE", "EN_ROUTE", "COMMITTED", "OFF_DUTY"));
        as("viewer")
                .get("/api/v1/requests/" + waiting)
                .then()
                .body("lines[0].allocations[0].state", equalTo("RESERVED"));
    }

    @Test
    void shouldWithdrawWhatIsStillToComeOfAPartlyReceivedRequest() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String home = world.site(30.2, 114);
        String there = crew.asset(type, home);
        String reserved = crew.asset(type, home);
        String id = ask(hospital, "ASAP", "", line(type, 3, 0, 24, ""))
                .body("lines[0].shortage", equalTo(1))
                .extract()
                .path("id");
        move("assets/" + there, "IN_TRANSIT");
        as("officer").post("/api/v1/requests/" + id + "/cancel").then().statusCode(409);
        move("assets/" + there, "IN_USE");
        as("viewer").get("/api/v1/requests/" + id).then().body("state", equalTo("PARTLY_RECEIVED"));

        as("officer")
                .post("/api/v1/requests/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"));
        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("lines[0].received", equalTo(1))
                .body("lines[0].allocations.findAll { it.state == 'RECEIVED' }.unit", contains(there))
                .body("lines[0].shortage", equalTo(0));
        as("viewer").get("/api/v1/assets/" + reserved).then().body("status", equalTo("AVAILABLE"));
        as("viewer").get("/api/v1/assets/" + there).then().body("status", equalTo("IN_USE"));
        as("officer").post("/api/v1/requests/" + id + "/cancel").then().statusCode(409);

        move("assets/" + there, "RETURNING");
        move("assets/" + there, "AVAILABLE");
        as("viewer").get("/api/v1/assets/" + there).then().body("site", equalTo(home));
        as("viewer").get("/api/v1/requests/" + id).then().body("state", equalTo("CANCELLED"));
    }

    @Test
    void shouldServeAShortLineWhenAUnitComesFree() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String asset = crew.asset(type, world.site(30.1, 114));
        String first =
                ask(hospital, "ASAP", "", line(type, 1, 0, 24, "")).extract().path("id");
        String second = ask(hospital, "ASAP", "", line(type, 1, 0, 24, ""))
                .body("lines[0].shortage", equalTo(1))
                .extract()
                .path("id");

        as("officer")
                .body("{}")
                .post("/api/v1/requests/" + first + "/cancel")
                .then()
                .statusCode(200);

        as("viewer")
                .get("/api/v1/requests/" + second)
                .then()
                .body("lines[0].allocations.unit", contains(asset))
                .body("state", equalTo("ALLOCATED"));
        String booking =
                as("viewer").get("/api/v1/requests/" + second).then().extract().path("lines[0].allocations[0].id");
        as("officer")
                .body("{}")
                .post("/api/v1/allocations/" + booking + "/release")
                .then()
                .statusCode(200);
        as("officer")
                .body("{}")
                .post("/api/v1/allocations/" + booking + "/release")
                .then()
                .statusCode(409);
        as("viewer")
                .get("/api/v1/requests/" + second)
                .then()
                .body("lines[0].allocations.state", contains("RELEASED"))
                .body("lines[0].shortage", equalTo(1));
        as("viewer").get("/api/v1/assets/" + asset).then().body("status", equalTo("AVAILABLE"));
    }

    @Test
    void shouldDecideMixedRequestsAllOrNothingOrInPart() {
        String type = crew.type();
        String nurse = crew.competency();
        String mask = world.item();
        String hospital = world.site(30, 114);
        String home = world.site(30.1, 114);
        String asset = crew.asset(type, home);
        world.receive(home, mask, 100);
        String[] lines = {
            "{\"item\":\"%s\",\"quantity\":60}".formatted(mask), line(type, 1, 0, 24, ""), line(nurse, 1, 0, 24, "")
        };

        ask(hospital, "ASAP", ",\"allOrNothing\":true", lines)
                .statusCode(409)
                .body("type", containsString("not-enough-stock"))
                .body("detail", containsString("line 3"));
        as("viewer").get("/api/v1/stock?item=" + mask).then().body("items[0].reserved", equalTo(0));
        as("viewer").get("/api/v1/assets/" + asset).then().body("status", equalTo("AVAILABLE"));
        as("viewer").get("/api/v1/bookings?asset=" + asset).then().body("items.size()", equalTo(0));

        String person = crew.person(nurse, home);
        ask(hospital, "ASAP", ",\"allOrNothing\":true", lines)
                .statusCode(201)
                .body("state", equalTo("ALLOCATED"))
                .body("lines[2].allocations.unit", contains(person));
        ask(hospital, "ASAP", "", lines)
                .statusCode(201)
                .body("state", equalTo("PARTLY_ALLOCATED"))
                .body("lines[0].allocated", equalTo(40));
    }

    @Test
    void shouldExtendOnlyWhereNothingStandsInTheWay() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        crew.asset(type, world.site(30.1, 114));
        String booking =
                ask(hospital, "ASAP", "", line(type, 1, 0, 24, "")).extract().path("lines[0].allocations[0].id");
        ask(hospital, "ASAP", "", line(type, 1, 48, 60, "")).body("lines[0].shortage", equalTo(0));

        extend(booking, 36).statusCode(200).body("id", equalTo(booking));
        extend(booking, 50).statusCode(409).body("type", containsString("not-free"));
        extend(booking, -1).statusCode(422);
        extend(booking, 24 * 365 * 10).statusCode(422);
        extend(UUID.randomUUID().toString(), 30).statusCode(404);
        extend(booking, 12).statusCode(200);
        as("viewer").get("/api/v1/requests?limit=1").then().statusCode(200);
    }

    private static ValidatableResponse extend(String booking, int until) {
        return as("officer")
                .body("{\"until\":\"" + hours(until) + "\"}")
                .post("/api/v1/bookings/" + booking + "/extend")
                .then();
    }

    @Test
    void shouldReplaceWhatBreaksDown() {
        String type = crew.type();
        String hospital = world.site(30, 114);
        String near = crew.asset(type, world.site(30.1, 114));
        String far = crew.asset(type, world.site(31.1, 114));
        String id = ask(hospital, "ASAP", "", line(type, 1, 0, 24, ""))
                .body("lines[0].allocations.unit", contains(near))
                .extract()
                .path("id");
        move("assets/" + near, "IN_TRANSIT");
        move("assets/" + near, "IN_USE");
        move("assets/" + near, "OUT_OF_SERVICE");

        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("lines[0].received", equalTo(0))
                .body("lines[0].allocations.findAll { it.state == 'RESERVED' }.unit", contains(far));
        as("officer")
                .body("{\"status\":\"RETIRED\"}")
                .post("/api/v1/assets/" + near + "/status")
                .then()
                .statusCode(200);
        as("officer")
                .body("{\"asset\":\"%s\",\"purpose\":\"LOAN\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(near, hours(1), hours(2)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("asset"));
    }

    @Test
    void shouldBookByHandAndNameAlternatives() {
        String type = crew.type();
        String home = world.site(30.1, 114);
        String asset = crew.asset(type, home);
        String other = crew.asset(type, home);
        String body = "{\"id\":\"%s\",\"asset\":\"%s\",\"purpose\":\"MAINTENANCE\",\"from\":\"%s\",\"until\":\"%s\"}";
        UUID id = UUID.randomUUID();
        String maintenance = body.formatted(id, asset, hours(0), hours(10));

        as("officer").body(maintenance).post("/api/v1/bookings").then().statusCode(201);
        as("officer")
                .body(maintenance)
                .post("/api/v1/bookings")
                .then()
                .statusCode(200)
                .body("id", equalTo(id.toString()));
        as("officer")
                .body(maintenance.replace("MAINTENANCE", "LOAN"))
                .post("/api/v1/bookings")
                .then()
                .statusCode(409);
        as("officer")
                .body(body.formatted(UUID.randomUUID(), asset, hours(9), hours(12)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(409)
                .body("detail", containsString(other));
        as("officer")
                .body(body.formatted(UUID.randomUUID(), asset, hours(12), hours(9)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422);
        as("officer")
                .body(body.formatted(UUID.randomUUID(), asset, hours(12), hours(24 * 3650)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("until"));
        as("keeper")
                .body(body.formatted(UUID.randomUUID(), asset, hours(12), hours(14)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(403);
        as("officer")
                .body(body.formatted(UUID.randomUUID(), "NO-SUCH", hours(12), hours(14)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(404);
        as("officer")
                .body("{\"purpose\":\"DUTY\"}")
                .post("/api/v1/bookings")
                .then()
                .statusCode(422);

        ask(world.site(30, 114), "STAT", "", line(type, 1, 2, 4, ""))
                .body("lines[0].allocations.unit", contains(other));
        as("officer")
                .body("{}")
                .post("/api/v1/bookings/" + id + "/release")
                .then()
                .statusCode(200);
        as("viewer").get("/api/v1/bookings/" + id).then().body("state", equalTo("RELEASED"));
    }

    @Test
    void shouldNotLetAKeeperReleaseStockOrOtherSitesUnits() {
        String mask = world.item();
        String type = crew.type();
        String home = world.site(30.1, 114);
        crew.asset(type, home);
        world.receive(home, mask, 10);
        List<String> ids = ask(
                        world.site(30, 114),
                        "ASAP",
                        "",
                        "{\"item\":\"%s\",\"quantity\":5}".formatted(mask),
                        line(type, 1, 0, 24, ""))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getList("lines.allocations.flatten().id");

        as("keeper")
                .body("{}")
                .post("/api/v1/bookings/" + ids.get(0) + "/release")
                .then()
                .statusCode(404);
        as("keeper")
                .body("{}")
                .post("/api/v1/bookings/" + ids.get(1) + "/release")
                .then()
                .statusCode(403);
        as("officer")
                .body("{}")
                .post("/api/v1/bookings/" + ids.get(1) + "/release")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldRefuseBadLinesAndChangeNothing() {
        String type = crew.type();
        String nurse = crew.competency();
        String mask = world.item();
        String hospital = world.site(30, 114);

        ask(hospital, "ASAP", "", line(type, 1, 24, 0, ""))
                .statusCode(422)
                .body("violations[0].field", equalTo("lines[0].until"));
        ask(hospital, "ASAP", "", line(type, 1, 0, 24 * 3650, "")).statusCode(422);
        ask(hospital, "ASAP", "", line(type, 1, -48, 24, ""))
                .statusCode(422)
                .body("violations[0].field", equalTo("lines[0].from"));
        ask(hospital, "ASAP", "", line(type, 5000, 0, 24, "")).statusCode(422);
        ask(hospital, "ASAP", "", line(type, 1, 0, 24, ",\"level\":\"SENIOR\"")).statusCode(422);
        ask(hospital, "ASAP", "", line(nurse, 1, 0, 24, ",\"level\":\"WIZARD\""))
                .statusCode(400);
        ask(hospital, "ASAP", "", line(mask, 1, 0, 24, "")).statusCode(422);
        ask(hospital, "ASAP", "", "{\"item\":\"%s\",\"quantity\":1}".formatted(type))
                .statusCode(422)
                .body("violations[0].field", equalTo("lines[0].until"));
        as("viewer").get("/api/v1/requests?site=" + hospital).then().body("items.size()", equalTo(0));
    }
}
