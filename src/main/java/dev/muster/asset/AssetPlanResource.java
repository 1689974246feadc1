package dev.muster.asset;

import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /assets/{code}/upkeep}: plans of maintenance, calibration and inspection, and what was done. */
@Path("/api/v1/assets/{code}/upkeep")
@Tag(name = "Upkeep")
@Produces(MediaType.APPLICATION_JSON)
public class AssetPlanResource {

    private static final int MAX_NOTE = 2000;

    /**
     * What was done.
     *
     * @param plan name of the plan it is done for, null for none
     * @param doneAt now, if absent
     */
    record Done(
            @Nullable UUID id,
            @Nullable String plan,
            @Nullable Purpose purpose,
            @Nullable Boolean passed,
            @Nullable Instant doneAt,
            @FreeText @Nullable String note) {}

    private final Upkeep upkeep;
    private final Caller caller;
    private final Clock clock;

    AssetPlanResource(Upkeep upkeep, Caller caller, Clock clock) {
        this.upkeep = upkeep;
        this.caller = caller;
        this.clock = clock;
    }

    @PUT
    @Path("plans/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a plan")
    public Uni<PlanView> put(@PathParam("code") String code, @PathParam("name") String name, PlanInput plan) {
        return upkeep.put(Ids.next(), code, name, plan, caller.name());
    }

    @GET
    @Path("plans")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "An asset's plans, and when each is due")
    public Uni<Map<String, List<PlanView>>> plans(@PathParam("code") String code) {
        return upkeep.plans(code).map(plans -> Map.of("items", plans));
    }

    @POST
    @Path("records")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Records what was done; what passed sets its plan's clock anew")
    public Uni<RestResponse<RecordView>> record(@PathParam("code") String code, Done done) {
        Instant now = clock.instant();
        Instant at = done.doneAt() == null ? now : done.doneAt();
        new Violations()
                .required("purpose", done.purpose())
                .required("passed", done.passed())
                .text("note", done.note(), MAX_NOTE)
                .check(!at.isAfter(now), "doneAt", "time.not-yet")
                .throwIfAny();
        RecordView record = new RecordView(
                done.id() == null ? Ids.next() : done.id(),
                code,
                done.plan(),
                Objects.requireNonNull(done.purpose()),
                Boolean.TRUE.equals(done.passed()),
                done.note(),
                at,
                caller.name());
        return upkeep.record(record, done, caller::requireActFor)
                .map(kept -> RestResponse.status(RestResponse.Status.CREATED, kept));
    }

    @GET
    @Path("records")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "What was done to an asset, the latest first")
    public Uni<Map<String, List<RecordView>>> records(@PathParam("code") String code) {
        return upkeep.records(code).map(records -> Map.of("items", records));
    }
}
