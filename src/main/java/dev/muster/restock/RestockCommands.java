package dev.muster.restock;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import dev.muster.restock.CommandRunner.Effect;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The common way of everything that happens to a restock request: lock, check whose it is, change, write, tell. */
@ApplicationScoped
class RestockCommands {

    /**
     * A command to a restock request.
     *
     * @param id of the command
     * @param supplier whose requests alone may be touched; null for an officer's command
     * @param name what it does, for instance {@code promise}
     * @param payload what was sent
     */
    record Order(UUID id, UUID request, @Nullable SupplierCaller supplier, String name, Object payload, String actor) {

        @Nullable
        String organisation() {
            return supplier == null ? null : supplier.organisation();
        }
    }

    /** What a command does to a locked request; refuses by a {@link ProblemException}. */
    interface Step {
        /** Gives the last part of the event's kind, for instance {@code promised}. */
        Uni<String> take(SqlConnection transaction, RestockRequest request, Instant now);
    }

    private final CommandRunner runner;
    private final RestockStore store;

    RestockCommands(CommandRunner runner, RestockStore store) {
        this.runner = runner;
        this.store = store;
    }

    /** Runs it once; the answer is the {@link RestockView} it leaves. */
    Uni<Sent> run(Order order, Step step) {
        Object payload = List.of(order.request, order.payload);
        String kind = "restock." + order.name;
        String subject = order.request.toString();
        Function<SqlConnection, Uni<Effect>> effect = transaction -> effect(transaction, order, kind, step);
        return order.supplier == null
                ? runner.once(order.id, kind, subject, payload, order.actor, effect)
                : runner.once(order.supplier, order.id, kind, subject, payload, effect);
    }

    private Uni<Effect> effect(SqlConnection transaction, Order order, String kind, Step step) {
        return Uni.combine()
                .all()
                .unis(locked(transaction, order.request, order.organisation()), store.now(transaction))
                .withUni((request, now) -> step.take(transaction, request, now)
                        .chain(what -> store.save(transaction, request).replaceWith(what))
                        .map(what -> effect(
                                request,
                                what,
                                order.actor,
                                new Audit(order.actor, kind, subject(request), order.payload))));
    }

    /** Locks a request; refuses with 404 what is not there, or is another organisation's, or was never sent to it. */
    Uni<RestockRequest> locked(SqlConnection transaction, UUID id, @Nullable String organisation) {
        return store.lock(transaction, id).map(request -> {
            if (request == null || !isOf(request, organisation)) {
                throw unknown(id);
            }
            return request;
        });
    }

    /** Whether an organisation may know of it; null may know of all. */
    static boolean isOf(RestockRequest request, @Nullable String organisation) {
        return organisation == null || organisation.equals(request.terms.supplier()) && request.sentAt != null;
    }

    static ProblemException unknown(UUID id) {
        return Problem.of(ProblemType.NOT_FOUND, "restock.unknown", id).asException();
    }

    /** Refuses if there is a problem. */
    static void require(@Nullable Problem problem) {
        if (problem != null) {
            throw problem.asException();
        }
    }

    static Effect effect(RestockRequest request, String what, String actor, Audit audit) {
        RestockView view = RestockView.of(request);
        return new Effect(view, List.of(event(request, what, actor)), List.of(audit));
    }

    /** What has happened to a request; {@code <supplier>/<id>} once the supplier may know of it, else the id alone. */
    static Event event(RestockRequest request, String what, String actor) {
        return new Event("restock." + what, subject(request), actor, RestockView.of(request));
    }

    static String subject(RestockRequest request) {
        return request.sentAt == null
                ? request.terms.id().toString()
                : request.terms.supplier() + "/" + request.terms.id();
    }

    static Object raw(String json) {
        return new RawValue(json);
    }
}
