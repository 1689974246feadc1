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

    private final UnitAnswers answers;
    private final Caller caller;
    private final UnitConfig config;
    private final Clock clock;

    StaffResource(UnitAnswers answers, Caller caller, UnitConfig config, Clock clock) {
        this.answers = answers;
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
        return answers.put(
                given.withNumber(number).checked(LocalDate.now(clock.withZone(config.zone()))),
                headers,
                caller.name(),
                StaffView::of);
    }

    @GET
    @Path("{number}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "A person and where they stand")
    public Uni<RestResponse<StaffView>> get(@PathParam("number") String number) {
        return answers.get(UnitKind.PERSON, number, StaffView::of);
    }

    @GET
    @Path("{number}/history")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Every status a person has had, the latest first")
    public Uni<Map<String, List<StatusEntry>>> history(@PathParam("number") String number) {
        return answers.history(UnitKind.PERSON, number);
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "People by staff number, or nearest first")
    public Uni<Page<StaffView>> list(
            @BeanParam PageQuery page,
            @BeanParam UnitQuery query,
            @QueryParam("competency") @Nullable String competency) {
        return answers.list("staff", UnitKind.PERSON, competency, query, page, StaffView::of);
    }
}
