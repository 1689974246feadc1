package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.allocated;
import static dev.muster.allocation.Desk.explanation;
import static dev.muster.allocation.Desk.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import dev.muster.allocation.Invariants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans through the interface: what they say, and what comes of applying them. */
@QuarkusTest
class PlanResourceTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Pool pool;

    @Inject
    Invariants invariants;

    String near;
    String far;
    String left;
    String right;
    String mask;

    /** left – near – right – far on a meridian: whoever asks first takes what the other one needs more. */
    @BeforeEach
    void aRow() {
        left = world.site(30.0, 114.0);
        near = world.site(30.1, 114.0);
        right = world.site(30.2, 114.0);
        far = world.site(31.5, 114.0);
        mask = world.item();
    }

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
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

    /** Right is served from near, left then from far, although it should be the other way round. */
    private String[] crossed() {
        world.receive(near, mask, 100);
        String first = desk.ask(right, mask, "ROUTINE", 100);
        world.receive(far, mask, 100);
        String second = desk.ask(left, mask, "ROUTINE", 100);
        return new String[] {first, second};
    }

    @Test
    void shouldFindTheNearerAssignmentAndShowTheDifference() {
        String[] requests = crossed();
        String plan = PlanDesk.make(PlanDesk.of(mask));
        JsonPath made = PlanDesk.plan(plan);
        assertThat(made.getBoolean("result.optimal")).isTrue();
        assertThat(made.getString("result.comparison")).isEqualTo("NEARER");
        assertThat(made.getLong("result.changes.moved")).isEqualTo(200);
        assertThat(made.getLong("result.changes.dropped")).isZero();
        assertThat(made.getLong("result.quantityMinutes")).isLessThan(made.getLong("result.quantityMinutesNow"));
        assertThat(made.getInt("lines")).isEqualTo(2);
        assertThat(made.getInt("planned")).isEqualTo(2);
        PlanDesk.get(plan, "/changes?limit=3")
                .body("items", hasSize(3))
                .body("next", notNullValue())
                .body("items[0].request", equalTo(requests[0]))
                .body("items[0].source", equalTo(near))
                .body("items[0].change", equalTo("DROPPED"))
                .body("items[0].now", equalTo(100))
                .body("items[0].planned", equalTo(0));
        String next = PlanDesk.get(plan, "/changes?limit=3").extract().path("next");
        PlanDesk.get(plan, "/changes?limit=3&cursor=" + next)
                .body("items.request", contains(requests[1]))
                .body("next", nullValue());
        PlanDesk.get(plan, "/changes?item=" + mask + "&source=" + near)
                .body("items.source", contains(near, near))
                .body("items.change", containsInAnyOrder("DROPPED", "ADDED"));
        PlanDesk.get(plan, "/lines?changed=true&item=" + mask).body("items.request", contains(requests));
        assertThat(Desk.as("officer")
                        .accept("text/csv")
                        .get("/api/v1/plans/" + plan + "/changes")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()
                        .lines())
                .hasSize(5);
        request(requests[0]).body("lines[0].allocations.source", contains(near));
    }

    @Test
    void shouldApplyAPlanAndGiveTheSameAnswerAgain() {
        String[] requests = crossed();
        String plan = PlanDesk.make(PlanDesk.of(mask));
        String first = PlanDesk.apply(plan, "{}")
                .statusCode(200)
                .body("applied", equalTo(2))
                .body("lines.result", everyItem(equalTo("APPLIED")))
                .extract()
                .asString();
        assertThat(allocatedFrom(requests[0])).isEqualTo(far);
        assertThat(allocatedFrom(requests[1])).isEqualTo(near);
        assertThat(PlanDesk.apply(plan, "{}").statusCode(200).extract().asString())
                .isEqualTo(first);
        PlanDesk.get(plan, "").body("appliedAt", notNullValue());
        explanation(requests[0], "en")
                .body("decisions[-1].served", equalTo(100))
                .body("decisions[-1].plan", equalTo(plan))
                .body("decisions[-1].lost.state", contains("PREEMPTED"))
                .body("decisions[-1].words", hasItem(containsString("by plan " + plan)));
        assertThat(count(
                        "select count(*) from audit_log where action = 'allocation.move' and detail ->> 'plan' = $1",
                        plan))
                .isEqualTo(2);
        assertThat(count("select count(*) from audit_log where action = 'plan.apply' and subject = $1", plan))
                .isEqualTo(1);
        PlanDesk.apply(plan, "{\"id\":\"" + UUID.randomUUID() + "\"}")
                .statusCode(200)
                .body("applied", equalTo(2))
                .body("lines.cause", everyItem(equalTo("ALREADY")));
    }

    private static String allocatedFrom(String request) {
        return request(request).extract().path("lines[0].allocations.find { it.state == 'RESERVED' }.source");
    }

    @Test
    void shouldDecideAnewWhatHasChangedSince() {
        String[] requests = crossed();
        String plan = PlanDesk.make(PlanDesk.of(mask));
        Desk.as("officer")
                .post("/api/v1/requests/" + requests[1] + "/cancel")
                .then()
                .statusCode(200);
        JsonPath applied = PlanDesk.applied(plan);
        assertThat(applied.getInt("skipped")).isEqualTo(1);
        assertThat(applied.getString("lines.find { it.request == '" + requests[1] + "' }.cause"))
                .isEqualTo("LINE_CLOSED");
        assertThat(allocated(requests[0])).isEqualTo(100);
    }

    @Test
    void shouldNeverForceWhatASourceNoLongerHas() {
        String plan;
        String request;
        do {
            // the service may look again by itself while the floor is down, then there is nothing left to change
            String item = world.item();
            world.receive(near, item, 100);
            Desk.floor(near, item, 100);
            request = desk.ask(left, item, "ROUTINE", 60);
            Desk.floor(near, item, 0);
            plan = PlanDesk.make(PlanDesk.of(item));
            Desk.floor(near, item, 70);
        } while (allocated(request) > 30);
        assertThat(PlanDesk.plan(plan).getString("result.comparison")).isEqualTo("SERVES_MORE");
        JsonPath applied = PlanDesk.applied(plan);
        assertThat(applied.getString("lines[0].result")).isEqualTo("RE_DECIDED");
        assertThat(applied.getString("lines[0].cause")).isIn("SOURCE_CHANGED", "LINE_CHANGED");
        assertThat(allocated(request)).isLessThanOrEqualTo(30);
    }

    @Test
    void shouldTakeOnlyWhatThePolicyLetsAHigherClassTake() {
        world.receive(near, mask, 100);
        world.receive(far, mask, 40);
        String keeps = Desk.policy("\"preemption\":{\"allowed\":false}");
        desk.select("NONE", keeps);
        String routine = desk.ask(right, mask, "ROUTINE", 140);
        String stat = desk.ask(left, mask, "STAT", 100);
        assertThat(allocated(stat)).isZero();
        String plan = PlanDesk.make(PlanDesk.of(mask));
        assertThat(PlanDesk.plan(plan).getInt("result.changes.lines")).isZero();
        desk.selectDefaults();
        String other = PlanDesk.make(PlanDesk.of(mask));
        JsonPath made = PlanDesk.plan(other);
        assertThat(made.getLong("result.changes.dropped")).isEqualTo(100);
        assertThat(made.getLong("result.classes[0].served")).isEqualTo(100);
        desk.select("NONE", keeps);
        JsonPath applied = PlanDesk.applied(other);
        assertThat(applied.getList("lines.cause")).contains("NOT_ALLOWED");
        assertThat(allocated(routine)).isEqualTo(140);
        desk.selectDefaults();
        desk.lookAgain(mask);
        assertThat(allocated(stat)).isEqualTo(100);
        assertThat(allocated(routine)).isEqualTo(40);
    }

    @Test
    void shouldNeverTakeFromALineForItsOwnClass() {
        world.receive(near, mask, 100);
        String first = desk.ask(far, mask, "URGENT", 100);
        String second = desk.ask(left, mask, "URGENT", 100);
        assertThat(allocated(second)).isZero();
        String plan = PlanDesk.make(PlanDesk.of(mask));
        PlanDesk.get(plan, "").body("result.comparison", equalTo("EQUAL")).body("result.changes.lines", equalTo(0));
        PlanDesk.get(plan, "/lines?request=" + second)
                .body("items[0].reason", equalTo("SCARCE"))
                .body("items[0].missing", equalTo(100));
        assertThat(allocated(first)).isEqualTo(100);
    }

    @Test
    void shouldAdviseWhereOneMoreWouldHelp() {
        world.receive(near, mask, 100);
        desk.ask(left, mask, "STAT", 120);
        String plan = PlanDesk.make(PlanDesk.of(mask));
        Desk.as("viewer")
                .header("Accept-Language", "en")
                .get("/api/v1/plans/" + plan + "/advice")
                .then()
                .statusCode(200)
                .body("items[0].item", equalTo(mask))
                .body("items[0].site", equalTo(near))
                .body("items[0].serves.site", equalTo(left))
                .body(
                        "items[0].words",
                        equalTo("One more of " + mask + " at " + near + " would serve the need of " + left
                                + " (no incident, STAT (life at risk)), which lacks 20."));
        PlanDesk.get(plan, "/lines")
                .body("items[0].words", hasItem(containsString("the nearest that has any")))
                .body("items[0].words", hasItem("Missing: 20, since what there is serves needs that come first."));
        Desk.as("viewer")
                .header("Accept-Language", "zh-CN")
                .get("/api/v1/plans/" + plan + "/lines")
                .then()
                .body("items[0].words", hasItem(containsString("最近")));
    }

    @Test
    void shouldShowWhatIfAndRefuseToApplyIt() {
        world.receive(near, mask, 100);
        String request = desk.ask(left, mask, "STAT", 150);
        String extra = PlanDesk.make(PlanDesk.of(mask)
                + ",\"whatIf\":{\"extraStock\":[{\"site\":\"%s\",\"item\":\"%s\",\"quantity\":30}]}"
                        .formatted(far, mask));
        PlanDesk.get(extra, "").body("hypothetical", equalTo(true)).body("result.classes[0].served", equalTo(130));
        PlanDesk.apply(extra, "{}").statusCode(422).body("detail", containsString("supposes"));
        String closed = PlanDesk.make(PlanDesk.of(mask) + ",\"whatIf\":{\"closedSites\":[\"%s\"]}".formatted(near));
        PlanDesk.get(closed, "")
                .body("result.classes[0].served", equalTo(0))
                .body("result.comparison", equalTo("WORSE"))
                .body("result.changes.dropped", equalTo(100));
        String routine = PlanDesk.make(PlanDesk.of(mask)
                + ",\"whatIf\":{\"urgencies\":[{\"request\":\"%s\",\"urgency\":\"ROUTINE\"}]}".formatted(request));
        PlanDesk.get(routine, "").body("result.classes[0].urgency", equalTo("ROUTINE"));
        assertThat(allocated(request)).isEqualTo(100);
    }

    @Test
    void shouldApplyItemByItem() {
        String[] requests = crossed();
        String gown = world.item();
        world.receive(near, gown, 50);
        String third = desk.ask(right, gown, "ROUTINE", 50);
        world.receive(far, gown, 50);
        String fourth = desk.ask(left, gown, "ROUTINE", 50);
        String plan = PlanDesk.make(PlanDesk.of(mask, gown));
        PlanDesk.apply(plan, "{\"items\":[\"" + gown + "\"]}").statusCode(200).body("applied", equalTo(2));
        assertThat(allocatedFrom(requests[0])).isEqualTo(near);
        assertThat(allocatedFrom(third)).isEqualTo(far);
        assertThat(allocatedFrom(fourth)).isEqualTo(near);
        PlanDesk.apply(plan, "{}").statusCode(200).body("applied", equalTo(4));
        assertThat(allocatedFrom(requests[0])).isEqualTo(far);
    }

    @Test
    void shouldMoveNothingWhereNothingIsMovable() {
        crossed();
        String plan = PlanDesk.make(PlanDesk.of(mask) + ",\"movable\":\"NOTHING\"");
        PlanDesk.get(plan, "").body("result.changes.lines", equalTo(0)).body("result.comparison", equalTo("EQUAL"));
    }

    @Test
    void shouldMakeTheSamePlanOfTheSame() {
        crossed();
        String one = PlanDesk.make(PlanDesk.of(mask));
        String other = PlanDesk.make(PlanDesk.of(mask));
        assertThat(PlanDesk.get(one, "/lines").extract().asString())
                .isEqualTo(PlanDesk.get(other, "/lines").extract().asString());
    }
}
