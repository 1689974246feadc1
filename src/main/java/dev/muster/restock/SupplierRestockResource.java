package dev.muster.restock;

import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.security.Caller;
import dev.muster.security.RequiresScope;
import dev.muster.security.Roles;
import dev.muster.security.Scope;
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

/** {@code /supplier/restock-requests}: what the caller's own organisation is asked for, and its answers. */
@Path("/api/v1/supplier/restock-requests")
@Tag(name = "Suppliers' side")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPLIER)
public class SupplierRestockResource {

    /** Only the id of the command. */
    @Schema(name = "AcknowledgeInput")
    public record AcknowledgeInput(@Nullable UUID id) {}

    /** Why nothing can be delivered. */
    @Schema(name = "DeclineInput")
    public record DeclineInput(
            @Nullable UUID id, @FreeText @Nullable String reason) {}

    private final SupplierDesk desk;
    private final Caller caller;

    SupplierRestockResource(SupplierDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_READ)
    @Operation(summary = "What the caller's organisation is asked for, the newest first")
    public Uni<Page<RestockView>> list(
            @BeanParam PageQuery page,
            @QueryParam("state") @Nullable RestockState state,
            @QueryParam("overdue") @Nullable Boolean overdue) {
        return desk.list(
                caller.supplier(),
                state,
                overdue,
                page.request("supplier-restock-requests", caller.supplier().organisation(), state, overdue));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_READ)
    @Operation(summary = "One of them")
    public Uni<RestockView> get(@PathParam("id") UUID id) {
        return desk.get(caller.supplier(), id);
    }

    @POST
    @Path("{id}/acknowledge")
    @OptionalBody
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_WRITE)
    @Operation(summary = "Says that it was seen")
    public Uni<RestResponse<String>> acknowledge(
            @PathParam("id") UUID id,
            @Nullable AcknowledgeInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        return desk.acknowledge(caller.supplier(), command(input == null ? null : input.id(), key), id)
                .map(Sent::ok);
    }

    @POST
    @Path("{id}/promise")
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_WRITE)
    @Operation(summary = "Promises quantities and dates, instead of what was promised before")
    public Uni<RestResponse<String>> promise(
            @PathParam("id") UUID id, PromiseInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        return desk.promise(caller.supplier(), command(input.id(), key), id, input)
                .map(Sent::ok);
    }

    @POST
    @Path("{id}/decline")
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_WRITE)
    @Operation(summary = "Declines, with a reason")
    public Uni<RestResponse<String>> decline(
            @PathParam("id") UUID id, DeclineInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        return desk.decline(caller.supplier(), command(input.id(), key), id, input.reason())
                .map(Sent::ok);
    }

    @POST
    @Path("{id}/ship")
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_WRITE)
    @Operation(summary = "Announces goods that are on the way (advance shipping notice)")
    public Uni<RestResponse<String>> ship(
            @PathParam("id") UUID id, ShipInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        return desk.ship(caller.supplier(), command(input.id(), key), id, input).map(Sent::ok);
    }

    private UUID command(@Nullable UUID given, @Nullable String key) {
        return Ids.ofCommand(given, key, caller.name());
    }
}
