package dev.muster.staff;

import dev.muster.platform.Csv;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Problem;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.staff.Rosters.Added;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /rosters}: who is on duty or on call when. */
@Path("/api/v1/rosters")
@Tag(name = "Rosters")
@Produces(MediaType.APPLICATION_JSON)
public class RosterResource {

    private final Rosters rosters;
    private final Caller caller;

    RosterResource(Rosters rosters, Caller caller) {
        this.rosters = rosters;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Adds shifts, all or none; a keeper adds those of the own site's people")
    public Uni<RestResponse<Added>> add(RosterInput roster) {
        UUID id = roster.id() == null ? Ids.next() : roster.id();
        return rosters.add(id, roster, caller::requireActFor, caller.name())
                .map(added -> RestResponse.status(RestResponse.Status.CREATED, added));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Takes a shift away")
    public Uni<Void> remove(@PathParam("id") UUID id) {
        return rosters.remove(id, caller::requireActFor, caller.name());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Shifts by start, those that touch a time")
    public Uni<Page<ShiftView>> list(
            @BeanParam PageQuery page,
            @QueryParam("staff") @Nullable String staff,
            @QueryParam("team") @Nullable String team,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("until") @Nullable Instant until) {
        if (from != null && until != null && !from.isBefore(until)) {
            throw Problem.violation("until", "unit.end-before-start").asException();
        }
        return rosters.list(staff, team, from, until, page.request("rosters", staff, team, from, until));
    }
}
