package dev.muster.stock;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /stock-levels}. */
@Path("/api/v1/stock-levels")
@Tag(name = "Stock levels")
@Produces(MediaType.APPLICATION_JSON)
public class StockLevelResource {

    private final StockLevels levels;
    private final Caller caller;

    StockLevelResource(StockLevels levels, Caller caller) {
        this.levels = levels;
        this.caller = caller;
    }

    /** Base units; each 0 if absent. */
    @Schema(name = "StockLevelInput")
    public record Input(@Nullable Long floor, @Nullable Long par) {}

    @PUT
    @Path("{site}/{item}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Set the reserve floor and par level of an item at a site")
    public Uni<RestResponse<StockLevel>> put(
            @PathParam("site") String site, @PathParam("item") String item, Input input, @Context HttpHeaders headers) {
        StockLevel level = new StockLevel(
                site, item, input.floor() == null ? 0 : input.floor(), input.par() == null ? 0 : input.par());
        return levels.put(level, Revision.of(headers), caller.name()).map(Stored::written);
    }

    @GET
    @Path("{site}/{item}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "The levels of an item at a site")
    public Uni<RestResponse<StockLevel>> get(
            @PathParam("site") String site, @PathParam("item") String item, @Context HttpHeaders headers) {
        return levels.get(site, item).map(level -> level.shown(Revision.of(headers)));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Floors and par levels by site and item")
    public Uni<Page<StockLevel>> list(
            @BeanParam PageQuery page,
            @QueryParam("site") @Nullable String site,
            @QueryParam("item") @Nullable String item) {
        return levels.list(site, item, page.request("stock-levels", site, item));
    }
}
