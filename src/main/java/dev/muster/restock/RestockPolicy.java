package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.request.Urgency;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version of the restock policy.
 *
 * @param version counts from 1; a version once made never changes
 */
@Schema(name = "RestockPolicy")
public record RestockPolicy(int version, @JsonUnwrapped RestockSettings settings, Instant createdAt, String createdBy) {

    /** As decisions name it. */
    public String name() {
        return "restock@" + version;
    }

    RestockRequest.Deadlines deadlines(Instant now, Urgency urgency) {
        return new RestockRequest.Deadlines(now.plus(settings.answerMinutes().of(urgency)), settings.remindPercent());
    }
}
