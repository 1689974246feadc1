package dev.muster.allocation;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.stock.Movements;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Stock movements. They go through the decision loop, because what comes in may serve a shortage at once (R8). */
@Path("/api/v1/movements")
@Tag(name = "Stock")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MovementResource {

    private final DecisionLoop loop;
    private final Movements movements;
    private final Caller caller;

    MovementResource(DecisionLoop loop, Movements movements, Caller caller) {
        this.loop = loop;
        this.movements = movements;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Records a movement in the ledger; what it frees serves the most urgent shortages")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    public Uni<RestResponse<String>> record(
            Movement movement, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        String actor = caller.name();
        if (movement.site() != null) {
            caller.requireActFor(movement.site());
        }
        Command.RecordMovement command = new Command.RecordMovement(
                Answers.id(movement.id(), idempotencyKey, actor), movement, onlySite(), actor);
        return loop.submit(command).map(outcome -> Answers.created(outcome, null));
    }

    /** Who may not act for all sites acts for the own one, and without one for none. */
    private @Nullable String onlySite() {
        return caller.has(Roles.OFFICER) || caller.has(Roles.COMMANDER)
                ? null
                : Objects.requireNonNullElse(caller.siteScope(), "");
    }

    @GET
    @Operation(summary = "Lists the ledger, the newest entry first")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    public Uni<Page<Movements.Entry>> list(
            @BeanParam PageQuery page,
            @QueryParam("site") @Nullable String site,
            @QueryParam("item") @Nullable String item,
            @QueryParam("kind") @Nullable MovementKind kind) {
        return movements.list(site, item, kind, page.request("movements", site, item, kind));
    }
}
