package dev.muster.restock;

import dev.muster.platform.Audit;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.request.Urgency;
import dev.muster.restock.CommandRunner.Effect;
import dev.muster.restock.RestockCommands.Order;
import dev.muster.restock.RestockQueries.Filter;
import dev.muster.restock.RestockStore.NewNeed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What officers ask of suppliers, and receive from them. */
@ApplicationScoped
public class RestockRequests {

    private static final int MAX_REASON = 500;

    private final CommandRunner runner;
    private final RestockCommands commands;
    private final RestockStore store;
    private final RestockTerms terms;
    private final RestockQueries queries;
    private final RestockPolicies policies;
    private final RestockReceipts receipts;
    private final DeliveryRecord deliveries;
    private final RestockConfig config;

    RestockRequests(
            CommandRunner runner,
            RestockCommands commands,
            RestockStore store,
            RestockTerms terms,
            RestockQueries queries,
            RestockPolicies policies,
            RestockReceipts receipts,
            DeliveryRecord deliveries,
            RestockConfig config) {
        this.runner = runner;
        this.commands = commands;
        this.store = store;
        this.terms = terms;
        this.queries = queries;
        this.policies = policies;
        this.receipts = receipts;
        this.deliveries = deliveries;
        this.config = config;
    }

    /** Newest first. */
    Uni<Page<RestockView>> list(Filter filter, PageRequest page) {
        return queries.list(filter, page);
    }

    /** Refuses with 404 if there is none. */
    public Uni<RestockView> get(UUID id) {
        return queries.find(id);
    }

    /**
     * Asks one supplier, for a new need or to help with an open one. The command's id is the request's. Refuses (409)
     * where a need of the item at the site is open and was not named, or the supplier is asked for it already.
     */
    Uni<Sent> ask(UUID id, RestockInput input, String actor) {
        String subject = input.supplier() + "/" + id;
        return runner.once(
                id,
                "restock.ask",
                subject,
                input,
                actor,
                transaction -> store.now(transaction).chain(now -> {
                    input.check(now, config);
                    return terms.of(
                                    transaction,
                                    Objects.requireNonNull(input.supplier()),
                                    Objects.requireNonNull(input.site()),
                                    Objects.requireNonNull(input.item()))
                            .chain(known -> ask(transaction, id, input, known, now, actor));
                }));
    }

    private Uni<Effect> ask(
            SqlConnection transaction,
            UUID id,
            RestockInput input,
            RestockTerms.Known known,
            Instant now,
            String actor) {
        long quantity = Objects.requireNonNull(input.quantity());
        Urgency urgency = Objects.requireNonNullElse(input.urgency(), Urgency.ROUTINE);
        return need(transaction, input, known, quantity, urgency, actor)
                .chain(need -> store.requireNotAsked(transaction, need, known.supplier())
                        .replaceWith(new RestockRequest(
                                known.terms(id, need, quantity, urgency, input.neededBy(), input.note(), now, actor))))
                .chain(request -> policies.current(transaction).chain(policy -> {
                    if (!Boolean.TRUE.equals(input.draft())) {
                        RestockCommands.require(request.send(now, policy.deadlines(now, urgency)));
                    }
                    return store.insert(transaction, request)
                            .replaceWith(() -> RestockCommands.effect(
                                    request,
                                    request.state == RestockState.DRAFT ? "drafted" : "sent",
                                    actor,
                                    new Audit(actor, "restock.ask", RestockCommands.subject(request), input)));
                }));
    }

    private Uni<UUID> need(
            SqlConnection transaction,
            RestockInput input,
            RestockTerms.Known known,
            long quantity,
            Urgency urgency,
            String actor) {
        UUID wanted = input.need();
        if (wanted == null) {
            UUID fresh = Ids.next();
            NewNeed need = new NewNeed(
                    fresh,
                    known.siteId(),
                    known.itemId(),
                    quantity,
                    urgency,
                    input.neededBy(),
                    true,
                    "{}",
                    null,
                    actor);
            return store.open(transaction, need)
                    .chain(opened -> opened
                            ? Uni.createFrom().item(fresh)
                            : store.lockOpen(transaction, known.siteId(), known.itemId())
                                    .map(open -> {
                                        throw Problem.of(
                                                        ProblemType.ILLEGAL_TRANSITION,
                                                        "restock.need-open",
                                                        known.site(),
                                                        known.item(),
                                                        open == null ? "" : open.id())
                                                .asException();
                                    }));
        }
        return store.lockOpen(transaction, known.siteId(), known.itemId()).chain(open -> {
            if (open == null || !open.id().equals(wanted)) {
                throw Problem.violation("need", "restock.need-not-open", wanted).asException();
            }
            return store.grow(transaction, open.id(), quantity - open.uncovered())
                    .replaceWith(open.id());
        });
    }

    /** Sends a draft. */
    Uni<Sent> send(UUID command, UUID id, String actor) {
        return commands.run(
                new Order(command, id, null, "send", "", actor),
                (transaction, request, now) -> policies.current(transaction).map(policy -> {
                    RestockCommands.require(request.send(now, policy.deadlines(now, request.terms.urgency())));
                    return "sent";
                }));
    }

    /** Nothing more is wanted; what has come stays. Refused (409) while goods are on the way. */
    Uni<Sent> cancel(UUID command, UUID id, @Nullable String reason, String actor) {
        return commands.run(
                new Order(command, id, null, "cancel", Objects.requireNonNullElse(reason, ""), actor),
                (transaction, request, now) -> {
                    new Violations().text("reason", reason, MAX_REASON).throwIfAny();
                    boolean draft = request.state == RestockState.DRAFT;
                    RestockCommands.require(request.cancel(reason, now));
                    return store.save(transaction, request)
                            .chain(() -> store.close(transaction, request.terms.need(), false))
                            .replaceWith(draft ? "dropped" : "cancelled");
                });
    }

    /** Goods have come. */
    Uni<Sent> receive(UUID command, UUID id, ReceiptInput input, String actor) {
        return receipts.receive(command, id, input, actor);
    }
}
