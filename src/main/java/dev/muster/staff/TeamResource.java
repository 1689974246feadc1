package dev.muster.staff;

import dev.muster.platform.Codes;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.unit.StatusEntry;
import dev.muster.unit.UnitAnswers;
import dev.muster.unit.UnitConfig;
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

/** {@code /teams}: the register of teams. */
@Path("/api/v1/teams")
@Tag(name = "Teams")
@Produces(MediaType.APPLICATION_JSON)
public class TeamResource {

    private final UnitAnswers answers;
    private final Caller caller;
    private final UnitConfig config;

    TeamResource(UnitAnswers answers, Caller caller, UnitConfig config) {
        this.answers = answers;
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
        return answers.put(given.withCode(code).checked(config), headers, caller.name(), TeamView::of);
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A team and where it stands")
    public Uni<RestResponse<TeamView>> get(@PathParam("code") String code) {
        return answers.get(UnitKind.TEAM, code, TeamView::of);
    }

    @GET
    @Path("{code}/history")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Every status a team has had, the latest first")
    public Uni<Map<String, List<StatusEntry>>> history(@PathParam("code") String code) {
        return answers.history(UnitKind.TEAM, code);
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Teams by code, or nearest first")
    public Uni<Page<TeamView>> list(
            @BeanParam PageQuery page,
            @BeanParam UnitQuery query,
            @QueryParam("competency") @Nullable String competency) {
        return answers.list("teams", UnitKind.TEAM, competency, query, page, TeamView::of);
    }
}
