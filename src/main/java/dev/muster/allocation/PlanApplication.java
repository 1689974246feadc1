package dev.muster.allocation;

import dev.muster.allocation.PlanAnswer.AppliedLine;
import dev.muster.allocation.PlanAnswer.Cause;
import dev.muster.allocation.PlanAnswer.Result;
import dev.muster.allocation.PlanSide.Less;
import dev.muster.allocation.PlanStep.Shelf;
import dev.muster.allocation.engine.Rules;
import dev.muster.request.Line;
import dev.muster.request.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a plan in a batch. Lines that stand as the plan found them, and would get by the rules of now what it gives them,
 * give up what it moves elsewhere, then each takes it, in R1 order. Everything else is left to the rules, which look at all
 * that is short right after: nothing is forced.
 */
final class PlanApplication {

    private record Verdict(
            Result result, @Nullable Cause cause, @Nullable String skipped) {}

    private final BatchDecision batch;
    private final Loaded loaded;
    private final Command.ApplyPlan command;
    private final PlanSide goods;
    private final PlanSide units;
    private final Map<PlannedLine, Verdict> verdicts = new HashMap<>();

    PlanApplication(BatchDecision batch, Rules rules, Command.ApplyPlan command) {
        this.batch = batch;
        this.loaded = batch.loaded;
        this.command = command;
        this.goods = new PlannedGoods(batch, rules, command.plan());
        this.units = new PlannedUnits(batch, command.plan());
    }

    void apply() {
        List<PlanStep> ofGoods = new ArrayList<>();
        List<PlanStep> ofUnits = new ArrayList<>();
        for (PlannedLine planned : command.lines()) {
            PlanStep step = step(planned);
            boolean unit = step != null && step.line.need() != null;
            if (step != null && stands(step, unit ? units : goods)) {
                (unit ? ofUnits : ofGoods).add(step);
            }
        }
        apply(ofGoods, goods);
        apply(ofUnits, units);
    }

    private @Nullable PlanStep step(PlannedLine planned) {
        Request request = loaded.requests.get(planned.request());
        Line line = request == null ? null : request.line(planned.line());
        if (request == null || line == null || !line.open()) {
            verdicts.put(planned, new Verdict(Result.SKIPPED, Cause.LINE_CLOSED, null));
            return null;
        }
        return new PlanStep(planned, request, line);
    }

    private boolean stands(PlanStep step, PlanSide side) {
        Map<Shelf, Long> reserved = side.reserved(step);
        long allocated = step.line.allocated();
        boolean asked = Objects.equals(step.line.quantity(), step.planned.quantity());
        if (asked && allocated == step.planned.allocated() + step.planned.gain() && reserved.equals(step.wanted())) {
            verdicts.put(step.planned, new Verdict(Result.APPLIED, Cause.ALREADY, null));
            return false;
        }
        if (asked && allocated == step.planned.allocated() && reserved.equals(step.found())) {
            return true;
        }
        redecide(step, Cause.LINE_CHANGED, null);
        return false;
    }

    private void apply(List<PlanStep> standing, PlanSide side) {
        PlanStep gainer = standing.stream()
                .filter(step -> step.planned.gain() > 0)
                .filter(step -> batch.policy(step.request).mayPreempt(step.rank))
                .min(Comparator.comparing(step -> step.rank))
                .orElse(null);
        standing.removeIf(step -> !mayLose(step, gainer));
        standing.sort(Comparator.comparing(step -> step.rank));
        removeImpossible(standing, side);
        standing.forEach(step -> side.giveUp(step, by(step, gainer)));
        standing.forEach(step -> take(step, side));
    }

    /** R6: a line loses only what the policy in force lets a higher one take back that gains by this plan. */
    private boolean mayLose(PlanStep step, @Nullable PlanStep gainer) {
        if (step.planned.gain() >= 0 || takesFrom(gainer, step)) {
            return true;
        }
        redecide(step, Cause.NOT_ALLOWED, null);
        return false;
    }

    private static @Nullable UUID by(PlanStep step, @Nullable PlanStep gainer) {
        return gainer != null && step.planned.gain() < 0 && takesFrom(gainer, step) ? gainer.planned.request() : null;
    }

    /** @param gainer the foremost line that gains and may take back, null if there is none */
    private static boolean takesFrom(@Nullable PlanStep gainer, PlanStep loser) {
        return gainer != null && gainer.rank.demandClass() < loser.rank.demandClass();
    }

    /**
     * Tries the whole and undoes it: lines that would not get what is planned keep what they have, and so does who counted on
     * that, until all that is left can be done. So nobody gives up anything for a source that is gone.
     */
    private void removeImpossible(List<PlanStep> standing, PlanSide side) {
        boolean again = true;
        while (again) {
            Map<PlanStep, Less> impossible = side.impossible(standing);
            impossible.forEach((step, less) -> redecide(step, Cause.SOURCE_CHANGED, less.skipped()));
            standing.removeAll(impossible.keySet());
            again = !impossible.isEmpty();
        }
    }

    private void take(PlanStep step, PlanSide side) {
        @Nullable Less less = side.take(step);
        if (less != null) {
            redecide(step, Cause.SOURCE_CHANGED, less.skipped());
        } else {
            verdicts.put(step.planned, new Verdict(Result.APPLIED, null, null));
        }
    }

    private void redecide(PlanStep step, Cause cause, @Nullable String skipped) {
        verdicts.put(step.planned, new Verdict(Result.RE_DECIDED, cause, skipped));
        if (step.line.left() > 0) {
            batch.ask(step.line);
        }
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
