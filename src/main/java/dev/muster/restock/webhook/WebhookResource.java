package dev.muster.restock.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Csv;
import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.RequiresScope;
import dev.muster.security.Roles;
import dev.muster.security.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A supplier's own webhooks. */
@Path("/api/v1/supplier/webhooks")
@Tag(name = "Supplier's side")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPLIER)
@RequiresScope(Scope.WEBHOOKS_MANAGE)
public class WebhookResource {

    private static final UUID FIRST = new UUID(0, 0);

    private final Webhooks webhooks;
    private final Caller caller;

    WebhookResource(Webhooks webhooks, Caller caller) {
        this.webhooks = webhooks;
        this.caller = caller;
    }

    /**
     * A webhook as it is given.
     *
     * @param kinds of events that go there, for instance {@code restock.sent}; all if absent or empty
     * @param state ACTIVE, also after the service disabled it, or PAUSED
     */
    @Schema(name = "WebhookInput")
    public record WebhookBody(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<@Nullable String> kinds,
            @Nullable EndpointState state) {}

    /** The number of the first event to be sent again. */
    @Schema(name = "WebhookReplay")
    public record ReplayBody(@Nullable Long from) {}

    /** How many events are on their way again. */
    public record Replayed(int events) {}

    /** What came of a message of no consequence. */
    @Schema(name = "WebhookPing")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pinged(
            boolean taken,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String answer,
            int millis) {

        static Pinged of(Attempt attempt) {
            Failure failure = attempt.failure();
            return new Pinged(
                    attempt.taken(),
                    attempt.status(),
                    failure == null ? null : failure.word(),
                    attempt.answer(),
                    attempt.millis());
        }
    }

    /**
     * A webhook as it is shown.
     *
     * @param secret what signs; only in the answer that made it
     * @param previousSecretUntil until when the secret before signs too
     */
    @Schema(name = "Webhook")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WebhookView(
            UUID id,
            String url,
            @Nullable String description,
            List<String> kinds,
            EndpointState state,
            @Nullable String reason,
            long cursor,
            long pending,
            long dead,
            @Nullable Instant failingSince,
            @Nullable Instant previousSecretUntil,
            String createdBy,
            Instant createdAt,
            @Nullable String secret) {

        static WebhookView of(Endpoint endpoint) {
            return of(endpoint, null);
        }

        static WebhookView of(Webhooks.Made made) {
            return of(made.endpoint(), Secret.shown(made.secret()));
        }

        private static WebhookView of(Endpoint e, @Nullable String secret) {
            return new WebhookView(
                    e.id(),
                    e.url(),
                    e.description(),
                    e.kinds(),
                    e.state(),
                    e.reason(),
                    e.cursor(),
                    e.pending(),
                    e.dead(),
                    e.failingSince(),
                    e.previousSecretUntil(),
                    e.createdBy(),
                    e.createdAt(),
                    secret);
        }

        @Override
        public String toString() {
            return "WebhookView[" + id + " " + url + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register a webhook; its secret is in this answer only")
    public Uni<Response> add(WebhookBody body) {
        return webhooks.checked(body.url(), body.description(), body.kinds(), body.state())
                .chain(wanted -> webhooks.add(wanted, caller.supplier()))
                .map(made -> Response.status(201).entity(WebhookView.of(made)).build());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Operation(summary = "The organisation's webhooks")
    public Uni<Page<WebhookView>> list(@BeanParam PageQuery query) {
        PageRequest page = query.request("webhooks");
        UUID after = page.isFirst() ? FIRST : UUID.fromString(page.after().get(0));
        return webhooks.listAfter(after, page.fetch(), caller.supplier())
                .map(found -> page.page(
                        found.stream().map(WebhookView::of).toList(),
                        view -> List.of(view.id().toString())));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A webhook")
    public Uni<WebhookView> get(@PathParam("id") UUID id) {
        return webhooks.get(id, caller.supplier()).map(WebhookView::of);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace what a webhook is; the secret stays")
    public Uni<WebhookView> put(@PathParam("id") UUID id, WebhookBody body) {
        return webhooks.checked(body.url(), body.description(), body.kinds(), body.state())
                .chain(wanted -> webhooks.change(id, wanted, caller.supplier()))
                .map(WebhookView::of);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a webhook with its deliveries")
    public Uni<Response> remove(@PathParam("id") UUID id) {
        return webhooks.remove(id, caller.supplier())
                .replaceWith(Response.noContent().build());
    }

    @POST
    @Path("{id}/rotate-secret")
    @Operation(summary = "Make a new secret, in this answer only; the one before signs along for a while")
    public Uni<WebhookView> rotate(@PathParam("id") UUID id) {
        return webhooks.rotate(id, caller.supplier()).map(WebhookView::of);
    }

    @POST
    @Path("{id}/ping")
    @Operation(summary = "Send a signed message of no consequence now, and tell what came of it")
    public Uni<Pinged> ping(@PathParam("id") UUID id) {
        return webhooks.ping(id, caller.supplier()).map(Pinged::of);
    }

    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send every event from a number on again, under the same ids")
    public Uni<Replayed> replay(@PathParam("id") UUID id, ReplayBody body) {
        new Violations()
                .required("from", body.from())
                .range("from", body.from(), 0L, Long.MAX_VALUE / 2)
                .throwIfAny();
        long from = body.from() == null ? 0 : body.from();
        return webhooks.replay(id, from, caller.supplier()).map(Replayed::new);
    }

    @GET
    @Path("{id}/deliveries")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Operation(summary = "What was delivered, waits or was given up, the newest event first")
    public Uni<Page<Delivery>> deliveries(
            @PathParam("id") UUID id, @BeanParam PageQuery query, @QueryParam("state") Delivery.@Nullable State state) {
        PageRequest page = query.request("webhook-deliveries", id, state);
        long before =
                page.isFirst() ? Long.MAX_VALUE : Long.parseLong(page.after().get(0));
        return webhooks.deliveries(id, state, before, page.fetch(), caller.supplier())
                .map(found -> page.page(found, delivery -> List.of(Long.toString(delivery.seq()))));
    }
}
