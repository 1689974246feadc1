package dev.muster.allocation;

import static dev.muster.allocation.Desk.allocated;
import static dev.muster.allocation.Desk.as;
import static dev.muster.allocation.Desk.explanation;
import static dev.muster.allocation.Desk.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R6 through the interface: urgent stays first over time. */
@QuarkusTest
class PreemptionTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Pool pool;

    @Inject
    Invariants invariants;

    String hospital;
    String clinic;
    String warehouse;
    String mask;

    @BeforeEach
    void aWarehouseWithAHundred() {
        hospital = world.site(30.0, 114.0);
        clinic = world.site(30.05, 114.0);
        warehouse = world.site(30.1, 114.0);
        mask = world.item();
        world.receive(warehouse, mask, 100);
    }

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    private static String allocation(String request) {
        return request(request).extract().path("lines[0].allocations.find { it.state == 'RESERVED' }.id");
    }

    private long count(String sql, String subject) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(subject))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void shouldTakeBackWhatALowerClassHoldsWhenNothingElseServes() {
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        String taken = allocation(routine);
        String stat = desk.ask(hospital, mask, "STAT", 60);
        request(stat).body("state", equalTo("ALLOCATED")).body("lines[0].shortage", equalTo(0));
        request(routine)
                .body("state", equalTo("PARTLY_ALLOCATED"))
                .body("lines[0].shortage", equalTo(60))
                .body("lines[0].reason", equalTo("NO_STOCK"))
                .body("lines[0].allocations.find { it.id == '" + taken + "' }.state", equalTo("PREEMPTED"))
                .body("lines[0].allocations.find { it.id == '" + taken + "' }.preemptedBy", equalTo(stat))
                .body("lines[0].allocations.find { it.state == 'RESERVED' }.quantity", equalTo(40));
        assertThat(count(
                        "select count(*) from event_log where kind = 'allocation.preempted' and subject = $1 "
                                + "and data ->> 'preemptedBy' = '" + stat + "'",
                        taken))
                .isEqualTo(1);
        assertThat(count(
                        "select count(*) from audit_log where action = 'allocation.preempt' and subject = $1 "
                                + "and detail ->> 'for' = '" + stat + "'",
                        taken))
                .isEqualTo(1);
    }

    @Test
    void shouldTellBothSidesWhatWasTakenBackFromWhom() {
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        String stat = desk.ask(hospital, mask, "STAT", 100);
        explanation(stat, "en")
                .header("Content-Language", "en")
                .body("decisions[-1].rank.level", equalTo("NONE"))
                .body("decisions[-1].policy", containsString("default@"))
                .body("decisions[-1].preempted", hasSize(1))
                .body("decisions[-1].preempted[0].request", equalTo(routine))
                .body("decisions[-1].preempted[0].askedBy", equalTo(clinic))
                .body("decisions[-1].served", equalTo(100))
                .body(
                        "decisions[-1].words",
                        hasItem("100 reserved at " + warehouse + " were taken back from " + clinic
                                + ", ROUTINE: request " + routine + ", line 1."));
        explanation(routine, "zh-CN")
                .header("Content-Language", "zh-CN")
                .body("decisions[-1].lost[0].state", equalTo("PREEMPTED"))
                .body("decisions[-1].lost[0].by.request", equalTo(stat))
                .body("decisions[-1].reason", equalTo("NO_STOCK"))
                .body(
                        "decisions[-1].words",
                        hasItem("在 " + warehouse + " 预留的 100 被收回，改给 " + hospital + "，特急：需求 " + stat + "。"));
    }

    @Test
    void shouldServeTheOtherLineElsewhereInTheSameStep() {
        String surgical = world.item();
        world.substitute(mask, surgical);
        world.receive(warehouse, surgical, 100);
        String routine = UUID.randomUUID().toString();
        Desk.send(Desk.body(routine, clinic, mask, "ROUTINE", 100, ",\"substitutesAllowed\":true"))
                .statusCode(201)
                .body("lines[0].allocations.item", contains(mask));
        desk.ask(hospital, mask, "STAT", 100);
        request(routine)
                .body("state", equalTo("ALLOCATED"))
                .body("lines[0].allocations.findAll { it.state == 'RESERVED' }.item", contains(surgical))
                .body("lines[0].allocations.findAll { it.state == 'PREEMPTED' }.item", contains(mask));
    }

    @Test
    void shouldTakeNothingBackWhereSomethingElseServes() {
        String far = world.site(31.0, 114.0);
        world.receive(far, mask, 100);
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        String stat = desk.ask(hospital, mask, "STAT", 100);
        request(stat).body("lines[0].allocations.source", contains(far));
        request(routine).body("lines[0].allocations.state", contains("RESERVED"));
    }

    @Test
    void shouldTakeBackOnlyWhatThePolicyLetsItTake() {
        String code = Desk.policy("\"preemption\":{\"allowed\":false}");
        desk.select("NONE", code);
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        String stat = desk.ask(hospital, mask, "STAT", 60);
        assertThat(allocated(stat)).isZero();
        Desk.putPolicy(code, "\"preemption\":{\"allowed\":true,\"urgencies\":[\"ASAP\"]}")
                .statusCode(200);
        assertThat(allocated(desk.ask(hospital, mask, "URGENT", 10))).isZero();
        assertThat(allocated(stat)).as("not even what is decided again").isZero();
        assertThat(allocated(desk.ask(hospital, mask, "ASAP", 10))).isEqualTo(10);
        assertThat(allocated(routine)).isLessThanOrEqualTo(90);
    }

    @Test
    void shouldNeverTakeBackFromAnEqualClass() {
        String first = desk.ask(clinic, mask, "STAT", 100);
        assertThat(allocated(desk.ask(hospital, mask, "STAT", 60))).isZero();
        assertThat(allocated(first)).isEqualTo(100);
    }

    @Test
    void shouldNeverTakeBackWhatAnOfficerChose() {
        Desk.floor(warehouse, mask, 100);
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        as("commander")
                .body(
                        "{\"request\":\"%s\",\"line\":1,\"source\":\"%s\",\"quantity\":100,\"overrideReason\":\"ward full\"}"
                                .formatted(routine, warehouse))
                .post("/api/v1/allocations")
                .then()
                .statusCode(201);
        Desk.floor(warehouse, mask, 0);
        assertThat(allocated(desk.ask(hospital, mask, "STAT", 60))).isZero();
        assertThat(allocated(routine)).isEqualTo(100);
        explanation(routine, "en")
                .body("decisions[-1].officer", equalTo("commander"))
                .body("decisions[-1].overrideReason", equalTo("ward full"))
                .body("decisions[-1].sources[0].taken", equalTo(100))
                .body("decisions[-1].words", hasItem("Chosen by commander, not by rule: 100 from " + warehouse + "."));
    }

    @Test
    void shouldNeverTakeBackWhatHasLeft() {
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        String gone = allocation(routine);
        world.dispatch(gone);
        String stat = desk.ask(hospital, mask, "STAT", 60);
        assertThat(allocated(stat)).isZero();
        request(routine)
                .body("lines[0].allocations.state", contains("DISPATCHED"))
                .body("lines[0].allocated", equalTo(100));
        as("officer")
                .post("/api/v1/allocations/" + gone + "/release")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/illegal-transition"));
        request(routine).body("lines[0].allocations.state", contains("DISPATCHED"));
    }

    @Test
    void shouldReleaseWhatWasTakenBackNoMore() {
        String routine = desk.ask(clinic, mask, "ROUTINE", 100);
        String taken = allocation(routine);
        desk.ask(hospital, mask, "STAT", 100);
        as("officer").post("/api/v1/allocations/" + taken + "/release").then().statusCode(409);
        as("officer").get("/api/v1/stock?item=" + mask).then().body("items[0].reserved", equalTo(100));
    }

    @Test
    void shouldAnswerTheSameWhenSentAgain() {
        desk.ask(clinic, mask, "ROUTINE", 100);
        String body = Desk.body(UUID.randomUUID().toString(), hospital, mask, "STAT", 60, "");
        String first = Desk.send(body).statusCode(201).extract().asString();
        assertThat(Desk.send(body).statusCode(200).extract().asString()).isEqualTo(first);
        as("officer").get("/api/v1/stock?item=" + mask).then().body("items[0].reserved", equalTo(100));
    }

    @Test
    void shouldServeWhoseIncidentIsRaisedBeforeOthers() {
        String incident = Desk.incident("IV");
        String other = Desk.incident("IV");
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        Desk.send(Desk.of(other, Desk.body(first, clinic, mask, "URGENT", 100, "")))
                .statusCode(201);
        Desk.send(Desk.of(incident, Desk.body(second, hospital, mask, "URGENT", 60, "")))
                .statusCode(201);
        assertThat(allocated(second)).isZero();
        Desk.level(incident, "II");
        desk.lookAgain(mask);
        assertThat(allocated(second)).isEqualTo(60);
        assertThat(allocated(first)).isEqualTo(40);
        explanation(second, "en")
                .body("decisions[0].rank.level", equalTo("IV"))
                .body("decisions[-1].rank.level", equalTo("II"));
    }

    @Test
    void shouldTellThatAReservationWasTakenBackEvenWhereNothingElseIsNew() {
        String routine = desk.ask(clinic, mask, "ROUTINE", 120);
        explanation(routine, "en").body("decisions[-1].reason", equalTo("NO_STOCK"));
        world.dispatch(allocation(desk.ask(hospital, mask, "STAT", 100)));
        explanation(routine, "en")
                .body("decisions", hasSize(2))
                .body("decisions[-1].lost.state", contains("PREEMPTED"))
                .body("decisions[-1].served", equalTo(0))
                .body("decisions[-1].words", hasItem(containsString("nothing is free anywhere")))
                .body("decisions[-1].words", not(hasItem(containsString("null"))));
    }
}
