package dev.muster.asset;

import dev.muster.platform.Codes;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.unit.StatusEntry;
import dev.muster.unit.UnitAnswers;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitQuery;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /assets}: the register of equipment. */
@Path("/api/v1/assets")
@Tag(name = "Assets")
@Produces(MediaType.APPLICATION_JSON)
public class AssetResource {

    private final UnitAnswers answers;
    private final Caller caller;

    AssetResource(UnitAnswers answers, Caller caller) {
        this.answers = answers;
        this.caller = caller;
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace an asset")
    public Uni<RestResponse<AssetView>> put(
            @PathParam("code") String code, AssetInput asset, @Context HttpHeaders headers) {
        Codes.requireSame(code, asset.code());
        return answers.put(asset.withCode(code).checked(), headers, caller.name(), AssetView::of);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "An asset and where it stands")
    public Uni<RestResponse<AssetView>> get(@PathParam("code") String code) {
        return answers.get(UnitKind.ASSET, code, AssetView::of);
    }

    @GET
    @Path("{code}/history")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Every status an asset has had, the latest first")
    public Uni<Map<String, List<StatusEntry>>> history(@PathParam("code") String code) {
        return answers.history(UnitKind.ASSET, code);
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Assets by tag, or nearest first")
    public Uni<Page<AssetView>> list(
            @BeanParam PageQuery page, @BeanParam UnitQuery query, @QueryParam("type") @Nullable String type) {
        return answers.list("assets", UnitKind.ASSET, type, query, page, AssetView::of);
    }
}
