package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of applying a part of a plan.
 *
 * @param plan id of the plan
 * @param lines the lines that it changes, in the order of service
 */
public record PlanAnswer(UUID plan, List<AppliedLine> lines) {

    /** What came of a line. */
    public enum Result {
        /** It has what the plan gives it. */
        APPLIED,
        /** Something has changed since; the rules have decided it anew. */
        RE_DECIDED,
        /** It is there no more, or wants nothing. */
        SKIPPED
    }

    /** Why it is not simply applied. */
    public enum Cause {
        /** It stood as planned already. */
        ALREADY,
        /** Its quantity or what it has is not what the plan found. */
        LINE_CHANGED,
        /** It is cancelled, or there is no such line. */
        LINE_CLOSED,
        /** It would lose something, and the policy in force lets nobody take that back now. */
        NOT_ALLOWED,
        /** A source may or can no longer give what was planned. */
        SOURCE_CHANGED
    }

    /**
     * One line.
     *
     * @param cause why it is not simply applied, null if it is
     * @param skipped the rule that passed a planned source or unit over, null if none did
     * @param allocated base units it has now
     * @param missing base units it still lacks
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AppliedLine(
            UUID request,
            int line,
            Result result,
            @Nullable Cause cause,
            @Nullable String skipped,
            long allocated,
            long missing) {}
}
