package dev.muster.staff;

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
import dev.muster.unit.UnitConfig;
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

/** {@code /teams}: the register of teams. */
@Path("/api/v1/teams")
@Tag(name = "Teams")
@Produces(MediaType.APPLICATION_JSON)
public class TeamResource {

    private static final int MOST_ENTRIES = 1000;

    private final UnitRegister register;
    private final Caller caller;
    private final UnitConfig config;

    TeamResource(UnitRegister register, Caller caller, UnitConfig config) {
        this.register = register;
        this.caller = caller;
        this.config = config;
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a team")
    public Uni<RestResponse<TeamView>> put(
            @PathParam("code") String code, TeamInput given, @Context HttpHeaders headers) {
        Codes.requireSame(code, given.code());
        return register.put(given.withCode(code).checked(config.teamMembers()), Revision.of(headers), caller.name())
                .chain(stored -> register.get(UnitKind.TEAM, code)
                        .map(now -> new Stored<>(TeamView.of(now), stored.version(), stored.outcome()).written()));
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A team and where it stands")
    public Uni<RestResponse<TeamView>> get(@PathParam("code") String code, @Context HttpHeaders headers) {
        return register.get(UnitKind.TEAM, code)
                .map(now -> RestResponse.ResponseBuilder.ok(TeamView.of(now))
                        .header(HttpHeaders.ETAG, Revision.tag(now.version()))
                        .build());
    }

    @GET
    @Path("{code}/history")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Every status a team has had, the latest first")
    public Uni<Map<String, List<StatusEntry>>> history(@PathParam("code") String code) {
        return register.history(UnitKind.TEAM, code, MOST_ENTRIES).map(entries -> Map.of("items", entries));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Teams by code, or nearest first")
    public Uni<Page<TeamView>> list(
            @BeanParam PageQuery page,
            @QueryParam("competency") @Nullable String competency,
            @QueryParam("site") @Nullable String site,
            @QueryParam("home") @Nullable String home,
            @QueryParam("status") @Nullable UnitStatus status,
            @QueryParam("near") @Nullable String near) {
        UnitFilter filter = new UnitFilter(
                UnitKind.TEAM, competency, site, home, status, near == null ? null : Position.parameter("near", near));
        return register.list(filter, page.request("teams", competency, site, home, status, near))
                .map(found -> found.map(TeamView::of));
    }
}
