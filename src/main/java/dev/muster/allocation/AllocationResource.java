package dev.muster.allocation;

import dev.muster.platform.FreeText;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What officers decide by hand: a source of their own choice, a reservation taken back. */
@Path("/api/v1/allocations")
@Tag(name = "Allocations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AllocationResource {

    /**
     * An officer's choice.
     *
     * @param request id of the request
     * @param line number of its line
     * @param source of supplies: code of the giving site
     * @param quantity of supplies: base units
     * @param unit of equipment and staff, instead of both: the asset's tag, the staff number or the team's code
     * @param overrideReason why the source's reserve floor, or a rule about the unit, is set aside; by a commander only
     */
    record Choice(
            @Nullable UUID id,
            @Nullable UUID request,
            @Nullable Integer line,
            @Nullable String source,
            @Nullable Long quantity,
            @Nullable String unit,
            @FreeText @Nullable String overrideReason) {}

    /** Why a reservation is taken back. */
    record Release(@FreeText @Nullable String reason) {}

    private final DecisionLoop loop;
    private final Caller caller;

    AllocationResource(DecisionLoop loop, Caller caller) {
        this.loop = loop;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Serves a line from a source of the officer's choice")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    public Uni<RestResponse<String>> choose(
            Choice choice, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        if (choice.unit() != null) {
            return loop.submit(unit(choice, idempotencyKey)).map(outcome -> Answers.created(outcome, null));
        }
        if (choice.request() == null || choice.line() == null || choice.source() == null || choice.quantity() == null) {
            throw Problem.violations(ProblemType.RULE_BROKEN, missing(choice)).asException();
        }
        String actor = caller.name();
        return loop.submit(new Command.ChooseSource(
                        Answers.id(choice.id(), idempotencyKey, actor),
                        choice.request(),
                        choice.line(),
                        choice.source(),
                        choice.quantity(),
                        choice.overrideReason(),
                        caller.has(Roles.COMMANDER),
                        actor))
                .map(outcome -> Answers.created(outcome, null));
    }

    private Command unit(Choice choice, @Nullable String idempotencyKey) {
        List<Violation> wrong = new ArrayList<>();
        require(wrong, "request", choice.request());
        require(wrong, "line", choice.line());
        boolean one = choice.quantity() == null || choice.quantity() == 1;
        if (choice.source() != null || !one) {
            wrong.add(Violation.of(one ? "source" : "quantity", "unit.one-without-source"));
        }
        if (choice.request() == null || choice.line() == null || choice.unit() == null || !wrong.isEmpty()) {
            throw Problem.violations(ProblemType.RULE_BROKEN, wrong).asException();
        }
        String actor = caller.name();
        return new Command.ChooseUnit(
                Answers.id(choice.id(), idempotencyKey, actor),
                choice.request(),
                choice.line(),
                choice.unit(),
                choice.overrideReason(),
                caller.has(Roles.COMMANDER),
                actor);
    }

    private static List<Violation> missing(Choice choice) {
        List<Violation> missing = new ArrayList<>();
        require(missing, "request", choice.request());
        require(missing, "line", choice.line());
        require(missing, "source", choice.source());
        require(missing, "quantity", choice.quantity());
        return missing;
    }

    private static void require(List<Violation> missing, String field, @Nullable Object value) {
        if (value == null) {
            missing.add(Violation.of(field, "required"));
        }
    }

    @POST
    @Path("/{id}/release")
    @OptionalBody
    @Operation(summary = "Takes a reservation back; its line is short again, and not served from there by rule")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    public Uni<RestResponse<String>> release(
            @PathParam("id") UUID id,
            @Nullable Release release,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        String actor = caller.name();
        String reason = release == null ? null : release.reason();
        return loop.submit(new Command.ReleaseAllocation(Answers.id(null, idempotencyKey, actor), id, reason, actor))
                .map(Answers::ok);
    }
}
