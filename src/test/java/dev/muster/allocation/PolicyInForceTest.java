package dev.muster.allocation;

import static dev.muster.allocation.Desk.allocated;
import static dev.muster.allocation.Desk.explanation;
import static dev.muster.allocation.Desk.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import dev.muster.catalogue.StorageClass;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy, a floor or a level says holds for the next decision, whatever the service remembers. */
@QuarkusTest
class PolicyInForceTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Invariants invariants;

    String hospital;
    String near;
    String far;
    String mask;

    @BeforeEach
    void aHospitalAndTwoWarehouses() {
        hospital = world.site(30.0, 114.0);
        near = world.site(30.1, 114.0);
        far = world.site(31.0, 114.0);
        mask = world.item();
    }

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    @Test
    void shouldLookInTheSameRegionFirstThenTheSameLevelThenAbove() {
        String province = world.region("PROVINCE", null);
        String city = world.region("PREFECTURE", province);
        String neighbour = world.region("PREFECTURE", province);
        String elsewhere = world.site(30.01, 114.0);
        String above = world.in(province, world.site(30.02, 114.0));
        world.in(city, hospital);
        world.in(neighbour, near);
        world.in(city, far);
        for (String site : new String[] {near, far, elsewhere, above}) {
            world.receive(site, mask, 10);
        }
        request(desk.ask(hospital, mask, "URGENT", 5)).body("lines[0].allocations.source", contains(elsewhere));
        desk.select("NONE", Desk.policy("\"sourceOrder\":\"TIER_FIRST\""));
        String id = desk.ask(hospital, mask, "URGENT", 35);
        request(id).body("lines[0].allocations.source", contains(far, near, above, elsewhere));
        explanation(id, "en").body("decisions[0].sources.site", contains(far, near, above, elsewhere));
    }

    @Test
    void shouldTakeOwnSpareStockFirstWhereThePolicySaysSo() {
        world.receive(hospital, mask, 10);
        world.receive(near, mask, 100);
        world.floor(hospital, mask, 4);
        String outside = desk.ask(hospital, mask, "URGENT", 5);
        request(outside).body("lines[0].allocations.source", contains(near));
        explanation(outside, "en")
                .body("decisions[0].words", hasItem(hospital + ", on the spot: is the asking site itself (10 free)."));
        desk.select("NONE", Desk.policy("\"ownStock\":\"FIRST\""));
        String own = desk.ask(hospital, mask, "URGENT", 8);
        request(own)
                .body("lines[0].allocations.source", contains(hospital, near))
                .body("lines[0].allocations.quantity", contains(6, 2));
        explanation(own, "zh").body("decisions[0].words", hasItem(hospital + "，就地：可用 10，给 6。"));
    }

    @Test
    void shouldSendColdGoodsOnlyByWhatKeepsThemCold() {
        String vaccine = world.item(StorageClass.COLD_2_8);
        world.receive(near, vaccine, 100);
        String code = Desk.policy("\"modes\":[\"ROAD\"]");
        desk.select("NONE", code);
        String id = desk.ask(hospital, vaccine, "STAT", 10);
        request(id).body("lines[0].shortage", equalTo(10)).body("lines[0].reason", equalTo("NOT_ELIGIBLE"));
        explanation(id, "en")
                .body("decisions[0].more.STORAGE_CLASS", equalTo(1))
                .body(
                        "decisions[0].words",
                        hasItem("One more source: no transport mode of the policy keeps the goods."))
                .body(
                        "decisions[0].words",
                        hasItem("What would help: the policy allows a transport mode that keeps the goods."));
        Desk.putPolicy(code, "\"modes\":[\"ROAD\",\"COLD_ROAD\"]").statusCode(200);
        desk.lookAgain(vaccine);
        request(id).body("lines[0].shortage", equalTo(0));
        explanation(id, "en").body("decisions.policy", contains(code + "@1", code + "@2"));
    }

    @Test
    void shouldDecideTheNextRequestByTheNewVersion() {
        world.receive(near, mask, 5);
        world.receive(far, mask, 100);
        String code = Desk.policy("\"maxSources\":1");
        desk.select("NONE", code);
        request(desk.ask(hospital, mask, "URGENT", 3)).body("lines[0].shortage", equalTo(0));
        String one = desk.ask(hospital, mask, "URGENT", 10);
        request(one)
                .body("lines[0].allocations.source", contains(near))
                .body("lines[0].reason", equalTo("MAX_SOURCES"));
        Desk.putPolicy(code, "\"maxSources\":2").statusCode(200);
        assertThat(allocated(desk.ask(hospital, mask, "URGENT", 10))).isEqualTo(10);
        explanation(one, "en").body("decisions[0].policy", equalTo(code + "@1"));
    }

    @Test
    void shouldKeepAFloorFromTheMomentItIsSet() {
        world.receive(near, mask, 100);
        assertThat(allocated(desk.ask(hospital, mask, "URGENT", 10))).isEqualTo(10);
        Desk.floor(near, mask, 80);
        assertThat(allocated(desk.ask(hospital, mask, "URGENT", 20))).isEqualTo(10);
        Desk.floor(near, mask, 50);
        assertThat(allocated(desk.ask(hospital, mask, "STAT", 20))).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sharing\":\"KEY_SITES_MINIMUM\",\"keySiteShare\":1.1|keySiteShare",
                "\"sharing\":\"KEY_SITES_MINIMUM\"|keySiteShare",
                "\"sharing\":\"PROPORTIONAL\",\"keySiteShare\":0.5|keySiteShare",
                "\"preemption\":{\"allowed\":false,\"urgencies\":[\"STAT\"]}|preemption.urgencies",
                "\"preemption\":{\"allowed\":true,\"urgencies\":[]}|preemption.urgencies",
                "\"preemption\":{\"allowed\":true,\"urgencies\":[\"SOON\"]}|preemption.urgencies[0]",
                "\"belowFloor\":{\"urgencies\":[\"VERY\"],\"levels\":[\"I\"]}|belowFloor.urgencies[0]",
                "\"belowFloor\":{\"urgencies\":[\"STAT\"],\"levels\":[]}|belowFloor.levels"
            })
    void shouldGoOnByTheOldVersionWhenTheNewOneIsRefused(String settings, String field) {
        world.receive(near, mask, 100);
        String code = Desk.policy("\"maxSources\":1");
        desk.select("NONE", code);
        Desk.putPolicy(code, settings).statusCode(422).body("violations.field", hasItem(field));
        explanation(desk.ask(hospital, mask, "URGENT", 5), "en").body("decisions[0].policy", equalTo(code + "@1"));
    }
}
