package dev.muster.allocation.planning;

import static dev.muster.allocation.Desk.allocated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import dev.muster.allocation.Invariants;
import dev.muster.allocation.plan.Assignment;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.Planner;
import dev.muster.allocation.plan.Progress;
import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.travel.Journeys;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How plans are made under other settings than those of the service: limits, and what is remembered. */
@QuarkusTest
class PlanRunnerTest {

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    ReadingStore readings;

    @Inject
    PlanStore store;

    @Inject
    PlanLineStore lines;

    @Inject
    Journeys journeys;

    @Inject
    PlanRunner runner;

    @Inject
    Invariants invariants;

    @AfterEach
    void theInvariantsHold() {
        desk.selectDefaults();
        invariants.check();
    }

    private PlanRunner with(String setting, String value) {
        PlanningConfig config = new SmallRyeConfigBuilder()
                .withMapping(PlanningConfig.class)
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(Map.of("muster.planning." + setting, value), "test", 100))
                .build()
                .getConfigMapping(PlanningConfig.class);
        return new PlanRunner(readings, store, lines, journeys, config);
    }

    private static Wish of(String... items) {
        return of(Objective.LEAST_TOTAL_TIME, items);
    }

    private static Wish of(Objective objective, String... items) {
        return new Wish(
                new Wish.Scope(List.of(items), List.of(), List.of(), List.of(), List.of(), List.of()),
                new Wish.WhatIf(List.of(), List.of(), List.of(), null, false),
                Wish.Movable.BY_POLICY,
                objective);
    }

    /** Gives the id of the plan and waits until it has ended so. */
    private String make(PlanRunner by, Wish wish, boolean remember, PlanState end) throws Exception {
        UUID id = UUID.randomUUID();
        store.create(new PlanStore.New(id, wish, "", null, "officer", 1), by.process(), Duration.ofMinutes(5))
                .await()
                .atMost(Duration.ofSeconds(10));
        by.takePlace();
        assertThat(by.start(id, wish, remember).get(60, TimeUnit.SECONDS)).isEqualTo(end);
        return id.toString();
    }

    private String[] crossed(String mask) {
        String left = world.site(30.0, 114.0);
        String near = world.site(30.1, 114.0);
        String right = world.site(30.2, 114.0);
        String far = world.site(31.5, 114.0);
        world.receive(near, mask, 100);
        String first = desk.ask(right, mask, "ROUTINE", 100);
        world.receive(far, mask, 100);
        String second = desk.ask(left, mask, "ROUTINE", 100);
        return new String[] {first, second, near};
    }

    @Test
    void shouldGiveTheBestSoFarWhenTimeIsOver() throws Exception {
        String mask = world.item();
        String[] requests = crossed(mask);
        String plan = make(with("time-limit", "0s"), of(Objective.LEAST_WORST_TIME, mask), false, PlanState.DONE);
        PlanDesk.get(plan, "")
                .body("result.stopped", equalTo("TIME_LIMIT"))
                .body("result.optimal", equalTo(false))
                .body("result.provenParts", equalTo(0))
                .body("result.classes[0].served", equalTo(200));
        PlanDesk.apply(plan, "{}")
                .statusCode(anyOf(equalTo(200), equalTo(409)))
                .body("detail", anyOf(nullValue(), containsString("worse")));
        assertThat(allocated(requests[0])).isEqualTo(100);
        assertThat(allocated(requests[1])).isEqualTo(100);
    }

    @Test
    void shouldSayThatThereAreTooManySitesForSeveralModes() throws Exception {
        String mask = world.item();
        crossed(mask);
        desk.select("NONE", Desk.policy("\"modes\":[\"ROAD\",\"AIR\"]"));
        String plan = make(with("largest-matrix", "1"), of(mask), false, PlanState.FAILED);
        PlanDesk.get(plan, "").body("reason", containsString("1"));
        PlanDesk.apply(plan, "{}").statusCode(409).body("detail", containsString("FAILED"));
    }

    /** A plan by itself starts from the last one: what has not changed is taken over, the rest comes out the same. */
    @Test
    void shouldStartFromTheKeptBasisAndFindTheSameOptimum() throws Exception {
        String mask = world.item();
        String gown = world.item();
        crossed(mask);
        String[] gowns = crossed(gown);
        Wish wish = of(mask, gown);
        make(runner, wish, true, PlanState.DONE);
        Plan first = runner.recall(wish).get(0);
        world.receive(gowns[2], gown, 30);
        desk.ask(world.site(30.3, 114.1), gown, "ROUTINE", 50);
        make(runner, wish, true, PlanState.DONE);
        // a new site changes the geography, and so the basis: once more, as things now stand
        Plan second = runner.recall(wish).get(0);
        world.receive(gowns[2], gown, 10);
        String plan = make(runner, wish, true, PlanState.DONE);
        Plan third = runner.recall(wish).get(0);

        assertThat(third.instance().travel()).isSameAs(second.instance().travel());
        assertThat(second.instance().travel()).isNotSameAs(first.instance().travel());
        Set<Assignment> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(second.assignments());
        assertThat(third.assignments().stream()
                        .filter(kept::contains)
                        .map(a -> a.demand().item())
                        .distinct())
                .hasSize(1);
        Plan cold = new Planner(1).plan(third.instance(), Progress.NONE, () -> false);
        assertThat(third.quantityMinutes()).isEqualTo(cold.quantityMinutes());
        assertThat(third.classes()).isEqualTo(cold.classes());
        assertThat(third.certificate()).isEqualTo(cold.certificate());
        String anew = PlanDesk.make(PlanDesk.of(mask, gown));
        for (String member : new String[] {"quantityMinutes", "comparison", "optimal", "changes", "classes"}) {
            assertThat(PlanDesk.plan(plan).<Object>get("result." + member))
                    .as(member)
                    .isEqualTo(PlanDesk.plan(anew).get("result." + member));
        }
    }
}
