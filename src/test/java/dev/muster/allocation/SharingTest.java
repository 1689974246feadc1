package dev.muster.allocation;

import static dev.muster.allocation.Desk.allocated;
import static dev.muster.allocation.Desk.explanation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R7 through the interface: what is scarce inside one class is shared as the selected policy says. */
@QuarkusTest
class SharingTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Invariants invariants;

    List<String> hospitals;
    String warehouse;
    String mask;

    @BeforeEach
    void threeHospitalsAndAWarehouse() {
        hospitals = List.of(world.site(30.0, 114.0), world.site(30.0, 114.1), world.site(30.0, 114.2));
        warehouse = world.site(30.1, 114.0);
        mask = world.item();
    }

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    /** One request of each hospital, in one call; gives their ids. */
    private List<String> ask(@Nullable String incident, long... quantities) {
        List<String> ids = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < quantities.length; i++) {
            String id = new UUID(i, UUID.randomUUID().getLeastSignificantBits()).toString();
            ids.add(id);
            String body = Desk.body(id, hospitals.get(i), mask, "URGENT", quantities[i], "");
            bodies.add(incident == null ? body : Desk.of(incident, body));
        }
        Desk.sendAll(bodies);
        return ids;
    }

    private static List<Long> got(List<String> requests) {
        return requests.stream().map(Desk::allocated).toList();
    }

    @Test
    void shouldFillEqualPartsOfTheNeedRoundedByTheLargestRemainder() {
        String code = Desk.policy("\"sharing\":\"PROPORTIONAL\"");
        desk.select("NONE", code);
        world.receive(warehouse, mask, 27);
        List<String> requests = ask(null, 10, 30, 60);
        assertThat(got(requests)).containsExactly(3L, 8L, 16L);
        explanation(requests.get(1), "en")
                .body("decisions[0].policy", equalTo(code + "@1"))
                .body("decisions[0].asked", equalTo(30))
                .body("decisions[0].share.by", equalTo("PROPORTIONAL"))
                .body("decisions[0].share.among", equalTo(3))
                .body("decisions[0].share.supply", equalTo(27))
                .body("decisions[0].share.quota", equalTo(8))
                .body("decisions[0].served", equalTo(8))
                .body(
                        "decisions[0].words",
                        hasItem(
                                "There was not enough for 3 needs of this class: 27 in all, given in equal parts of the need. "
                                        + "To this one fell 8."))
                .body("decisions[0].words", hasItem("Served: 8 of 30. Missing: 22, since nothing is free anywhere."));
    }

    @Test
    void shouldGuaranteeKeySitesTheirShareFirst() {
        world.key(hospitals.get(2));
        desk.select("NONE", Desk.policy("\"sharing\":\"KEY_SITES_MINIMUM\",\"keySiteShare\":0.5"));
        world.receive(warehouse, mask, 60);
        assertThat(got(ask(null, 60, 60, 60))).containsExactly(15L, 15L, 30L);
    }

    @Test
    void shouldServeInOrderByDefault() {
        world.receive(warehouse, mask, 60);
        assertThat(got(ask(null, 60, 60, 60))).containsExactly(60L, 0L, 0L);
    }

    @Test
    void shouldShareAsThePolicyOfTheIncidentsLevelSays() {
        String code = Desk.policy("\"sharing\":\"PROPORTIONAL\"");
        desk.select("III", code);
        String incident = Desk.incident("III");
        world.receive(warehouse, mask, 60);
        List<String> requests = ask(incident, 60, 60, 60);
        assertThat(got(requests)).containsExactly(20L, 20L, 20L);
        explanation(requests.get(0), "zh")
                .body("decisions[0].policy", equalTo(code + "@1"))
                .body("decisions[0].rank.level", equalTo("III"))
                .body("decisions[0].words", hasItem("同级的 3 项需求不够分：共有 60，按需求同比例分配。此项分得 20。"));
        Desk.level(incident, "IV");
        List<String> later = ask(incident, 1, 1);
        explanation(later.get(0), "en").body("decisions[0].policy", org.hamcrest.Matchers.startsWith("default@"));
        assertThat(allocated(later.get(0))).isZero();
    }

    @Test
    void shouldNotShareBetweenClasses() {
        desk.select("NONE", Desk.policy("\"sharing\":\"PROPORTIONAL\""));
        world.receive(warehouse, mask, 60);
        String stat = UUID.randomUUID().toString();
        String routine = UUID.randomUUID().toString();
        Desk.sendAll(List.of(
                Desk.body(routine, hospitals.get(0), mask, "ROUTINE", 60, ""),
                Desk.body(stat, hospitals.get(1), mask, "STAT", 50, "")));
        assertThat(allocated(stat)).isEqualTo(50);
        assertThat(allocated(routine)).isEqualTo(10);
    }
}
