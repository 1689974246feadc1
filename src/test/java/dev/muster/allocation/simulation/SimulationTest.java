package dev.muster.allocation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.Breakage;
import dev.muster.allocation.simulation.Simulation.Failure;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision core against the reference, over random scripts; and that a fault of the core would be seen. */
class SimulationTest {

    private static final int SEEDS = 1000;

    /** The same seeds each time, unless another first one is given; any number of others: {@code bench/simulate}. */
    @Test
    void shouldDoWhatTheRulesSay() {
        long first = Long.getLong("simulation.seed", 1);
        System.out.println("SimulationTest seeds from " + first);
        for (long seed = first; seed < first + SEEDS; seed++) {
            assertThat(Simulate.report(seed, Simulate.STEPS, Breakage.NONE)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Breakage.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldSeeWhatIsBroken(Breakage breakage) {
        long seed = 1;
        Failure failure = null;
        while (failure == null && seed <= 200) {
            failure = Simulation.run(Script.of(seed++, Simulate.STEPS), breakage);
        }
        assertThat(failure).as("found within 200 seeds").isNotNull();
    }

    @Test
    void shouldShrinkToWhatShowsTheFault() {
        Script script = Script.of(1, 400);
        Failure failure = Objects.requireNonNull(Simulation.run(script, Breakage.LEDGER_FORGOTTEN));
        Script shortest = Shrinking.shrink(script, failure, Breakage.LEDGER_FORGOTTEN);
        assertThat(shortest.steps()).hasSize(1);
        assertThat(Simulation.run(shortest, Breakage.LEDGER_FORGOTTEN)).isNotNull();
        assertThat(Simulation.run(shortest, Breakage.NONE)).isNull();
    }

    @Test
    void shouldRepeatASeed() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.trace(Script.of(seed, 60))).isEqualTo(Simulation.trace(Script.of(seed, 60)));
        }
    }
}
