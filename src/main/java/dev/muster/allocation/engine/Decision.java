package dev.muster.allocation.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demand got.
 *
 * @param demand the demand
 * @param grants what it got, in the order taken
 * @param left base units not met
 * @param reason why something is left, null if nothing is
 * @param explanation the whole why
 */
public record Decision(
        Demand demand,
        List<Grant> grants,
        long left,
        @Nullable Reason reason,
        Explanation explanation) {}
