package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.allocated;
import static dev.muster.allocation.Desk.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import dev.muster.allocation.Invariants;
import dev.muster.catalogue.StorageClass;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be chosen for a plan, through the interface: the objective, policies, substitutes, transport modes. */
@QuarkusTest
class PlanChoicesTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Invariants invariants;

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    /** Nearest for one means 123 km for the other; the other way round neither waits for more than 82 km. */
    @Test
    void shouldMakeTheLongestJourneyAsShortAsCanBe() {
        String depot = world.site(30.0, 114.0);
        String beside = world.site(30.05, 114.0);
        String east = world.site(30.0, 114.8);
        String north = world.site(30.79, 113.9);
        String mask = world.item();
        world.receive(depot, mask, 100);
        String first = desk.ask(beside, mask, "STAT", 100);
        world.receive(north, mask, 100);
        String second = desk.ask(east, mask, "STAT", 100);

        PlanDesk.get(PlanDesk.make(PlanDesk.of(mask)), "")
                .body("objective", equalTo("LEAST_TOTAL_TIME"))
                .body("result.comparison", equalTo("EQUAL"));
        String plan = PlanDesk.make(PlanDesk.of(mask) + ",\"objective\":\"LEAST_WORST_TIME\"");
        JsonPath made = PlanDesk.plan(plan);
        assertThat(made.getString("result.comparison")).isEqualTo("SOONER");
        assertThat(made.getBoolean("result.optimal")).isTrue();
        assertThat(made.getLong("result.quantityMinutes")).isGreaterThan(made.getLong("result.quantityMinutesNow"));
        PlanDesk.apply(plan, "{}").statusCode(200).body("applied", equalTo(2));
        request(first).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.source", contains(north));
        request(second).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.source", contains(depot));
    }

    /** What was asked for has come meanwhile: the substitute goes back, however far the way. */
    @Test
    void shouldGiveWhatWasAskedForBeforeSubstitutes() {
        String hospital = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String far = world.site(32.0, 114.0);
        String mask = world.item();
        String other = world.item();
        world.substitute(mask, other);
        world.receive(near, other, 60);
        String id = UUID.randomUUID().toString();
        Desk.send(Desk.body(id, hospital, mask, "URGENT", 100, ",\"substitutesAllowed\":true"))
                .statusCode(201);
        assertThat(allocated(id)).isEqualTo(60);
        String second = desk.ask(hospital, other, "ROUTINE", 40);
        assertThat(allocated(second)).isZero();
        String short40 = PlanDesk.make(PlanDesk.of(mask, other));
        PlanDesk.get(short40, "").body("result.comparison", equalTo("EQUAL"));

        world.receive(far, mask, 40);
        assertThat(allocated(id)).isEqualTo(100);
        world.receive(far, mask, 60);
        String plan = PlanDesk.make(PlanDesk.of(mask, other));
        PlanDesk.get(plan, "").body("result.comparison", equalTo("SERVES_MORE")).body("result.optimal", equalTo(true));
        PlanDesk.get(plan, "/lines?request=" + id)
                .body("items[0].sources.find { it.planned > 0 }.item", equalTo(mask))
                .body("items[0].sources.find { it.now > 0 && it.planned == 0 }.item", equalTo(other));
        assertThat(PlanDesk.applied(plan).getInt("applied")).isEqualTo(2);
        request(id).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.item.unique()", contains(mask));
        assertThat(allocated(second)).isEqualTo(40);
    }

    @Test
    void shouldPreferWhatWasAskedForEvenIfNobodyElseGains() {
        String hospital = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String far = world.site(32.0, 114.0);
        String mask = world.item();
        String other = world.item();
        world.substitute(mask, other);
        world.receive(near, other, 50);
        String id = UUID.randomUUID().toString();
        Desk.send(Desk.body(id, hospital, mask, "URGENT", 50, ",\"substitutesAllowed\":true"))
                .statusCode(201);
        world.receive(far, mask, 50);
        String plan = PlanDesk.make(PlanDesk.of(mask));
        PlanDesk.get(plan, "").body("result.comparison", equalTo("NEARER")).body("result.changes.moved", equalTo(50));
        PlanDesk.apply(plan, "{}").statusCode(200).body("applied", equalTo(1));
        request(id).body("lines[0].allocations.findAll { it.state == 'RESERVED' }.item", contains(mask));
    }

    @Test
    void shouldSupposeAnotherPolicy() {
        String hospital = world.site(30.0, 114.0);
        String mask = world.item();
        world.receive(hospital, mask, 30);
        desk.ask(hospital, mask, "STAT", 40);
        PlanDesk.get(PlanDesk.make(PlanDesk.of(mask)), "").body("result.classes[0].served", equalTo(0));
        String own = Desk.policy("\"ownStock\":\"FIRST\"");
        String plan = PlanDesk.make(PlanDesk.of(mask) + ",\"whatIf\":{\"policy\":\"" + own + "\"}");
        PlanDesk.get(plan, "")
                .body("hypothetical", equalTo(true))
                .body("whatIf.policy", equalTo(own))
                .body("result.classes[0].served", equalTo(30));
        PlanDesk.apply(plan, "{}").statusCode(422);
        String late = PlanDesk.make(PlanDesk.of(mask) + ",\"whatIf\":{\"policy\":\"" + own + "\",\"inTime\":true}");
        PlanDesk.get(late, "").body("result.classes[0].served", equalTo(30));
    }

    /** By road 20 min + 1.33 min/km, by air 60 min + 0.3 min/km: the faster of both, pair by pair. */
    @Test
    void shouldTakeTheFastestOfSeveralModes() {
        String hospital = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String far = world.site(33.0, 114.0);
        String mask = world.item();
        desk.select("NONE", Desk.policy("\"modes\":[\"ROAD\",\"AIR\"]"));
        world.receive(near, mask, 10);
        world.receive(far, mask, 10);
        String id = desk.ask(hospital, mask, "URGENT", 20);
        String plan = PlanDesk.make(PlanDesk.of(mask));
        PlanDesk.get(plan, "").body("result.optimal", equalTo(true)).body("result.comparison", equalTo("EQUAL"));
        JsonPath line = PlanDesk.get(plan, "/lines").extract().jsonPath();
        assertThat(line.getInt("items[0].sources.find { it.site == '" + near + "' }.minutes"))
                .isBetween(34, 36);
        assertThat(line.getInt("items[0].sources.find { it.site == '" + far + "' }.minutes"))
                .isBetween(158, 162);
        request(id).body("lines[0].allocations.travelMinutes", hasItem(line.getInt("items[0].sources[0].minutes")));
    }

    @Test
    void shouldSayThatNothingKeepsTheGoodsOnTheWay() {
        String hospital = world.site(30.0, 114.0);
        String depot = world.site(30.1, 114.0);
        String vaccine = world.item(StorageClass.COLD_2_8);
        desk.select("NONE", Desk.policy("\"modes\":[\"ROAD\"]"));
        world.receive(depot, vaccine, 10);
        desk.ask(hospital, vaccine, "URGENT", 10);
        String plan = PlanDesk.make(PlanDesk.of(vaccine));
        PlanDesk.get(plan, "").body("result.classes[0].missing", equalTo(10));
        PlanDesk.get(plan, "/lines")
                .body("items[0].reason", equalTo("NOT_ELIGIBLE"))
                .body("items[0].words", hasItem(containsString("may not be used for it")));
        String refrigerated = Desk.policy("\"modes\":[\"COLD_ROAD\"]");
        PlanDesk.get(PlanDesk.make(PlanDesk.of(vaccine) + ",\"whatIf\":{\"policy\":\"" + refrigerated + "\"}"), "")
                .body("result.classes[0].missing", equalTo(0));
    }

    /** What no plan heeds is said; what it heeds is that of each line's own level. */
    @Test
    void shouldSayWhatOfThePoliciesIsNoPartOfIt() {
        String hospital = world.site(30.0, 114.0);
        String mask = world.item();
        desk.ask(hospital, mask, "STAT", 10);
        PlanDesk.get(PlanDesk.make(PlanDesk.of(mask)), "").body("result.disregards", equalTo(List.of()));
        desk.select("NONE", Desk.policy("\"sharing\":\"PROPORTIONAL\",\"sourceOrder\":\"TIER_FIRST\""));
        PlanDesk.get(PlanDesk.make(PlanDesk.of(mask)), "").body("result.disregards", contains("SHARING", "TIER_FIRST"));
    }

    @Test
    void shouldLimitSourcesOfEachLineAsTheLevelOfItsRequestSays() {
        String hospital = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String far = world.site(31.0, 114.0);
        String mask = world.item();
        String gown = world.item();
        String incident = Desk.incident("II");
        desk.select("NONE", Desk.policy("\"maxSources\":1"));
        for (String item : new String[] {mask, gown}) {
            world.receive(near, item, 60);
            world.receive(far, item, 200);
        }
        String free = UUID.randomUUID().toString();
        Desk.send(Desk.of(incident, Desk.body(free, hospital, mask, "ROUTINE", 100, "")))
                .statusCode(201);
        String limited = desk.ask(hospital, gown, "ROUTINE", 100);
        assertThat(allocated(free)).isEqualTo(100);
        String plan = PlanDesk.make(PlanDesk.of(mask, gown));
        PlanDesk.get(plan, "/lines?request=" + free)
                .body("items[0].sources.findAll { it.planned > 0 }.site", contains(near, far));
        PlanDesk.get(plan, "/lines?request=" + limited).body("items[0].served", equalTo(100));
        PlanDesk.applied(plan);
        assertThat(allocated(free)).isEqualTo(100);
    }

    @Test
    void shouldSayThatAScopeMatchesNothing() {
        String hospital = world.site(30.0, 114.0);
        String mask = world.item();
        desk.ask(hospital, mask, "STAT", 10);
        String elsewhere = world.region("PROVINCE", null);
        String quiet = Desk.incident("I");
        for (String scope : new String[] {
            "{\"items\":[\"" + mask + "\"],\"urgencies\":[\"ROUTINE\"]}",
            "{\"items\":[\"" + mask + "\"],\"levels\":[\"I\"]}",
            "{\"items\":[\"" + mask + "\"],\"regions\":[\"" + elsewhere + "\"]}",
            "{\"incidents\":[\"" + quiet + "\"]}",
        }) {
            PlanDesk.ask("\"scope\":" + scope)
                    .statusCode(422)
                    .body("detail", equalTo("Nothing in this scope is open or reserved."));
        }
    }
}
