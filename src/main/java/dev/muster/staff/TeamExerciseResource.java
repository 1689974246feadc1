package dev.muster.staff;

import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.unit.UnitConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /teams/{code}/exercises}: trainings and drills. */
@Path("/api/v1/teams/{code}/exercises")
@Tag(name = "Exercises")
@Produces(MediaType.APPLICATION_JSON)
public class TeamExerciseResource {

    private static final int MAX_NOTE = 2000;

    /** What was held; {@code heldOn} not in the future. */
    record ExerciseInput(
            @Nullable UUID id,
            ExerciseView.@Nullable Kind kind,
            @Nullable LocalDate heldOn,
            @FreeText @Nullable String note) {}

    private final Exercises exercises;
    private final Caller caller;
    private final UnitConfig config;
    private final Clock clock;

    TeamExerciseResource(Exercises exercises, Caller caller, UnitConfig config, Clock clock) {
        this.exercises = exercises;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Records a training or drill")
    public Uni<RestResponse<ExerciseView>> add(@PathParam("code") String code, ExerciseInput exercise) {
        LocalDate today = LocalDate.now(clock.withZone(config.zone()));
        new Violations()
                .required("kind", exercise.kind())
                .required("heldOn", exercise.heldOn())
                .check(exercise.heldOn() == null || !exercise.heldOn().isAfter(today), "heldOn", "time.not-yet")
                .text("note", exercise.note(), MAX_NOTE)
                .throwIfAny();
        ExerciseView held = new ExerciseView(
                exercise.id() == null ? Ids.next() : exercise.id(),
                code,
                Objects.requireNonNull(exercise.kind()),
                Objects.requireNonNull(exercise.heldOn()),
                exercise.note(),
                caller.name());
        return exercises
                .add(held, caller::requireActFor)
                .map(kept -> RestResponse.status(RestResponse.Status.CREATED, kept));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A team's trainings and drills, the latest first")
    public Uni<Map<String, List<ExerciseView>>> list(@PathParam("code") String code) {
        return exercises.of(code).map(all -> Map.of("items", all));
    }
}
