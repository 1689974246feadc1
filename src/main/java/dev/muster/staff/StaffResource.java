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
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /staff}: the register of people. */
@Path("/api/v1/staff")
@Tag(name = "Staff")
@Produces(MediaType.APPLICATION_JSON)
public class StaffResource {

    private static final int MOST_ENTRIES = 1000;

    private final UnitRegister register;
    private final Caller caller;
    private final UnitConfig config;
    private final Clock clock;

    StaffResource(UnitRegister register, Caller caller, UnitConfig config, Clock clock) {
        this.register = register;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    @PUT
    @Path("{number}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Create or replace a person")
    public Uni<RestResponse<StaffView>> put(
            @PathParam("number") String number, StaffInput given, @Context HttpHeaders headers) {
        Codes.requireSame(number, given.number());
        return register.put(
                        given.withNumber(number).checked(LocalDate.now(clock.withZone(config.zone()))),
                        Revision.of(headers),
                        caller.name())
                .chain(stored -> register.get(UnitKind.PERSON, number)
                        .map(now -> new Stored<>(StaffView.of(now), stored.version(), stored.outcome()).written()));
    }

    @GET
    @Path("{number}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A person and where they stand")
    public Uni<RestResponse<StaffView>> get(@PathParam("number") String number, @Context HttpHeaders headers) {
        return register.get(UnitKind.PERSON, number)
                .map(now -> RestResponse.ResponseBuilder.ok(StaffView.of(now))
                        .header(HttpHeaders.ETAG, Revision.tag(now.version()))
                        .build());
    }

    @GET
    @Path("{number}/history")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Every status a person has had, the latest first")
    public Uni<Map<String, List<StatusEntry>>> history(@PathParam("number") String number) {
        return register.history(UnitKind.PERSON, number, MOST_ENTRIES).map(entries -> Map.of("items", entries));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "People by staff number, or nearest first")
    public Uni<Page<StaffView>> list(
            @BeanParam PageQuery page,
            @QueryParam("competency") @Nullable String competency,
            @QueryParam("site") @Nullable String site,
            @QueryParam("home") @Nullable String home,
            @QueryParam("status") @Nullable UnitStatus status,
            @QueryParam("near") @Nullable String near) {
        UnitFilter filter = new UnitFilter(
                UnitKind.PERSON,
                competency,
                site,
                home,
                status,
                near == null ? null : Position.parameter("near", near));
        return register.list(filter, page.request("staff", competency, site, home, status, near))
                .map(found -> found.map(StaffView::of));
    }
}
