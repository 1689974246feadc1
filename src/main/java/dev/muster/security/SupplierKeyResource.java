package dev.muster.security;

import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A supplier's own API keys: it makes the next one while the last still works, then revokes that one. */
@Path("/api/v1/supplier/api-keys")
@Tag(name = "Supplier's side")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPLIER)
@RequiresScope(Scope.KEYS_MANAGE)
public class SupplierKeyResource {

    private final ApiKeys keys;
    private final Caller caller;

    SupplierKeyResource(ApiKeys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /**
     * A key to be made.
     *
     * @param name what the key is for, for instance the program that has it
     * @param scopes what it may do, nothing that the caller may not; all of that but {@code keys:manage} if absent
     * @param expiresAt a year from now if absent
     */
    public record OwnKeyBody(
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable Instant expiresAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make a key; the key itself is in this answer only. Two may be live at a time")
    public Uni<Response> make(OwnKeyBody body) {
        SupplierCaller supplier = caller.supplier();
        ApiKeys.Given given = new ApiKeys.Given(supplier.organisation(), body.name(), body.scopes(), body.expiresAt());
        return keys.make(given, supplier, caller.scopes())
                .map(made -> Response.status(201).entity(ApiKeyView.of(made)).build());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Operation(summary = "The organisation's keys by time of making, ended ones included")
    public Uni<Page<ApiKeyView>> list(@BeanParam PageQuery query) {
        PageRequest page = query.request("supplier-api-keys");
        UUID after = page.isFirst()
                ? ApiKeyResource.FIRST
                : UUID.fromString(page.after().get(0));
        return keys.listAfter(caller.supplier(), after, page.fetch()).map(found -> ApiKeyResource.page(page, found));
    }

    @POST
    @Path("{id}/revoke")
    @Operation(summary = "End a key at once, also the one that is used for this call")
    public Uni<ApiKeyView> revoke(@PathParam("id") UUID id) {
        return keys.revoke(id, caller.supplier()).map(ApiKeyView::of);
    }
}
