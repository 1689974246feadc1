package dev.muster.site;

import dev.muster.platform.Codes;
import dev.muster.platform.Csv;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /regions}. */
@Path("/api/v1/regions")
@Tag(name = "Regions")
@Produces(MediaType.APPLICATION_JSON)
public class RegionResource {

    private final Regions regions;
    private final Caller caller;

    RegionResource(Regions regions, Caller caller) {
        this.regions = regions;
        this.caller = caller;
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a region")
    public Uni<RestResponse<RegionRecord>> put(
            @PathParam("code") String code, RegionInput region, @Context HttpHeaders headers) {
        Codes.requireSame(code, region.code());
        return regions.put(region.withCode(code).checked(), Revision.of(headers), caller.name())
                .map(Stored::written);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A region")
    public Uni<RestResponse<RegionRecord>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return regions.get(code).map(region -> region.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Regions by code, all or those directly below a parent")
    public Uni<Page<RegionRecord>> list(@BeanParam PageQuery page, @QueryParam("parent") @Nullable String parent) {
        return regions.list(parent, page.request("regions", parent));
    }
}
