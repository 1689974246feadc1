package dev.muster.staff;

import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.unit.UnitKind;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /teams/{code}/exercises}: trainings and drills. */
@Path("/api/v1/teams/{code}/exercises")
@Tag(name = "Exercises")
@Produces(MediaType.APPLICATION_JSON)
public class TeamExerciseResource {

    private final Exercises exercises;
    private final Caller caller;

    TeamExerciseResource(Exercises exercises, Caller caller) {
        this.exercises = exercises;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Records a training or drill")
    public Uni<RestResponse<ExerciseView>> add(@PathParam("code") String code, ExerciseInput exercise) {
        exercise.check(new Violations(), exercises.today());
        return exercises
                .add(UnitKind.TEAM, exercise.view(code, null, caller.name()), caller::requireActFor)
                .map(kept -> RestResponse.status(RestResponse.Status.CREATED, kept));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A team's trainings and drills, the latest first")
    public Uni<Map<String, List<ExerciseView>>> list(@PathParam("code") String code) {
        return exercises.of(UnitKind.TEAM, code).map(all -> Map.of("items", all));
    }
}
