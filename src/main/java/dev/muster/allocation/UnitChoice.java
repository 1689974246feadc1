package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.engine.units.UnitDemand;
import dev.muster.allocation.engine.units.UnitExplanation.LookedUnit;
import dev.muster.allocation.engine.units.UnitGrant;
import dev.muster.allocation.engine.units.UnitRules.Choice;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.unit.Obstacle;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An officer's own choice of a unit, in a batch. What cannot be (two places at once, out of use, arriving when all is over) is
 * refused to all; level, credential, roster, rest and upkeep can be set aside, by a commander and with a reason.
 */
final class UnitChoice {

    /**
     * What is kept of a choice, to explain it.
     *
     * @param officer who chose
     * @param overrideReason why rules were set aside, null if none was
     * @param units the unit, and each rule that was set aside for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Chosen(String officer, @Nullable String overrideReason, List<LookedUnit> units) {}

    private final BatchDecision batch;
    private final Loaded loaded;

    UnitChoice(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    @Nullable
    Problem choose(Command.ChooseUnit command) {
        @Nullable Request request = loaded.requests.get(command.request());
        @Nullable Line line = request == null ? null : request.line(command.line());
        if (line == null) {
            return Problem.of(ProblemType.NOT_FOUND, "request.line-unknown", command.request(), command.line());
        }
        if (line.need() == null) {
            return Problem.violation("unit", "unit.line-of-supplies");
        }
        if (line.left() == 0) {
            return Problem.violation("line", "allocation.more-than-open", 0);
        }
        UnitDemand demand = batch.units.demand(new LineKey(line.request(), line.number()));
        @Nullable Integer id = loaded.unitIds.get(new UnitStore.Name(demand.kind(), command.unit()));
        @Nullable Unit unit = id == null ? null : loaded.units.find(id);
        if (unit == null) {
            return Problem.violation("unit", "unit.none-of-kind", demand.kind(), command.unit());
        }
        if (!unit.serves().containsKey(demand.item())) {
            return Problem.violation(
                    "unit",
                    "unit.serves-other",
                    unit.code(),
                    loaded.facts.item(demand.item()).code());
        }
        return take(command, demand, unit);
    }

    private @Nullable Problem take(Command.ChooseUnit command, UnitDemand demand, Unit unit) {
        Choice choice = batch.units.rules.choice(demand, unit);
        @Nullable UnitGrant grant = choice.grant();
        if (grant == null) {
            return impossible(unit, choice);
        }
        boolean breaks = !choice.broken().isEmpty();
        if (breaks
                && (command.overrideReason() == null || command.overrideReason().isBlank())) {
            return Problem.violations(
                    ProblemType.RULE_BROKEN,
                    List.of(Violation.of(
                            "overrideReason", "unit.override-needs-reason", unit.code(), named(choice.broken()))));
        }
        if (breaks && !command.mayOverride()) {
            return Problem.of(ProblemType.FORBIDDEN, "unit.override-by-commander", named(choice.broken()));
        }
        @Nullable String reason = breaks ? command.overrideReason() : null;
        batch.units.choose(command.id(), demand, grant, command.actor(), reason);
        batch.explained.add(new BatchDecision.Explained(
                new LineKey(demand.rank().request(), demand.rank().line()),
                batch.policy(batch.units.request(new LineKey(
                                demand.rank().request(), demand.rank().line())))
                        .name(),
                new Chosen(command.actor(), reason, looked(grant, choice.broken()))));
        return null;
    }

    private static Problem impossible(Unit unit, Choice choice) {
        if (choice.broken().isEmpty()) {
            return Problem.violation("unit", "unit.cannot-come", unit.code(), Objects.requireNonNull(choice.skipped()));
        }
        return Problem.of(ProblemType.NOT_FREE, "unit.not-to-be-had", unit.code(), named(choice.broken()));
    }

    private static String named(List<Obstacle> broken) {
        return broken.stream()
                .map(o -> o.kind()
                        + (o.detail() == null ? "" : " " + o.detail())
                        + (o.until() == null ? "" : " (" + o.until() + ")"))
                .collect(Collectors.joining(", "));
    }

    private List<LookedUnit> looked(UnitGrant grant, List<Obstacle> broken) {
        List<LookedUnit> looked = new ArrayList<>();
        String site = loaded.facts.site(grant.source()).code();
        double km = grant.journey().distanceKm();
        int minutes = grant.journey().minutes();
        Unit unit = grant.unit();
        looked.add(new LookedUnit(unit.code(), unit.kind(), site, km, minutes, true, null, null, null));
        broken.forEach(o -> looked.add(new LookedUnit(
                unit.code(),
                unit.kind(),
                site,
                km,
                minutes,
                null,
                UnitSkip.valueOf(o.kind().name()),
                o.until(),
                o.detail())));
        return looked;
    }
}
