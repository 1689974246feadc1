package dev.muster.asset;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /upkeep-due}: what must be done to equipment. */
@Path("/api/v1/upkeep-due")
@Tag(name = "Upkeep")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
public class UpkeepDueResource {

    private final Upkeep upkeep;

    UpkeepDueResource(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Plans due now or until a time, the longest overdue first")
    public Uni<Page<PlanView>> due(
            @BeanParam PageQuery page,
            @QueryParam("until") @Nullable Instant until,
            @QueryParam("home") @Nullable String home) {
        return upkeep.due(until, home, page.request("upkeep-due", until, home));
    }
}
