package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.engine.Policies;
import dev.muster.request.NewRequest;
import dev.muster.request.NewRequest.NewLine;
import dev.muster.request.Urgency;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R6 in a batch and what one batch does to itself; I2 substitutes I1 and I3, E0 is of level Ⅰ, E1 of level Ⅲ. */
class TakingBackTest {

    private final SimulatedWorld world = new SimulatedWorld(List.of(0, 1, 2, 3));
    private final SimulatedProcess process = new SimulatedProcess(world, Breakage.NONE, 100);
    private SimulatedTables tables = new SimulatedTables(world);

    private List<ReservationRow> decide(Command... commands) {
        world.now = world.now.plusSeconds(1);
        SimulatedProcess.Result result = process.run(tables, List.of(commands));
        assertThat(result.refused()).isEmpty();
        tables = result.after();
        result.remember().run();
        return result.reserved();
    }

    private static Command.RecordMovement move(MovementKind kind, String site, String item, long quantity) {
        UUID id = UUID.randomUUID();
        return new Command.RecordMovement(
                id, new Movement(id, kind, site, item, null, null, quantity, "counted", null, null), null, "keeper");
    }

    private static Command.RecordMovement receipt(String site, String item, long quantity) {
        return move(MovementKind.RECEIPT, site, item, quantity);
    }

    private Command.SubmitRequest ask(@Nullable String incident, Urgency urgency, @Nullable NewLine... lines) {
        UUID id = UUID.randomUUID();
        NewRequest request =
                new NewRequest(id, "S1", incident, urgency, world.now.plusSeconds(60), Arrays.asList(lines), null);
        return new Command.SubmitRequest(id, request, "officer");
    }

    private static NewLine line(String item, long quantity, boolean substitutes) {
        return new NewLine(item, quantity, substitutes, null);
    }

    private List<String> standing(Command.SubmitRequest of) {
        return tables.reservations().stream()
                .filter(r -> r.request().equals(of.id()) && r.state().equals("RESERVED"))
                .map(r -> r.quantity() + " I" + r.item() + " " + r.site())
                .toList();
    }

    @Test
    void shouldLetWhoseReservationWasTakenTakeBackASubstitute() {
        Command.SubmitRequest routine = ask(null, Urgency.ROUTINE, line("I2", 5, false));
        Command.SubmitRequest asap = ask("E1", Urgency.ASAP, line("I1", 5, true));
        decide(receipt("S2", "I1", 5), receipt("S2", "I2", 5), routine, asap);
        Command.SubmitRequest stat = ask("E0", Urgency.STAT, line("I1", 5, false));
        decide(stat);
        assertThat(standing(stat)).containsExactly("5 I1 S2");
        assertThat(standing(asap)).containsExactly("5 I2 S2");
        assertThat(standing(routine)).isEmpty();
    }

    @Test
    void shouldLetWhoseReservationWasTakenTakeBackWhatALowerClassGotInThisBatch() {
        Command.SubmitRequest asap = ask("E1", Urgency.ASAP, line("I1", 5, true));
        decide(receipt("S2", "I1", 5), asap);
        Command.SubmitRequest stat = ask("E0", Urgency.STAT, line("I1", 5, false));
        Command.SubmitRequest routine = ask(null, Urgency.ROUTINE, line("I2", 5, false));
        decide(receipt("S2", "I2", 5), stat, routine);
        assertThat(standing(stat)).containsExactly("5 I1 S2");
        assertThat(standing(asap)).containsExactly("5 I2 S2");
        assertThat(standing(routine)).isEmpty();
        assertThat(tables.reservations()).extracting(ReservationRow::state).containsOnly("RESERVED", "PREEMPTED");
    }

    @Test
    void shouldGiveWhatWasTakenAndNotNeededToWhoIsFirst() {
        world.policies.put(5, Policies.preempting(Set.of()));
        Command.SubmitRequest routine = ask(null, Urgency.ROUTINE, line("I1", 10, false));
        decide(receipt("S2", "I1", 10), routine);
        Command.SubmitRequest stat = ask("E0", Urgency.STAT, line("I1", 3, false));
        Command.SubmitRequest urgent = ask(null, Urgency.URGENT, line("I1", 6, false));
        decide(stat, urgent);
        assertThat(standing(stat)).containsExactly("3 I1 S2");
        assertThat(standing(urgent)).containsExactly("6 I1 S2");
        assertThat(standing(routine)).containsExactly("1 I1 S2");
    }

    @Test
    void shouldCountTheSourcesAFreshLineHasWhenItTakesBack() {
        world.policies.put(1, Policies.splitting(1, 1));
        Command.SubmitRequest routine = ask(null, Urgency.ROUTINE, line("I1", 4, false));
        decide(receipt("S3", "I1", 4), routine);
        Command.SubmitRequest stat = ask("E0", Urgency.STAT, line("I1", 5, false));
        decide(receipt("S2", "I1", 3), stat);
        assertThat(standing(stat)).containsExactly("3 I1 S2");
        assertThat(standing(routine)).containsExactly("4 I1 S3");
    }

    @Test
    void shouldReleaseWhatWasChosenInTheBatchThatCancels() {
        Command.SubmitRequest asked = ask(null, Urgency.ROUTINE, line("I1", 5, false));
        decide(asked);
        Command choose = new Command.ChooseSource(UUID.randomUUID(), asked.id(), 1, "S2", 5, null, false, "officer");
        Command cancel = new Command.CancelRequest(UUID.randomUUID(), asked.id(), null, "officer");
        decide(receipt("S2", "I1", 5), choose, cancel);
        assertThat(standing(asked)).isEmpty();
        assertThat(tables.positions.values()).allMatch(position -> position.reserved() == 0);
    }

    @Test
    void shouldNotServeOneShortLineBeforeOthersBecauseItWasAtHand() {
        Command.SubmitRequest routine =
                ask(null, Urgency.ROUTINE, line("I1", 5, false), new NewLine("I3", null, false, null));
        Command.SubmitRequest urgent = ask(null, Urgency.URGENT, line("I1", 5, false));
        tables.floor("S2", 1, 6);
        decide(receipt("S2", "I1", 6), routine, urgent);
        tables.floor("S2", 1, 0);
        Command stated = new Command.StateQuantity(UUID.randomUUID(), routine.id(), 2, 1, "officer");
        decide(move(MovementKind.ISSUE, "S2", "I1", 1), stated);
        assertThat(standing(routine)).isEmpty();
        decide(new Command.LookAgain(UUID.randomUUID(), Set.of(1)));
        assertThat(standing(urgent)).containsExactly("5 I1 S2");
    }

    @Test
    void shouldTryAgainWhatHelpsOnlyAboveTheFloor() {
        Command.SubmitRequest urgent = ask(null, Urgency.URGENT, line("I1", 1, false));
        Command.SubmitRequest routine = ask("E1", Urgency.ROUTINE, line("I1", 4, false));
        decide(receipt("S2", "I1", 5), urgent, routine);
        tables.floor("S2", 1, 2);
        Command.SubmitRequest asap = ask("E0", Urgency.ASAP, line("I1", 5, false));
        decide(asap);
        assertThat(standing(asap)).containsExactly("2 I1 S2", "1 I1 S2");
        assertThat(standing(urgent)).isEmpty();
    }
}
