package dev.muster.asset;

import dev.muster.platform.Codes;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.site.Position;
import dev.muster.unit.StatusEntry;
import dev.muster.unit.UnitFilter;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRegister;
import dev.muster.unit.UnitStatus;
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

    private static final int MOST_ENTRIES = 1000;

    private final UnitRegister register;
    private final Caller caller;

    AssetResource(UnitRegister register, Caller caller) {
        this.register = register;
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
        return register.put(asset.withCode(code).checked(), Revision.of(headers), caller.name())
                .chain(stored -> register.get(UnitKind.ASSET, code)
                        .map(now -> new Stored<>(AssetView.of(now), stored.version(), stored.outcome()).written()));
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "An asset and where it stands")
    public Uni<RestResponse<AssetView>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return register.get(UnitKind.ASSET, code)
                .map(now -> RestResponse.ResponseBuilder.ok(AssetView.of(now))
                        .header(HttpHeaders.ETAG, Revision.tag(now.version()))
                        .build());
    }

    @GET
    @Path("{code}/history")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Every status an asset has had, the latest first")
    public Uni<Map<String, List<StatusEntry>>> history(@PathParam("code") String code) {
        return register.history(UnitKind.ASSET, code, MOST_ENTRIES).map(entries -> Map.of("items", entries));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Assets by tag, or nearest first")
    public Uni<Page<AssetView>> list(
            @BeanParam PageQuery page,
            @QueryParam("type") @Nullable String type,
            @QueryParam("site") @Nullable String site,
            @QueryParam("home") @Nullable String home,
            @QueryParam("status") @Nullable UnitStatus status,
            @QueryParam("near") @Nullable String near) {
        UnitFilter filter = new UnitFilter(
                UnitKind.ASSET, type, site, home, status, near == null ? null : Position.parameter("near", near));
        return register.list(filter, page.request("assets", type, site, home, status, near))
                .map(found -> found.map(AssetView::of));
    }
}
