package dev.muster.asset;

import dev.muster.asset.HazardView.Severity;
import dev.muster.asset.HazardView.State;
import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /hazards}: faults and hazards. A keeper writes those of the own site. */
@Path("/api/v1/hazards")
@Tag(name = "Hazards")
@Produces(MediaType.APPLICATION_JSON)
public class HazardResource {

    private static final int MAX_TEXT = 2000;

    /**
     * A hazard as somebody reports it. Required: site, severity, description.
     *
     * @param asset tag, if it is an asset's
     * @param dueAt until when it must be verified; absent: as its severity demands
     */
    record Report(
            @Nullable UUID id,
            @Nullable String site,
            @Nullable String asset,
            @Nullable Severity severity,
            @FreeText @Nullable String description,
            @Nullable Instant dueAt) {}

    /** What was done about it. */
    record Rectification(
            @Nullable UUID id, @FreeText @Nullable String done) {}

    /** Whether that is enough. */
    record Verification(@Nullable UUID id, @Nullable Boolean accepted) {}

    private final Hazards hazards;
    private final Caller caller;
    private final Clock clock;

    HazardResource(Hazards hazards, Caller caller, Clock clock) {
        this.hazards = hazards;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Reports a fault or hazard")
    public Uni<RestResponse<HazardView>> report(Report report) {
        new Violations()
                .required("site", report.site())
                .required("severity", report.severity())
                .required("description", report.description())
                .text("description", report.description(), MAX_TEXT)
                .check(report.dueAt() == null || report.dueAt().isAfter(clock.instant()), "dueAt", "future")
                .throwIfAny();
        String site = Objects.requireNonNull(report.site());
        caller.requireActFor(site);
        return hazards.report(
                        id(report.id()),
                        site,
                        report.asset(),
                        Objects.requireNonNull(report.severity()),
                        Objects.requireNonNull(report.description()),
                        report.dueAt(),
                        caller.name())
                .map(kept -> RestResponse.status(RestResponse.Status.CREATED, kept));
    }

    private static UUID id(@Nullable UUID given) {
        return given == null ? Ids.next() : given;
    }

    @POST
    @Path("{id}/rectify")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Says what was done about it")
    public Uni<HazardView> rectify(@PathParam("id") UUID id, Rectification rectification) {
        new Violations()
                .required("done", rectification.done())
                .text("done", rectification.done(), MAX_TEXT)
                .throwIfAny();
        return hazards.rectify(
                id(rectification.id()),
                id,
                Objects.requireNonNull(rectification.done()),
                caller::requireActFor,
                caller.name());
    }

    @POST
    @Path("{id}/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Says, as another person than who rectified it, whether that is enough")
    public Uni<HazardView> verify(@PathParam("id") UUID id, Verification verification) {
        new Violations().required("accepted", verification.accepted()).throwIfAny();
        return hazards.verify(
                id(verification.id()),
                id,
                Boolean.TRUE.equals(verification.accepted()),
                caller::requireActFor,
                caller.name());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Hazards, the newest first")
    public Uni<Page<HazardView>> list(
            @BeanParam PageQuery page,
            @QueryParam("site") @Nullable String site,
            @QueryParam("asset") @Nullable String asset,
            @QueryParam("state") @Nullable State state,
            @QueryParam("overdue") @Nullable Boolean overdue) {
        return hazards.list(site, asset, state, overdue, page.request("hazards", site, asset, state, overdue));
    }
}
