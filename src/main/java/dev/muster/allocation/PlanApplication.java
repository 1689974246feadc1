package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.PlanAnswer.AppliedLine;
import dev.muster.allocation.PlanAnswer.Cause;
import dev.muster.allocation.PlanAnswer.Result;
import dev.muster.allocation.engine.Decision;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Rules;
import dev.muster.allocation.engine.units.UnitDecision;
import dev.muster.allocation.engine.units.UnitExplanation;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.unit.Booking;
import dev.muster.unit.Booking.Task;
import java.util.ArrayList;
import java.util.Comparator;
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

/**
 * A part of a plan in a batch. Lines that stand as the plan found them, and would get by the rules of now what it gives them,
 * give up what it moves elsewhere, then each takes it, in R1 order. Everything else is left to the rules, which look at all
 * that is short right after: nothing is forced.
 */
final class PlanApplication {

    private record Shelf(int site, int item, @Nullable Integer unit) {}

    /** A line of the plan on its way. */
    private static final class Step {
        final PlannedLine planned;
        final Rank rank;
        final Request request;
        final Line line;

        Step(PlannedLine planned, Request request, Line line) {
            this.planned = planned;
            this.request = request;
            this.line = line;
            this.rank = BatchDecision.rank(request, line);
        }

        LineKey key() {
            return new LineKey(line.request(), line.number());
        }
    }

    private record Verdict(
            Result result, @Nullable Cause cause, @Nullable String skipped) {}

    private final BatchDecision batch;
    private final Loaded loaded;
    private final Rules rules;
    private final Command.ApplyPlan command;
    private final Map<PlannedLine, Verdict> verdicts = new HashMap<>();
    private final Map<Step, @Nullable String> skips = new HashMap<>();
    /** Ids of what was allocated before the batch. */
    private final Map<LineKey, List<UUID>> ofLine = new HashMap<>();

    PlanApplication(BatchDecision batch, Rules rules, Command.ApplyPlan command) {
        this.batch = batch;
        this.loaded = batch.loaded;
        this.rules = rules;
        this.command = command;
        loaded.allocations
                .values()
                .forEach(a -> ofLine.computeIfAbsent(new LineKey(a.request(), a.line()), key -> new ArrayList<>())
                        .add(a.id()));
    }

    void apply() {
        List<Step> standing = new ArrayList<>();
        for (PlannedLine planned : command.lines()) {
            Step step = step(planned);
            if (step != null && stands(step)) {
                standing.add(step);
            }
        }
        List<Step> supplies =
                standing.stream().filter(step -> step.line.need() == null).toList();
        List<Step> units =
                standing.stream().filter(step -> step.line.need() != null).toList();
        apply(new ArrayList<>(supplies));
        apply(new ArrayList<>(units));
    }

    private void apply(List<Step> standing) {
        Step gainer = standing.stream()
                .filter(step -> step.planned.gain() > 0)
                .filter(step -> batch.policy(step.request).mayPreempt(step.rank))
                .min(Comparator.comparing(step -> step.rank))
                .orElse(null);
        standing.removeIf(step -> !mayLose(step, gainer));
        standing.sort(Comparator.comparing(step -> step.rank));
        removeImpossible(standing);
        standing.forEach(step -> giveUp(step, gainer));
        standing.forEach(this::take);
    }

    private @Nullable Step step(PlannedLine planned) {
        Request request = loaded.requests.get(planned.request());
        Line line = request == null ? null : request.line(planned.line());
        if (request == null || line == null || !line.open()) {
            verdicts.put(planned, new Verdict(Result.SKIPPED, Cause.LINE_CLOSED, null));
            return null;
        }
        return new Step(planned, request, line);
    }

    private boolean stands(Step step) {
        Map<Shelf, Long> reserved = reserved(step);
        Map<Shelf, Long> now = new HashMap<>();
        Map<Shelf, Long> planned = new HashMap<>();
        for (PlannedLine.From from : step.planned.sources()) {
            put(now, from, from.now());
            put(planned, from, from.planned());
        }
        long allocated = step.line.allocated();
        boolean wanted = Objects.equals(step.line.quantity(), step.planned.quantity());
        if (wanted && allocated == step.planned.allocated() + step.planned.gain() && reserved.equals(planned)) {
            verdicts.put(step.planned, new Verdict(Result.APPLIED, Cause.ALREADY, null));
            return false;
        }
        if (wanted && allocated == step.planned.allocated() && reserved.equals(now)) {
            return true;
        }
        redecide(step, Cause.LINE_CHANGED, null);
        return false;
    }

    private static void put(Map<Shelf, Long> quantities, PlannedLine.From from, long quantity) {
        if (quantity > 0) {
            quantities.merge(new Shelf(from.site(), from.item(), from.unit()), quantity, Long::sum);
        }
    }

    private Map<Shelf, Long> reserved(Step step) {
        Map<Shelf, Long> reserved = new HashMap<>();
        if (step.line.need() == null) {
            reservations(step)
                    .forEach(a -> reserved.merge(new Shelf(a.source(), a.item(), null), a.quantity(), Long::sum));
        } else {
            batch.units.reserved(step.key()).forEach((unit, booking) -> {
                Task task = Objects.requireNonNull(booking.task());
                reserved.put(new Shelf(task.source(), task.item(), unit), 1L);
            });
        }
        return reserved;
    }

    /** What the rules have reserved for the line and what has not left. */
    private List<Allocation> reservations(Step step) {
        return ofLine.getOrDefault(step.key(), List.of()).stream()
                .map(id -> Objects.requireNonNull(loaded.allocations.get(id)))
                .filter(a -> a.state() == AllocationState.RESERVED && a.officer() == null)
                .toList();
    }

    private void redecide(Step step, Cause cause, @Nullable String skipped) {
        verdicts.put(step.planned, new Verdict(Result.RE_DECIDED, cause, skipped));
        if (step.line.left() > 0) {
            batch.ask(step.line);
        }
    }

    /** R6: a line loses only what the policy in force lets a higher one take back that gains by this plan. */
    private boolean mayLose(Step step, @Nullable Step gainer) {
        if (step.planned.gain() >= 0 || takesFrom(gainer, step)) {
            return true;
        }
        redecide(step, Cause.NOT_ALLOWED, null);
        return false;
    }

    /** @param gainer the foremost line that gains and may take back, null if there is none */
    private static boolean takesFrom(@Nullable Step gainer, Step loser) {
        return gainer != null && gainer.rank.demandClass() < loser.rank.demandClass();
    }

    /**
     * Tries the whole and undoes it: lines that would not get what is planned keep what they have, and so does who counted on
     * that, until all that is left can be done. So nobody gives up anything for a source that is gone.
     */
    private void removeImpossible(List<Step> standing) {
        boolean again = true;
        while (again) {
            List<Step> impossible = new ArrayList<>(impossible(standing));
            impossible.addAll(impossibleOfUnits(standing));
            impossible.forEach(step -> redecide(step, Cause.SOURCE_CHANGED, skips.get(step)));
            standing.removeAll(impossible);
            again = !impossible.isEmpty();
        }
    }

    private List<Step> impossible(List<Step> standing) {
        List<Allocation> released = new ArrayList<>();
        Map<Step, List<Allocation>> surplus = new HashMap<>();
        for (Step step : standing) {
            if (step.line.need() == null) {
                surplus.put(step, surplus(step));
                released.addAll(surplus.getOrDefault(step, List.of()));
            }
        }
        released.forEach(a -> loaded.book.position(a.item(), a.position()).release(a.quantity()));
        List<Step> impossible = new ArrayList<>();
        List<Decision> tried = new ArrayList<>();
        for (Step step : standing) {
            if (step.line.need() == null) {
                List<Rules.Choice> choices = choices(step, surplus.getOrDefault(step, List.of()));
                long wanted = choices.stream().mapToLong(Rules.Choice::quantity).sum();
                Demand open = batch.demandWithout(step.key(), surplus.getOrDefault(step, List.of()));
                Decision decision = open == null ? null : rules.serve(open, choices);
                if (decision != null) {
                    tried.add(decision);
                }
                long got = open == null || decision == null ? 0 : open.quantity() - decision.left();
                if (got < wanted) {
                    impossible.add(step);
                    skips.put(step, decision == null ? null : skipped(decision));
                }
            }
        }
        tried.forEach(decision -> decision.grants().forEach(grant -> grant.lot().release(grant.quantity())));
        released.forEach(a -> loaded.book.position(a.item(), a.position()).reserve(a.quantity()));
        return impossible;
    }

    private List<Step> impossibleOfUnits(List<Step> standing) {
        Map<LineKey, Set<Integer>> wanted = new LinkedHashMap<>();
        List<Booking> given = new ArrayList<>();
        for (Step step : standing) {
            if (step.line.need() != null) {
                wanted.put(step.key(), wanted(step));
                given.addAll(givenUp(step));
            }
        }
        Set<LineKey> impossible = wanted.isEmpty() ? Set.of() : batch.units.impossible(wanted, given);
        return standing.stream().filter(step -> impossible.contains(step.key())).toList();
    }

    private static Set<Integer> wanted(Step step) {
        return step.planned.sources().stream()
                .filter(from -> from.planned() > from.now())
                .map(from -> Objects.requireNonNull(from.unit()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Booking> givenUp(Step step) {
        Map<Integer, Booking> booked = batch.units.reserved(step.key());
        return step.planned.sources().stream()
                .filter(from -> from.now() > from.planned())
                .map(from -> booked.get(Objects.requireNonNull(from.unit())))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The reservations that a step gives up: whole ones, the last made first. */
    private List<Allocation> surplus(Step step) {
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
    private List<Rules.Choice> choices(Step step, List<Allocation> surplus) {
        Map<Shelf, Long> reserved = reserved(step);
        surplus.forEach(a -> reserved.merge(new Shelf(a.source(), a.item(), null), -a.quantity(), Long::sum));
        List<Rules.Choice> choices = new ArrayList<>();
        for (PlannedLine.From from : step.planned.sources()) {
            long more = from.planned() - reserved.getOrDefault(new Shelf(from.site(), from.item(), null), 0L);
            if (more > 0) {
                choices.add(new Rules.Choice(from.site(), from.item(), more));
            }
        }
        return choices;
    }

    private void giveUp(Step step, @Nullable Step gainer) {
        UUID by =
                gainer != null && step.planned.gain() < 0 && takesFrom(gainer, step) ? gainer.planned.request() : null;
        if (step.line.need() != null) {
            givenUp(step).forEach(booking -> batch.units.endPlanned(booking, by, command.plan()));
            return;
        }
        surplus(step).forEach(allocation -> batch.endPlanned(allocation, by, command.plan()));
    }

    private void take(Step step) {
        if (step.line.need() != null) {
            takeUnits(step);
            return;
        }
        Demand open = batch.openDemand(new LineKey(step.line.request(), step.line.number()));
        if (open == null) {
            verdicts.put(step.planned, new Verdict(Result.APPLIED, null, null));
            return;
        }
        List<Rules.Choice> choices = choices(step, List.of());
        long wanted = choices.stream().mapToLong(Rules.Choice::quantity).sum();
        Decision decision = rules.serve(open, choices);
        batch.keep(decision, command.plan());
        if (open.quantity() - decision.left() == wanted) {
            verdicts.put(step.planned, new Verdict(Result.APPLIED, null, null));
        } else {
            redecide(step, Cause.SOURCE_CHANGED, skipped(decision));
        }
    }

    private void takeUnits(Step step) {
        Set<Integer> wanted = wanted(step);
        UnitDecision decision = wanted.isEmpty() || step.line.left() == 0
                ? null
                : batch.units.serve(step.key(), wanted, command.plan());
        int given = decision == null ? 0 : decision.grants().size();
        if (given == wanted.size()) {
            verdicts.put(step.planned, new Verdict(Result.APPLIED, null, null));
        } else {
            redecide(step, Cause.SOURCE_CHANGED, decision == null ? null : skipped(decision.explanation()));
        }
    }

    private static @Nullable String skipped(UnitExplanation why) {
        return why.units().stream()
                .map(UnitExplanation.LookedUnit::skipped)
                .filter(Objects::nonNull)
                .map(Enum::name)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String skipped(Decision decision) {
        return decision.explanation().sources().stream()
                .map(Looked::skipped)
                .filter(Objects::nonNull)
                .map(Enum::name)
                .findFirst()
                .orElse(null);
    }

    /** Once the whole batch is decided. */
    PlanAnswer answer() {
        List<AppliedLine> lines = new ArrayList<>();
        for (PlannedLine planned : command.lines()) {
            Verdict verdict = Objects.requireNonNull(verdicts.get(planned));
            Request request = loaded.requests.get(planned.request());
            Line line = request == null ? null : request.line(planned.line());
            lines.add(new AppliedLine(
                    planned.request(),
                    planned.line(),
                    verdict.result,
                    verdict.cause,
                    verdict.skipped,
                    line == null ? 0 : line.allocated(),
                    line == null ? 0 : line.left()));
        }
        return new PlanAnswer(command.plan(), lines);
    }
}
