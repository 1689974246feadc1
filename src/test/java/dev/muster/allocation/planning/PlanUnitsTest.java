package dev.muster.allocation.planning;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.oneOf;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import dev.muster.allocation.Invariants;
import dev.muster.unit.Crew;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Equipment and staff in plans, through the interface. */
@QuarkusTest
class PlanUnitsTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Desk desk;

    @Inject
    Pool pool;

    @Inject
    Invariants invariants;

    String left;
    String near;
    String right;
    String far;

    /** left – near – right – far on a meridian. */
    @BeforeEach
    void aRow() {
        left = world.site(30.0, 114.0);
        near = world.site(30.1, 114.0);
        right = world.site(30.2, 114.0);
        far = world.site(31.5, 114.0);
    }

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    private static String ask(String site, String urgency, String item, int count, int from, int until, String more) {
        return as("officer")
                .body(
                        "{\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d,\"from\":\"%s\",\"until\":\"%s\"%s}]}"
                                .formatted(site, urgency, hours(from), item, count, hours(from), hours(until), more))
                .post("/api/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static List<String> units(String request) {
        return as("viewer")
                .get("/api/v1/requests/" + request)
                .then()
                .extract()
                .jsonPath()
                .getList("lines[0].allocations.findAll { it.state == 'RESERVED' }.unit");
    }

    private long count(String sql, Object... values) {
        return pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void shouldUncrossEquipmentWithSuppliesInOnePlan() {
        String type = crew.type();
        String mask = world.item();
        String one = crew.asset(type, near);
        String first = ask(right, "ROUTINE", type, 1, 0, 48, "");
        String other = crew.asset(type, far);
        String second = ask(left, "ROUTINE", type, 1, 0, 48, "");
        world.receive(near, mask, 100);
        String third = desk.ask(right, mask, "ROUTINE", 100);
        world.receive(far, mask, 100);
        String fourth = desk.ask(left, mask, "ROUTINE", 100);
        assertThat(units(first)).containsExactly(one);
        assertThat(units(second)).containsExactly(other);

        String plan = PlanDesk.make(PlanDesk.of(type, mask));
        JsonPath made = PlanDesk.plan(plan);
        assertThat(made.getInt("lines")).isEqualTo(4);
        assertThat(made.getBoolean("result.optimal")).isTrue();
        assertThat(made.getString("result.comparison")).isEqualTo("NEARER");
        assertThat(made.getInt("result.changes.lines")).isEqualTo(4);
        assertThat(made.getLong("result.changes.moved")).isEqualTo(202);
        PlanDesk.get(plan, "/changes?item=" + type)
                .body("items", hasSize(4))
                .body("items.unit", containsInAnyOrder(one, other, one, other))
                .body(
                        "items.find { it.unit == '" + one + "' && it.request == '" + second + "' }.change",
                        equalTo("ADDED"))
                .body(
                        "items.find { it.unit == '" + one + "' && it.request == '" + first + "' }.change",
                        equalTo("DROPPED"));
        assertThat(as("officer")
                        .accept("text/csv")
                        .get("/api/v1/plans/" + plan + "/changes")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains(",unit")
                .contains(one);
        PlanDesk.get(plan, "/lines?request=" + first)
                .body("items[0].sources.unit", containsInAnyOrder(one, other))
                .body("items[0].served", equalTo(1));
        as("viewer")
                .header("Accept-Language", "en")
                .get("/api/v1/plans/" + plan + "/lines?request=" + first)
                .then()
                .body("items[0].words", hasItem(containsString(other + " comes, from " + far)))
                .body("items[0].words", hasItem(containsString(one + ", reserved from " + near)));

        String answer = PlanDesk.apply(plan, "{}")
                .statusCode(200)
                .body("applied", equalTo(4))
                .body("lines.result", everyItem(equalTo("APPLIED")))
                .extract()
                .asString();
        assertThat(PlanDesk.apply(plan, "{}").extract().asString()).isEqualTo(answer);
        assertThat(units(first)).containsExactly(other);
        assertThat(units(second)).containsExactly(one);
        assertThat(Desk.allocated(third) + Desk.allocated(fourth)).isEqualTo(200);
        assertThat(count(
                        "select count(*) from audit_log where action = 'allocation.move' and detail ->> 'plan' = $1",
                        plan))
                .isEqualTo(4);
        Desk.explanation(first, "en")
                .body("decisions[-1].plan", equalTo(plan))
                .body("decisions[-1].words", hasItem(containsString("by plan " + plan)));
        assertThat(count(
                        "select count(*) from plan_source where plan = $1 and unit_id is not null",
                        UUID.fromString(plan)))
                .isEqualTo(4);
    }

    /** One asset serves two needs one after the other; only with both does everybody get one. */
    @Test
    void shouldUseOneUnitTwiceWhereTimesDoNotMeet() {
        String type = crew.type();
        String early = ask(left, "URGENT", type, 1, 0, 10, "");
        String late = ask(right, "URGENT", type, 1, 40, 50, "");
        String whole = ask(right, "ROUTINE", type, 1, 0, 50, "");
        String asset = crew.asset(type, near);
        String plan = PlanDesk.make(PlanDesk.of(type));
        PlanDesk.get(plan, "")
                .body("result.optimal", equalTo(true))
                // EQUAL if the service has looked again by itself meanwhile
                .body("result.comparison", oneOf("SERVES_MORE", "EQUAL"))
                .body("result.classes[0].served", equalTo(2))
                .body("result.classes[1].missing", equalTo(1));
        PlanDesk.get(plan, "/lines?request=" + whole).body("items[0].reason", equalTo("SCARCE"));
        as("viewer")
                .header("Accept-Language", "en")
                .get("/api/v1/plans/" + plan + "/advice")
                .then()
                .body(
                        "items.find { it.item == '" + type + "' }.words",
                        containsString("One more of " + type + " at " + near))
                .body("items.find { it.item == '" + type + "' }.serves.request", equalTo(whole));
        PlanDesk.apply(plan, "{}").statusCode(200).body("redecided", equalTo(0));
        assertThat(units(early)).containsExactly(asset);
        assertThat(units(late)).containsExactly(asset);
        assertThat(units(whole)).isEmpty();
    }

    @Test
    void shouldSendPeopleAndTeamsButNobodyTwice() {
        String nurse = crew.competency();
        String service = crew.competency();
        String alone = ask(left, "ROUTINE", nurse, 2, 0, 24, "");
        String whole = ask(right, "STAT", service, 1, 0, 24, ",\"team\":true");
        String one = crew.person(nurse, near);
        String two = crew.person(nurse, near);
        String tired = crew.personOffRoster(nurse, near, "");
        String team = crew.team(service, near, List.of(one));
        String plan = PlanDesk.make(PlanDesk.of(nurse, service));
        PlanDesk.get(plan, "")
                .body("result.optimal", equalTo(true))
                .body("result.comparison", oneOf("SERVES_MORE", "EQUAL"));
        PlanDesk.get(plan, "/lines?request=" + whole).body("items[0].sources.unit", contains(team));
        PlanDesk.get(plan, "/lines?request=" + alone)
                .body("items[0].sources.findAll { it.planned > 0 }.unit", contains(two))
                .body("items[0].missing", equalTo(1));
        JsonPath applied = PlanDesk.applied(plan);
        assertThat(applied.getInt("redecided")).isZero();
        assertThat(units(whole)).containsExactly(team);
        assertThat(units(alone)).containsExactly(two).doesNotContain(tired);
    }

    /** Only with the plan's look at all does the foremost need not take the one who alone can serve the other. */
    @Test
    void shouldLeaveWhoeverAloneCanServeAnother() {
        String nurse = crew.competency();
        String doctor = crew.competency();
        String first = ask(left, "STAT", nurse, 1, 0, 24, "");
        String second = ask(left, "STAT", doctor, 1, 0, 24, "");
        String both = Crew.code("P");
        Crew.putStaff(
                        both,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"},{\"competency\":\"%s\"}]}"
                                .formatted(near, nurse, doctor))
                .statusCode(201);
        String only = crew.personOffRoster(nurse, far, "");
        crew.onCall("staff", both);
        crew.onCall("staff", only);
        PlanDesk.applied(PlanDesk.make(PlanDesk.of(nurse, doctor)));
        assertThat(units(first)).containsExactly(only);
        assertThat(units(second)).containsExactly(both);
    }

    @Test
    void shouldTakeOnlyWhatThePolicyLetsAHigherClassTake() {
        String type = crew.type();
        String asset = crew.asset(type, near);
        String low = ask(left, "ROUTINE", type, 1, 0, 24, "");
        String keeps = Desk.policy("\"preemption\":{\"allowed\":false}");
        desk.select("NONE", keeps);
        String high = ask(right, "STAT", type, 1, 0, 24, "");
        PlanDesk.get(PlanDesk.make(PlanDesk.of(type)), "").body("result.changes.lines", equalTo(0));
        desk.selectDefaults();
        String plan = PlanDesk.make(PlanDesk.of(type));
        PlanDesk.get(plan, "").body("result.changes.dropped", equalTo(1)).body("result.classes[0].served", equalTo(1));
        desk.select("NONE", keeps);
        assertThat(PlanDesk.applied(plan).getList("lines.cause")).contains("NOT_ALLOWED");
        assertThat(units(low)).containsExactly(asset);
        desk.selectDefaults();
        PlanDesk.apply(plan, "{\"id\":\"" + UUID.randomUUID() + "\"}")
                .statusCode(200)
                .body("applied", equalTo(2));
        assertThat(units(high)).containsExactly(asset);
        assertThat(units(low)).isEmpty();
        as("viewer").get("/api/v1/requests/" + low).then().body("lines[0].allocations[0].preemptedBy", equalTo(high));
    }

    @Test
    void shouldDecideAnewWhatHasChangedSince() {
        String type = crew.type();
        String one = crew.asset(type, near);
        String first = ask(right, "ROUTINE", type, 1, 0, 48, "");
        String other = crew.asset(type, far);
        String second = ask(left, "ROUTINE", type, 1, 0, 48, "");
        String plan = PlanDesk.make(PlanDesk.of(type));
        as("officer")
                .body("{\"status\":\"OUT_OF_SERVICE\"}")
                .post("/api/v1/assets/" + other + "/status")
                .then()
                .statusCode(200);
        JsonPath applied = PlanDesk.applied(plan);
        assertThat(applied.getList("lines.result")).contains("RE_DECIDED");
        assertThat(units(first).size() + units(second).size()).isEqualTo(1);
        assertThat(units(first).isEmpty() ? units(second) : units(first)).containsExactly(one);
    }

    @Test
    void shouldSupposeClosedSitesForUnitsButNoExtraUnits() {
        String type = crew.type();
        String one = crew.asset(type, near);
        crew.asset(type, far);
        String request = ask(left, "URGENT", type, 1, 0, 24, "");
        assertThat(units(request)).containsExactly(one);
        String plan = PlanDesk.make(PlanDesk.of(type) + ",\"whatIf\":{\"closedSites\":[\"%s\"]}".formatted(near));
        PlanDesk.get(plan, "")
                .body("hypothetical", equalTo(true))
                .body("result.classes[0].served", equalTo(1))
                .body("result.changes.moved", equalTo(1));
        PlanDesk.get(plan, "/lines").body("items[0].sources.find { it.planned == 1 }.site", equalTo(far));
        PlanDesk.apply(plan, "{}").statusCode(422);
        PlanDesk.ask(PlanDesk.of(type)
                        + ",\"whatIf\":{\"extraStock\":[{\"site\":\"%s\",\"item\":\"%s\",\"quantity\":1}]}"
                                .formatted(near, type))
                .statusCode(422)
                .body("violations.field", hasItem("whatIf.extraStock[0].item"));
        PlanDesk.get(PlanDesk.make(PlanDesk.of(type) + ",\"movable\":\"NOTHING\""), "")
                .body("result.changes.lines", equalTo(0));
    }
}
