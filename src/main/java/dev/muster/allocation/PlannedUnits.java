package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.PlanStep.Shelf;
import dev.muster.allocation.engine.units.UnitDecision;
import dev.muster.allocation.engine.units.UnitExplanation;
import dev.muster.unit.Booking;
import dev.muster.unit.Booking.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines for equipment and staff in a plan that is applied. */
final class PlannedUnits implements PlanSide {

    private final UnitWork units;
    private final UUID plan;

    PlannedUnits(BatchDecision batch, UUID plan) {
        this.units = batch.units;
        this.plan = plan;
    }

    @Override
    public Map<Shelf, Long> reserved(PlanStep step) {
        Map<Shelf, Long> reserved = new HashMap<>();
        units.reserved(step.key()).forEach((unit, booking) -> {
            Task task = Objects.requireNonNull(booking.task());
            reserved.put(new Shelf(task.source(), task.item(), unit), 1L);
        });
        return reserved;
    }

    @Override
    public Map<PlanStep, Less> impossible(List<PlanStep> steps) {
        Map<LineKey, Set<Integer>> wanted = new LinkedHashMap<>();
        List<Booking> given = new ArrayList<>();
        steps.forEach(step -> {
            wanted.put(step.key(), wanted(step));
            given.addAll(givenUp(step));
        });
        Set<LineKey> impossible = wanted.isEmpty() ? Set.of() : units.impossible(wanted, given);
        Map<PlanStep, Less> less = new LinkedHashMap<>();
        steps.stream().filter(step -> impossible.contains(step.key())).forEach(step -> less.put(step, new Less(null)));
        return less;
    }

    private static Set<Integer> wanted(PlanStep step) {
        return step.planned.sources().stream()
                .filter(from -> from.planned() > from.now())
                .map(from -> Objects.requireNonNull(from.unit()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Booking> givenUp(PlanStep step) {
        Map<Integer, Booking> booked = units.reserved(step.key());
        return step.planned.sources().stream()
                .filter(from -> from.now() > from.planned())
                .map(from -> booked.get(Objects.requireNonNull(from.unit())))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void giveUp(PlanStep step, @Nullable UUID by) {
        givenUp(step).forEach(booking -> units.endPlanned(booking, by, plan));
    }

    @Override
    public @Nullable Less take(PlanStep step) {
        Set<Integer> wanted = wanted(step);
        UnitDecision decision =
                wanted.isEmpty() || step.line.left() == 0 ? null : units.serve(step.key(), wanted, plan);
        int given = decision == null ? 0 : decision.grants().size();
        return given == wanted.size() ? null : new Less(decision == null ? null : skipped(decision.explanation()));
    }

    private static @Nullable String skipped(UnitExplanation why) {
        return why.units().stream()
                .map(UnitExplanation.LookedUnit::skipped)
                .filter(Objects::nonNull)
                .map(Enum::name)
                .findFirst()
                .orElse(null);
    }
}
