package dev.muster.allocation;

import dev.muster.allocation.UnitStatuses.StatusInput;
import dev.muster.security.Roles;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStore.Name;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /staff/{number}/status}. (A class of its own, since the register's resource would match first.) */
@Path("/api/v1/staff/{number}/status")
@Tag(name = "Unit statuses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class StaffStatusResource {

    private final UnitStatuses statuses;

    StaffStatusResource(UnitStatuses statuses) {
        this.statuses = statuses;
    }

    @POST
    @Operation(summary = "Says where a person stands now")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> move(
            @PathParam("number") String number,
            StatusInput status,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        return statuses.move(new Name(UnitKind.PERSON, number), status, idempotencyKey);
    }
}
