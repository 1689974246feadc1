package dev.muster.allocation.simulation;

import static dev.muster.allocation.simulation.Disagreement.unless;

import dev.muster.allocation.Breakage;
import dev.muster.allocation.Command;
import dev.muster.allocation.SimulatedProcess;
import dev.muster.allocation.SimulatedTables;
import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.simulation.Step.Batch;
import dev.muster.allocation.simulation.Step.Fate;
import dev.muster.allocation.simulation.Step.Order;
import dev.muster.platform.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs a script with the real core and the reference side by side. */
final class Simulation {

    /**
     * What went wrong.
     *
     * @param step number of the step at which it did
     */
    record Failure(int step, Throwable cause) {

        /** What it is about: the same for the same fault in a shorter script. */
        String kind() {
            String message = String.valueOf(cause.getMessage());
            return cause.getClass().getSimpleName() + message.split("[ :]", 2)[0];
        }
    }

    private final Script script;
    private final Breakage breakage;
    private final SimulatedWorld world;
    private final Reference reference;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final Map<UUID, String> done = new HashMap<>();
    private final Map<UUID, String> answers = new HashMap<>();
    private final Map<Order, Command> resolved = new HashMap<>();
    private SimulatedTables tables;
    private long commands;

    private Simulation(Script script, Breakage breakage) {
        this.script = script;
        this.breakage = breakage;
        this.world = new SimulatedWorld(script.latitudes());
        this.reference = new Reference(world);
        this.tables = new SimulatedTables(world);
        for (int i = 0; i < Script.PROCESSES; i++) {
            processes.add(process());
        }
    }

    private SimulatedProcess process() {
        return new SimulatedProcess(world, breakage, script.remembered());
    }

    /** Gives what went wrong, null if nothing did. */
    static @Nullable Failure run(Script script, Breakage breakage) {
        return new Simulation(script, breakage).run();
    }

    /** Runs a script that goes well; gives everything that stands at the end, ids the service made aside. */
    static String trace(Script script) {
        Simulation simulation = new Simulation(script, Breakage.NONE);
        Failure failure = simulation.run();
        return failure
                + "\n" + simulation.tables.positions
                + "\n" + simulation.tables.lines
                + "\n" + simulation.reference.shelves.reservations
                + "\n" + simulation.commands + " commands done";
    }

    private @Nullable Failure run() {
        for (int i = 0; i < script.steps().size(); i++) {
            try {
                play(script.steps().get(i));
            } catch (RuntimeException | AssertionError e) {
                return new Failure(i, e);
            }
        }
        return null;
    }

    private void play(Step step) {
        if (step instanceof Batch batch) {
            batch(batch);
        } else if (step instanceof Step.Wait wait) {
            world.now = world.now.plusSeconds(wait.seconds());
        } else if (step instanceof Step.SetFloor set) {
            tables.floor(set.site(), set.item(), set.quantity());
        } else if (step instanceof Step.SetOpen set) {
            world.site(set.site()).open = set.open();
        } else if (step instanceof Step.SetKeySite set) {
            world.site(set.site()).keySite = set.keySite();
        } else if (step instanceof Step.SetLevel set) {
            world.levels[set.incident()] = set.level();
        } else if (step instanceof Step.SetPolicy set) {
            world.policies.put(set.level(), set.policy());
        } else if (step instanceof Step.Restart restart) {
            processes.set(restart.process(), process());
        }
    }

    /** An id that comes twice waits for the next batch, as in the decision loop. */
    private void batch(Batch batch) {
        List<Command> waiting =
                new ArrayList<>(batch.orders().stream().map(this::command).toList());
        while (!waiting.isEmpty()) {
            world.now = world.now.plusSeconds(1);
            Set<UUID> ids = new HashSet<>();
            List<Command> next =
                    waiting.stream().filter(command -> ids.add(command.id())).toList();
            List<Command> later = new ArrayList<>(waiting);
            next.forEach(later::remove);
            decide(batch.process(), next, batch.fate());
            waiting = later;
        }
    }

    private Command command(Order order) {
        if (order instanceof Order.Release release) {
            return resolved.computeIfAbsent(release, r -> release(release));
        }
        return order instanceof Order.Plan plan
                ? resolved.computeIfAbsent(plan, p -> new Planning(plan, tables, world).command())
                : ((Order.Plain) order).command();
    }

    private Command release(Order.Release release) {
        List<ReservationRow> made = tables.reservations().stream()
                .filter(r -> r.request().equals(release.request()) && r.line() == release.line())
                .toList();
        UUID id = made.isEmpty()
                ? release.request()
                : made.get(release.nth() % made.size()).id();
        return new Command.ReleaseAllocation(release.id(), id, null, "officer");
    }

    private void decide(int process, List<Command> batch, Fate fate) {
        SimulatedProcess.Result result = processes.get(process).run(tables, batch);
        if (fate == Fate.COMMITTED || fate == Fate.UNANSWERED) {
            commit(batch, result);
        }
        switch (fate) {
            case COMMITTED -> result.remember().run();
            case FAILED -> {}
            case LOST, UNANSWERED -> processes.set(process, process());
        }
    }

    private void commit(List<Command> batch, SimulatedProcess.Result result) {
        List<Command> fresh = new ArrayList<>();
        for (Command command : batch) {
            if (done.containsKey(command.id())) {
                checkRepeat(command, result);
            } else {
                fresh.add(command);
            }
        }
        tables = result.after();
        if (fresh.isEmpty()) {
            unless(result.reserved().isEmpty(), "5: repeats reserved %s", result.reserved());
        } else {
            Set<UUID> expected = reference.play(
                    fresh,
                    result.reserved().subList(0, result.beforePlans()),
                    result.reserved().subList(0, result.decided()));
            for (Command command : fresh) {
                boolean answered = result.answers().containsKey(command.id());
                unless(
                        answered == expected.contains(command.id()),
                        "Expected done %s: %s %s",
                        !answered,
                        command,
                        String.valueOf(result.refused().get(command.id())));
                if (answered && command.once()) {
                    done.put(command.id(), SimulatedProcess.fingerprint(command));
                    answers.put(
                            command.id(),
                            Objects.requireNonNull(result.answers().get(command.id())));
                    commands++;
                }
            }
        }
        boolean plans = fresh.stream().anyMatch(Command.ApplyPlan.class::isInstance);
        new Laws(tables, world, result.reserved(), plans ? List.of() : result.reserved()).check();
        new Comparison(reference, tables).check(result.reserved());
    }

    /** Invariant 5. */
    private void checkRepeat(Command command, SimulatedProcess.Result result) {
        if (SimulatedProcess.fingerprint(command).equals(done.get(command.id()))) {
            unless(
                    Objects.equals(answers.get(command.id()), result.answers().get(command.id())),
                    "5: another answer to %s",
                    command);
            unless(result.repeated().contains(command.id()), "5: done again: %s", command);
        } else {
            boolean conflict = result.refused().containsKey(command.id())
                    && Objects.requireNonNull(result.refused().get(command.id()))
                                    .type()
                            == ProblemType.COMMAND_CONFLICT;
            unless(conflict, "5: another payload was taken: %s", command);
        }
    }
}
