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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** API keys of all suppliers, the administrators' side. */
@Path("/api/v1/api-keys")
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeyResource {

    static final UUID FIRST = new UUID(0, 0);

    private final ApiKeys keys;
    private final Caller caller;

    ApiKeyResource(ApiKeys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /**
     * A key to be made.
     *
     * @param organisation code of the supplier
     * @param name what the key is for, for instance the program that has it
     * @param scopes what it may do; all but {@code keys:manage} if absent
     * @param expiresAt a year from now if absent
     */
    public record KeyBody(
            @Nullable String organisation,
            @Nullable String name,
            @Nullable List<@Nullable String> scopes,
            @Nullable Instant expiresAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Make a key for a supplier; the key itself is in this answer only")
    public Uni<Response> make(KeyBody body) {
        ApiKeys.Given given = new ApiKeys.Given(body.organisation(), body.name(), body.scopes(), body.expiresAt());
        return keys.make(given, caller.name())
                .map(made -> Response.status(201).entity(ApiKeyView.of(made)).build());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.AUDITOR})
    @Operation(summary = "Keys by time of making, ended ones included")
    public Uni<Page<ApiKeyView>> list(
            @BeanParam PageQuery query, @QueryParam("organisation") @Nullable String organisation) {
        PageRequest page = query.request("api-keys", organisation);
        UUID after = page.isFirst() ? FIRST : UUID.fromString(page.after().get(0));
        return keys.listAfter(organisation, after, page.fetch()).map(found -> page(page, found));
    }

    @POST
    @Path("{id}/revoke")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "End a key at once")
    public Uni<ApiKeyView> revoke(@PathParam("id") UUID id) {
        return keys.revoke(id, caller.name()).map(ApiKeyView::of);
    }

    static Page<ApiKeyView> page(PageRequest page, List<ApiKey> found) {
        return page.page(
                found.stream().map(ApiKeyView::of).toList(),
                view -> List.of(view.id().toString()));
    }
}
