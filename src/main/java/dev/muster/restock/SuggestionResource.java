package dev.muster.restock;

import dev.muster.platform.Csv;
import dev.muster.platform.Ids;
import dev.muster.platform.OptionalBody;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Wording;
import dev.muster.restock.Suggestions.PartInput;
import dev.muster.restock.Suggestions.Suggestion;
import dev.muster.restock.review.Reason;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /restock-suggestions}: what the review suggests, and one click to ask for it. */
@Path("/api/v1/restock-suggestions")
@Tag(name = "Restock")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuggestionResource {

    /** Whom to ask for how much; absent: as suggested. */
    @Schema(name = "RestockSuggestionInput")
    public record SendInput(@Nullable UUID id, @Nullable List<@Nullable PartInput> parts) {}

    private final Suggestions suggestions;
    private final Reviews reviews;
    private final Caller caller;

    SuggestionResource(Suggestions suggestions, Reviews reviews, Caller caller) {
        this.suggestions = suggestions;
        this.reviews = reviews;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
    @Operation(summary = "What should be restocked and why, in figures and in words, with the suppliers ranked")
    public Uni<Page<Suggestion>> list(
            @BeanParam PageQuery page,
            @QueryParam("site") @Nullable String site,
            @QueryParam("item") @Nullable String item,
            @QueryParam("reason") @Nullable Reason reason,
            @HeaderParam("Accept-Language") @Nullable String language) {
        return suggestions.list(
                site, item, reason, Wording.of(language), page.request("restock-suggestions", site, item, reason));
    }

    @POST
    @Path("{site}/{item}/send")
    @OptionalBody
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER})
    @Operation(summary = "Asks suppliers for what is wanting now, as suggested or as chosen")
    public Uni<RestResponse<String>> send(
            @PathParam("site") String site,
            @PathParam("item") String item,
            @Nullable SendInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        caller.requireActFor(site);
        UUID command = Ids.ofCommand(input == null ? null : input.id(), key, caller.name());
        return suggestions
                .send(command, site, item, input == null ? null : input.parts(), caller.name())
                .map(sent -> sent.created("/api/v1/restock-requests?site=" + site + "&item=" + item));
    }

    @POST
    @Path("review")
    @OptionalBody
    @RolesAllowed({Roles.COMMANDER, Roles.OFFICER})
    @Operation(summary = "Reviews everything again, not only what has changed")
    public Uni<Map<String, Long>> review() {
        return reviews.everything().chain(reviews::catchUp).map(reviewed -> Map.of("reviewed", reviewed));
    }
}
