package dev.muster.report;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.report.ServedReport.Served;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reports, as JSON or CSV. */
@Path("/api/v1/reports")
@Tag(name = "Reports")
public class ReportResource {

    private final ServedReport served;

    ReportResource(ServedReport served) {
        this.served = served;
    }

    @GET
    @Path("served")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Asked, served, short and mean distance, by urgency; of one incident by id or code, or of all")
    public Uni<Page<Served>> served(@QueryParam("incident") @Nullable String incident) {
        return served.byUrgency(incident).map(rows -> new Page<>(rows, null));
    }
}
