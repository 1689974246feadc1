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

/** {@code /staff/{number}/exercises}: trainings and drills of a person, beside those of teams. */
@Path("/api/v1/staff/{number}/exercises")
@Tag(name = "Exercises")
@Produces(MediaType.APPLICATION_JSON)
public class StaffExerciseResource {

    private final Exercises exercises;
    private final Caller caller;

    StaffExerciseResource(Exercises exercises, Caller caller) {
        this.exercises = exercises;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Records a training or drill of a person")
    public Uni<RestResponse<ExerciseView>> add(@PathParam("number") String number, ExerciseInput exercise) {
        exercise.check(new Violations().required("title", exercise.title()), exercises.today());
        return exercises
                .add(UnitKind.PERSON, exercise.view(null, number, caller.name()), caller::requireActFor)
                .map(kept -> RestResponse.status(RestResponse.Status.CREATED, kept));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A person's trainings and drills, the latest first")
    public Uni<Map<String, List<ExerciseView>>> list(@PathParam("number") String number) {
        return exercises.of(UnitKind.PERSON, number).map(all -> Map.of("items", all));
    }
}
