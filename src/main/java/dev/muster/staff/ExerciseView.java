package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A training or drill of a team. */
@Schema(name = "Exercise")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExerciseView(
        UUID id,
        String team,
        Kind kind,
        LocalDate heldOn,
        @Nullable String note,
        String actor) {

    /** What was held. */
    public enum Kind {
        TRAINING,
        DRILL
    }
}
