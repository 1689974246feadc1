package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step of a volunteer's vetting.
 *
 * @param staff staff number
 * @param validUntil last day of a vetting; null for other steps
 * @param actor by whom
 */
@Schema(name = "Vetting")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VettingView(
        UUID id,
        String staff,
        Step state,
        @Nullable String reason,
        @Nullable LocalDate validUntil,
        String actor,
        Instant at) {

    /** What happened. */
    public enum Step {
        APPLIED,
        VETTED,
        REFUSED,
        EXPIRED
    }
}
