package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A training or drill of a team or a person.
 *
 * @param team code, null if it is a person's
 * @param staff staff number, null if it is a team's
 * @param title what it was about
 */
@Schema(name = "Exercise")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExerciseView(
        UUID id,
        @Nullable String team,
        @Nullable String staff,
        Kind kind,
        LocalDate heldOn,
        @Nullable String title,
        @Nullable String note,
        String actor) {

    /** What was held. */
    public enum Kind {
        TRAINING,
        DRILL
    }

    String whose() {
        return team == null ? Objects.requireNonNull(staff) : team;
    }
}
