package dev.muster.security;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.jspecify.annotations.Nullable;

/** Tokens of wall screens. */
@Path("/api/v1/device-tokens")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
public class DeviceTokenResource {

    private static final UUID FIRST = new UUID(0, 0);

    private final DeviceTokens tokens;
    private final Caller caller;

    DeviceTokenResource(DeviceTokens tokens, Caller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    /**
     * A wall screen.
     *
     * @param region code of the region its boards are narrowed to; all if absent
     */
    public record DeviceBody(
            @Nullable String name, @Nullable String region) {}

    /**
     * What is known of a token.
     *
     * @param token the secret itself; only in the answer that made it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeviceView(
            UUID id,
            String name,
            @Nullable String region,
            String createdBy,
            Instant createdAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            @Nullable String token) {

        static DeviceView of(DeviceToken token, @Nullable String secret) {
            return new DeviceView(
                    token.id(),
                    token.name(),
                    token.region(),
                    token.createdBy(),
                    token.createdAt(),
                    token.revokedAt(),
                    token.lastUsedAt(),
                    secret);
        }

        @Override
        public String toString() {
            return "DeviceView[" + id + " " + name + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> make(DeviceBody body) {
        return tokens.make(body.name(), body.region(), caller.name())
                .map(made -> Response.status(201)
                        .entity(DeviceView.of(made.token(), made.secret()))
                        .build());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    public Uni<Page<DeviceView>> list(@BeanParam PageQuery query) {
        PageRequest page = query.request("device-tokens");
        UUID after = page.isFirst() ? FIRST : UUID.fromString(page.after().get(0));
        return tokens.listAfter(after, page.fetch())
                .map(found -> page.page(
                        found.stream().map(token -> DeviceView.of(token, null)).toList(),
                        view -> List.of(view.id().toString())));
    }

    @POST
    @Path("/{id}/revoke")
    public Uni<DeviceView> revoke(@PathParam("id") UUID id) {
        return tokens.revoke(id, caller.name()).map(token -> DeviceView.of(token, null));
    }
}
