package dev.muster.allocation.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.allocation.plan.Unmet;
import dev.muster.allocation.planning.PlanLineStore.StoredChange;
import dev.muster.allocation.planning.PlanLineStore.StoredLine;
import dev.muster.allocation.planning.PlanStore.Stored;
import dev.muster.incident.PolicyLevel;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan as callers see it.
 *
 * @param policy code of the policy whose automatic plan it is; absent if somebody asked for it
 * @param hypothetical whether it supposes what is not so, and is never applied
 * @param asOf when what it plans was read
 * @param applicableUntil how long it may be applied; absent if it may not
 * @param lines how many lines it plans
 * @param planned how many of them it has planned so far
 * @param reason why it failed
 * @param result what it amounts to, once it is made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanView(
        UUID id,
        PlanState state,
        String actor,
        @Nullable String policy,
        Instant createdAt,
        @Nullable Instant asOf,
        @Nullable Instant endedAt,
        @Nullable Instant appliedAt,
        @Nullable Instant applicableUntil,
        boolean hypothetical,
        Wish.Scope scope,
        Wish.WhatIf whatIf,
        Wish.Movable movable,
        Objective objective,
        int lines,
        int planned,
        @Nullable String reason,
        @Nullable PlanResult result) {

    static PlanView of(Stored plan, PlanningConfig config, Wording language) {
        Problem.Violation reason = plan.reason();
        PlanResult result = plan.kept() == null ? null : plan.kept().result();
        boolean applicable = result != null
                && !plan.hypothetical()
                && result.comparison() != PlanResult.Comparison.WORSE
                && plan.asOf() != null;
        return new PlanView(
                plan.id(),
                plan.state(),
                plan.actor(),
                plan.policy(),
                plan.createdAt(),
                plan.asOf(),
                plan.endedAt(),
                plan.appliedAt(),
                applicable && plan.asOf() != null ? plan.asOf().plus(config.applyWithin()) : null,
                plan.hypothetical(),
                plan.wish().scope(),
                plan.wish().whatIf(),
                plan.wish().movable(),
                plan.wish().objective(),
                plan.lines(),
                plan.planned(),
                reason == null
                        ? null
                        : language.detail(Problem.of(
                                ProblemType.RULE_BROKEN,
                                reason.message(),
                                reason.args().toArray())),
                result);
    }

    /**
     * A line of a plan. Quantities in base units.
     *
     * @param allocated what it had when the plan was made
     * @param served what it would have
     * @param missing what it would lack
     * @param reason why
     * @param changed whether anything of its would be added, moved or dropped
     * @param sources where its goods come from by rule, nearest first
     * @param words all this in short sentences, in the caller's language
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            UUID request,
            int line,
            String site,
            String item,
            PolicyLevel level,
            Urgency urgency,
            boolean keySite,
            long quantity,
            long allocated,
            long served,
            long missing,
            @Nullable Unmet reason,
            boolean changed,
            List<PlanLineStore.Source> sources,
            List<String> words) {

        static LineView of(StoredLine line, PlanWords words) {
            return new LineView(
                    line.request(),
                    line.line(),
                    line.site(),
                    line.item(),
                    line.level(),
                    line.urgency(),
                    line.keySite(),
                    line.quantity(),
                    line.allocated(),
                    line.served(),
                    line.quantity() - line.served(),
                    line.reason(),
                    line.changed(),
                    line.sources(),
                    words.of(line));
        }
    }

    /** What becomes of a line's reservations at a source. */
    enum Change {
        /** New. */
        ADDED,
        /** More than now. */
        MORE,
        /** Less than now. */
        LESS,
        /** None any more. */
        DROPPED
    }

    /**
     * What a plan changes at a source of a line. Quantities in base units.
     *
     * @param item code of the item asked for
     * @param source code of the giving site
     * @param given code of the item given
     * @param now reserved by rule now
     * @param planned reserved if the plan is applied
     * @param unit tag, staff number or code of the unit that is sent; absent where goods are
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeView(
            UUID request,
            int line,
            String site,
            String item,
            Urgency urgency,
            String source,
            String given,
            long now,
            long planned,
            int travelMinutes,
            Change change,
            @Nullable String unit) {

        static ChangeView of(StoredChange stored) {
            Change change = stored.now() == 0
                    ? Change.ADDED
                    : stored.planned() == 0
                            ? Change.DROPPED
                            : stored.planned() > stored.now() ? Change.MORE : Change.LESS;
            return new ChangeView(
                    stored.request(),
                    stored.line(),
                    stored.site(),
                    stored.item(),
                    stored.urgency(),
                    stored.source(),
                    stored.given(),
                    stored.now(),
                    stored.planned(),
                    stored.minutes(),
                    change,
                    stored.unit());
        }
    }
}
