package dev.muster.allocation;

import dev.muster.allocation.PlanStep.Shelf;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How lines of one sort, for goods or for units, give up and take what a plan says. */
interface PlanSide {

    /**
     * A step that got less than is planned.
     *
     * @param skipped the rule that passed a source over, null if none did
     */
    record Less(@Nullable String skipped) {}

    /** What the rules have reserved for a step's line, that has not left. */
    Map<Shelf, Long> reserved(PlanStep step);

    /**
     * Tries all steps together and undoes it.
     *
     * @param steps in R1 order
     * @return those that would not get what is planned for them
     */
    Map<PlanStep, Less> impossible(List<PlanStep> steps);

    /** @param by the request that takes it back, null where nobody does */
    void giveUp(PlanStep step, @Nullable UUID by);

    /** Takes what is planned, as far as the rules let it; null if that is all. */
    @Nullable
    Less take(PlanStep step);
}
