package dev.muster.staff;

import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.staff.VettingView.Step;
import dev.muster.unit.UnitConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /staff/{number}/vetting}: whether a volunteer may be sent, by whom, and until when. */
@Path("/api/v1/staff/{number}/vetting")
@Tag(name = "Volunteers")
@Produces(MediaType.APPLICATION_JSON)
public class StaffVettingResource {

    private static final int MAX_REASON = 2000;

    /**
     * A step. Required: state; of a refusal, the reason.
     *
     * @param state APPLIED (again), VETTED or REFUSED
     * @param validUntil last day of a vetting; as long as may be, if absent
     */
    record VettingInput(
            @Nullable UUID id,
            @Nullable Step state,
            @FreeText @Nullable String reason,
            @Nullable LocalDate validUntil) {}

    private final Vettings vettings;
    private final Caller caller;
    private final UnitConfig units;
    private final VolunteerConfig config;
    private final Clock clock;

    StaffVettingResource(Vettings vettings, Caller caller, UnitConfig units, VolunteerConfig config, Clock clock) {
        this.vettings = vettings;
        this.caller = caller;
        this.units = units;
        this.config = config;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Vets a volunteer for a time, refuses one with a reason, or lets one apply again")
    public Uni<RestResponse<VettingView>> take(@PathParam("number") String number, VettingInput vetting) {
        LocalDate today = LocalDate.now(clock.withZone(units.zone()));
        LocalDate latest = today.plusDays(config.vettingDays());
        boolean vets = vetting.state() == Step.VETTED;
        new Violations()
                .required("state", vetting.state())
                .check(vetting.state() != Step.EXPIRED, "state", "unit.not-of-status")
                .check(vetting.state() != Step.REFUSED || vetting.reason() != null, "reason", "required")
                .text("reason", vetting.reason(), MAX_REASON)
                .check(vetting.validUntil() == null || vets, "validUntil", "unit.vetting-has-no-end")
                .check(
                        vetting.validUntil() == null
                                || !vetting.validUntil().isBefore(today)
                                        && !vetting.validUntil().isAfter(latest),
                        "validUntil",
                        "unit.vetting-until",
                        today,
                        latest)
                .throwIfAny();
        LocalDate until = vets && vetting.validUntil() == null ? latest : vetting.validUntil();
        return vettings.take(
                        vetting.id() == null ? Ids.next() : vetting.id(),
                        number,
                        Objects.requireNonNull(vetting.state()),
                        vetting.reason(),
                        until,
                        caller::requireActFor,
                        caller.name())
                .map(kept -> RestResponse.status(RestResponse.Status.CREATED, kept));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "The steps of a volunteer's vetting, the latest first")
    public Uni<Map<String, List<VettingView>>> steps(@PathParam("number") String number) {
        return vettings.of(number).map(steps -> Map.of("items", steps));
    }
}
