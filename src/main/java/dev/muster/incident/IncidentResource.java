package dev.muster.incident;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.platform.Csv;
import dev.muster.platform.MergePatch;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /incidents}. */
@Path("/api/v1/incidents")
@Tag(name = "Incidents")
@Produces(MediaType.APPLICATION_JSON)
public class IncidentResource {

    private final Incidents incidents;
    private final Caller caller;

    IncidentResource(Incidents incidents, Caller caller) {
        this.incidents = incidents;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.ADMIN})
    @Operation(summary = "Open an incident")
    public Uni<RestResponse<IncidentRecord>> create(IncidentInput incident) {
        return incidents.create(incident, caller.name()).map(Stored::written);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.COMMANDER)
    @Operation(summary = "Change an incident's level, phase, names, kind or region (JSON Merge Patch)")
    @RequestBody(
            content =
                    @Content(mediaType = MergePatch.MEDIA_TYPE, schema = @Schema(implementation = IncidentInput.class)))
    public Uni<RestResponse<IncidentRecord>> patch(
            @PathParam("id") UUID id, JsonNode patch, @Context HttpHeaders headers) {
        return incidents.patch(id, patch, Revision.of(headers), caller.name()).map(Stored::written);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "An incident")
    public Uni<RestResponse<IncidentRecord>> get(@PathParam("id") UUID id, @Context HttpHeaders headers) {
        return incidents.get(id).map(incident -> incident.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Incidents, newest first")
    public Uni<Page<IncidentRecord>> list(@BeanParam PageQuery page, @QueryParam("phase") @Nullable Phase phase) {
        return incidents.list(phase, page.request("incidents", phase));
    }
}
