package dev.muster.restock;

import dev.muster.platform.Csv;
import dev.muster.platform.Ids;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Problem;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /supplier/offers}: what the caller's own organisation offers. */
@Path("/api/v1/supplier/offers")
@Tag(name = "Suppliers' side")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SupplierOfferResource {

    private final Offers offers;
    private final Caller caller;

    SupplierOfferResource(Offers offers, Caller caller) {
        this.offers = offers;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_READ)
    @Operation(summary = "The organisation's own offers, the newest first")
    public Uni<Page<Offer>> list(@BeanParam PageQuery page, @QueryParam("state") Offer.@Nullable State state) {
        return offers.own(
                caller.supplier(),
                state,
                page.request("supplier-offers", caller.supplier().organisation(), state));
    }

    @POST
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_WRITE)
    @Operation(summary = "Offers goods that nobody has asked for, for sale or as a donation")
    public Uni<RestResponse<String>> offer(OfferInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        String own = caller.supplier().organisation();
        boolean another = input.supplier() != null && !input.supplier().equals(own);
        if (another || input.donor() != null) {
            throw Problem.violation("supplier", "offer.own-only").asException();
        }
        UUID id = Ids.ofCommand(input.id(), key, caller.name());
        return offers.offer(caller.supplier(), id, input.by(own))
                .map(sent -> sent.created("/api/v1/supplier/offers?id=" + id));
    }

    @POST
    @Path("{id}/withdraw")
    @OptionalBody
    @RolesAllowed(Roles.SUPPLIER)
    @RequiresScope(Scope.RESTOCK_WRITE)
    @Operation(summary = "Takes back what is left of an offer")
    public Uni<RestResponse<String>> withdraw(
            @PathParam("id") UUID id,
            OfferResource.@Nullable EndInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID command = Ids.ofCommand(input == null ? null : input.id(), key, caller.name());
        return offers.withdraw(caller.supplier(), command, id, input == null ? null : input.reason())
                .map(Sent::ok);
    }
}
