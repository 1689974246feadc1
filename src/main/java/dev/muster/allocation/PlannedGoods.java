package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.PlanStep.Shelf;
import dev.muster.allocation.engine.Decision;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines for supplies in a plan that is applied. */
final class PlannedGoods implements PlanSide {

    private final BatchDecision batch;
    private final Loaded loaded;
    private final Rules rules;
    private final UUID plan;
    /** Ids of what was allocated before the batch. */
    private final Map<LineKey, List<UUID>> ofLine = new HashMap<>();

    PlannedGoods(BatchDecision batch, Rules rules, UUID plan) {
        this.batch = batch;
        this.loaded = batch.loaded;
        this.rules = rules;
        this.plan = plan;
        loaded.allocations
                .values()
                .forEach(a -> ofLine.computeIfAbsent(new LineKey(a.request(), a.line()), key -> new ArrayList<>())
                        .add(a.id()));
    }

    @Override
    public Map<Shelf, Long> reserved(PlanStep step) {
        Map<Shelf, Long> reserved = new HashMap<>();
        reservations(step).forEach(a -> reserved.merge(shelf(a), a.quantity(), Long::sum));
        return reserved;
    }

    private List<Allocation> reservations(PlanStep step) {
        return ofLine.getOrDefault(step.key(), List.of()).stream()
                .map(id -> Objects.requireNonNull(loaded.allocations.get(id)))
                .filter(a -> a.state() == AllocationState.RESERVED && a.officer() == null)
                .toList();
    }

    private static Shelf shelf(Allocation allocation) {
        return new Shelf(allocation.source(), allocation.item(), null);
    }

    @Override
    public Map<PlanStep, Less> impossible(List<PlanStep> steps) {
        Map<PlanStep, List<Allocation>> surplus = new LinkedHashMap<>();
        steps.forEach(step -> surplus.put(step, surplus(step)));
        List<Allocation> released =
                surplus.values().stream().flatMap(List::stream).toList();
        released.forEach(a -> loaded.book.position(a.item(), a.position()).release(a.quantity()));
        Map<PlanStep, Less> impossible = new LinkedHashMap<>();
        List<Decision> tried = new ArrayList<>();
        surplus.forEach((step, given) -> {
            List<Rules.Choice> choices = choices(step, given);
            Demand open = batch.demandWithout(step.key(), given);
            Decision decision = open == null ? null : rules.serve(open, choices);
            if (decision != null) {
                tried.add(decision);
            }
            long got = open == null || decision == null ? 0 : open.quantity() - decision.left();
            if (got < wanted(choices)) {
                impossible.put(step, new Less(decision == null ? null : skipped(decision)));
            }
        });
        tried.forEach(decision -> decision.grants().forEach(grant -> grant.lot().release(grant.quantity())));
        released.forEach(a -> loaded.book.position(a.item(), a.position()).reserve(a.quantity()));
        return impossible;
    }

    /** The reservations that a step gives up: whole ones, the last made first. */
    private List<Allocation> surplus(PlanStep step) {
        List<Allocation> reserved = new ArrayList<>(reservations(step));
        reserved.sort(Comparator.comparing(Allocation::reservedAt, Comparator.reverseOrder())
                .thenComparing(Allocation::id, Comparator.reverseOrder()));
        List<Allocation> given = new ArrayList<>();
        for (PlannedLine.From from : step.planned.sources()) {
            long surplus = from.now() - from.planned();
            for (Allocation allocation : reserved) {
                if (surplus > 0 && allocation.source() == from.site() && allocation.item() == from.item()) {
                    given.add(allocation);
                    surplus -= allocation.quantity();
                }
            }
        }
        return given;
    }

    /** What a step takes once it has given up its surplus. */
    private List<Rules.Choice> choices(PlanStep step, List<Allocation> surplus) {
        Map<Shelf, Long> reserved = reserved(step);
        surplus.forEach(a -> reserved.merge(shelf(a), -a.quantity(), Long::sum));
        List<Rules.Choice> choices = new ArrayList<>();
        for (PlannedLine.From from : step.planned.sources()) {
            long more = from.planned() - reserved.getOrDefault(new Shelf(from.site(), from.item(), null), 0L);
            if (more > 0) {
                choices.add(new Rules.Choice(from.site(), from.item(), more));
            }
        }
        return choices;
    }

    private static long wanted(List<Rules.Choice> choices) {
        return choices.stream().mapToLong(Rules.Choice::quantity).sum();
    }

    @Override
    public void giveUp(PlanStep step, @Nullable UUID by) {
        surplus(step).forEach(allocation -> batch.endPlanned(allocation, by, plan));
    }

    @Override
    public @Nullable Less take(PlanStep step) {
        Demand open = batch.openDemand(step.key());
        if (open == null) {
            return null;
        }
        List<Rules.Choice> choices = choices(step, List.of());
        Decision decision = rules.serve(open, choices);
        batch.keep(decision, plan);
        return open.quantity() - decision.left() == wanted(choices) ? null : new Less(skipped(decision));
    }

    private static @Nullable String skipped(Decision decision) {
        return decision.explanation().sources().stream()
                .map(Looked::skipped)
                .filter(Objects::nonNull)
                .map(Enum::name)
                .findFirst()
                .orElse(null);
    }
}
