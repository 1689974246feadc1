package dev.muster.restock;

import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /restock-requests}, the officers' side. */
@Path("/api/v1/restock-requests")
@Tag(name = "Restock")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RestockResource {

    /** Why nothing more is wanted. */
    @Schema(name = "RestockCancellation")
    public record CancelInput(
            @Nullable UUID id, @FreeText @Nullable String reason) {}

    private final RestockRequests requests;
    private final Caller caller;

    RestockResource(RestockRequests requests, Caller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Asks a supplier for something")
    public Uni<RestResponse<String>> ask(RestockInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        if (input.site() != null) {
            caller.requireActFor(input.site());
        }
        UUID id = Ids.ofCommand(input.id(), key, caller.name());
        return requests.ask(id, input, caller.name()).map(sent -> sent.created("/api/v1/restock-requests/" + id));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "What suppliers are asked for, the newest first")
    public Uni<Page<RestockView>> list(
            @BeanParam PageQuery page,
            @QueryParam("state") @Nullable RestockState state,
            @QueryParam("supplier") @Nullable String supplier,
            @QueryParam("site") @Nullable String site,
            @QueryParam("item") @Nullable String item,
            @QueryParam("overdue") @Nullable Boolean overdue,
            @QueryParam("need") @Nullable UUID need) {
        return requests.list(
                new RestockQueries.Filter(state, supplier, site, item, overdue, need, false),
                page.request("restock-requests", state, supplier, site, item, overdue, need));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "One of them")
    public Uni<RestockView> get(@PathParam("id") UUID id) {
        return requests.get(id);
    }

    @POST
    @Path("{id}/send")
    @OptionalBody
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Sends a draft")
    public Uni<RestResponse<String>> send(
            @PathParam("id") UUID id,
            @Nullable CancelInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID command = Ids.ofCommand(input == null ? null : input.id(), key, caller.name());
        return mine(id).chain(() -> requests.send(command, id, caller.name())).map(Sent::ok);
    }

    @POST
    @Path("{id}/cancel")
    @OptionalBody
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Takes back what is still to come; not while goods are on the way")
    public Uni<RestResponse<String>> cancel(
            @PathParam("id") UUID id,
            @Nullable CancelInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID command = Ids.ofCommand(input == null ? null : input.id(), key, caller.name());
        String reason = input == null ? null : input.reason();
        return mine(id).chain(() -> requests.cancel(command, id, reason, caller.name()))
                .map(Sent::ok);
    }

    @POST
    @Path("{id}/receive")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Books in what has come; what it makes free serves the most urgent shortages")
    public Uni<RestResponse<String>> receive(
            @PathParam("id") UUID id, ReceiptInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID command = Ids.ofCommand(input.id(), key, caller.name());
        return mine(id).chain(() -> requests.receive(command, id, input, caller.name()))
                .map(Sent::ok);
    }

    /** A keeper touches what comes to the own site only. */
    private Uni<RestockView> mine(UUID id) {
        return requests.get(id).invoke(request -> caller.requireActFor(request.site()));
    }
}
