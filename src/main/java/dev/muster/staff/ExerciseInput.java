package dev.muster.staff;

import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.Violations;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was held; {@code heldOn} not in the future.
 *
 * @param title what it was about
 */
@Schema(name = "ExerciseInput")
public record ExerciseInput(
        @Nullable UUID id,
        ExerciseView.@Nullable Kind kind,
        @Nullable LocalDate heldOn,
        @Nullable String title,
        @FreeText @Nullable String note) {

    private static final int MAX_TITLE = 200;
    private static final int MAX_NOTE = 2000;

    /** Refuses (422) what is incomplete or lies ahead. */
    void check(Violations violations, LocalDate today) {
        violations
                .required("kind", kind)
                .required("heldOn", heldOn)
                .check(heldOn == null || !heldOn.isAfter(today), "heldOn", "time.not-yet")
                .text("title", title, MAX_TITLE)
                .text("note", note, MAX_NOTE)
                .throwIfAny();
    }

    /** Of exactly one of a team and a person. */
    ExerciseView view(@Nullable String team, @Nullable String staff, String actor) {
        return new ExerciseView(
                id == null ? Ids.next() : id,
                team,
                staff,
                Objects.requireNonNull(kind),
                Objects.requireNonNull(heldOn),
                title,
                note,
                actor);
    }
}
