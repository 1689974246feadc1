package dev.muster.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A fault or hazard (隐患).
 *
 * @param site code of the site
 * @param asset tag, null if it is none's
 * @param dueAt until when it must be verified
 * @param escalatedAt when somebody was last told that it is overdue, null if nobody was
 * @param escalation how many steps of that have been taken, null for none
 * @param escalatedTo role that was told last
 * @param withdrawn whether it keeps its asset out of service
 */
@Schema(name = "Hazard")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HazardView(
        UUID id,
        String site,
        @Nullable String asset,
        Severity severity,
        String description,
        State state,
        Instant dueAt,
        String reportedBy,
        Instant reportedAt,
        @Nullable String rectifiedBy,
        @Nullable Instant rectifiedAt,
        @Nullable String rectifiedAs,
        @Nullable String verifiedBy,
        @Nullable Instant verifiedAt,
        @Nullable Instant escalatedAt,
        @Nullable Integer escalation,
        @Nullable String escalatedTo,
        boolean withdrawn) {

    /** How bad it is: the deadline follows from it. */
    public enum Severity {
        MINOR,
        MAJOR
    }

    /** REPORTED, RECTIFIED, VERIFIED; one that is not verified is REPORTED again. */
    public enum State {
        REPORTED,
        RECTIFIED,
        VERIFIED
    }
}
