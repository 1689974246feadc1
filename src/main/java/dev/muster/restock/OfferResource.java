package dev.muster.restock;

import dev.muster.platform.Csv;
import dev.muster.platform.FreeText;
import dev.muster.platform.Ids;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.restock.Offers.PartInput;
import dev.muster.restock.review.OfferMatch.Part;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /offers} and {@code /intake-limits}, the officers' side. */
@Path("/api/v1")
@Tag(name = "Offers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OfferResource {

    /** For which sites it is accepted; absent: for those it matches. */
    @Schema(name = "OfferAcceptInput")
    public record AcceptInput(@Nullable UUID id, @Nullable List<@Nullable PartInput> parts) {}

    /** Why it is declined. */
    @Schema(name = "OfferDeclineInput")
    public record EndInput(
            @Nullable UUID id, @FreeText @Nullable String reason) {}

    /** Null takes the limit away. */
    @Schema(name = "IntakeLimitInput")
    public record LimitInput(
            @Nullable Long most, @FreeText @Nullable String reason) {}

    private final Offers offers;
    private final IntakeLimits limits;
    private final Caller caller;

    OfferResource(Offers offers, IntakeLimits limits, Caller caller) {
        this.offers = offers;
        this.limits = limits;
        this.caller = caller;
    }

    @GET
    @Path("offers")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Offers and donations, the newest first")
    public Uni<Page<Offer>> list(
            @BeanParam PageQuery page,
            @QueryParam("supplier") @Nullable String supplier,
            @QueryParam("state") Offer.@Nullable State state,
            @QueryParam("item") @Nullable String item) {
        return offers.list(supplier, state, item, page.request("offers", supplier, state, item));
    }

    @POST
    @Path("offers")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Notes an offer that somebody made otherwise")
    public Uni<RestResponse<String>> offer(OfferInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID id = Ids.ofCommand(input.id(), key, caller.name());
        return offers.offer(id, input, caller.name()).map(sent -> sent.created("/api/v1/offers/" + id));
    }

    @GET
    @Path("offers/{id}/matches")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "Which sites would get how much of it now")
    public Uni<List<Part>> matches(@PathParam("id") UUID id) {
        return offers.matches(id);
    }

    @GET
    @Path("offers/{id}/donor")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Who gives it and how they are reached, if it is no supplier")
    public Uni<OfferStore.Donor> donor(@PathParam("id") UUID id) {
        return offers.donor(id);
    }

    @POST
    @Path("offers/{id}/accept")
    @OptionalBody
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Accepts it, for the sites that match or for those named")
    public Uni<RestResponse<String>> accept(
            @PathParam("id") UUID id,
            @Nullable AcceptInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID command = Ids.ofCommand(input == null ? null : input.id(), key, caller.name());
        return offers.accept(command, id, input == null ? null : input.parts(), caller.name())
                .map(Sent::ok);
    }

    @POST
    @Path("offers/{id}/decline")
    @OptionalBody
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Declines it")
    public Uni<RestResponse<String>> decline(
            @PathParam("id") UUID id, @Nullable EndInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        UUID command = Ids.ofCommand(input == null ? null : input.id(), key, caller.name());
        return offers.decline(command, id, input == null ? null : input.reason(), caller.name())
                .map(Sent::ok);
    }

    @GET
    @Path("intake-limits")
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "What sites and items may take in of offers")
    public Uni<List<IntakeLimits.Limit>> limits() {
        return limits.list();
    }

    @PUT
    @Path("intake-limits/{site}/{item}")
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Caps or stops what comes in of offers; * for every site or every item")
    public Uni<List<IntakeLimits.Limit>> limit(
            @PathParam("site") String site, @PathParam("item") String item, LimitInput input) {
        return limits.put(site, item, input.most(), input.reason(), caller.name())
                .chain(limits::list);
    }
}
