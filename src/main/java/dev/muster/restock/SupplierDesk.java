package dev.muster.restock;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.restock.RestockCommands.Order;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a supplier sees and does: its own requests that were sent, and its answers. Whatever is another organisation's is
 * not there (404).
 */
@ApplicationScoped
public class SupplierDesk {

    private static final int MAX_REASON = 500;

    private final RestockCommands commands;
    private final RestockStore store;
    private final RestockQueries queries;
    private final RestockPolicies policies;
    private final DeliveryRecord deliveries;
    private final RestockConfig config;

    SupplierDesk(
            RestockCommands commands,
            RestockStore store,
            RestockQueries queries,
            RestockPolicies policies,
            DeliveryRecord deliveries,
            RestockConfig config) {
        this.commands = commands;
        this.store = store;
        this.queries = queries;
        this.policies = policies;
        this.deliveries = deliveries;
        this.config = config;
    }

    /** Newest first; null takes all states. */
    public Uni<Page<RestockView>> list(
            SupplierCaller supplier, @Nullable RestockState state, @Nullable Boolean overdue, PageRequest page) {
        return queries.list(
                supplier,
                new RestockQueries.Filter(state, supplier.organisation(), null, null, overdue, null, true),
                page);
    }

    public Uni<RestockView> get(SupplierCaller supplier, UUID id) {
        return queries.find(id, supplier);
    }

    /** The supplier has seen it. */
    Uni<Sent> acknowledge(SupplierCaller supplier, UUID command, UUID id) {
        return commands.run(
                new Order(command, id, supplier, "acknowledge", "", supplier.name()), (transaction, request, now) -> {
                    RestockCommands.require(request.acknowledge(now));
                    return Uni.createFrom().item("acknowledged");
                });
    }

    /** Says how much comes when, for the first time or instead of what was said before. */
    Uni<Sent> promise(SupplierCaller supplier, UUID command, UUID id, PromiseInput input) {
        return commands.run(
                new Order(command, id, supplier, "promise", input, supplier.name()),
                (transaction, request, now) -> policies.current(transaction).chain(policy -> {
                    long before = request.promised;
                    RestockCommands.require(request.promise(
                            input.checked(now, config), now, policy.settings().remindPercent()));
                    return mayTakeOn(transaction, supplier, before, request.promised)
                            .chain(() -> store.savePromises(transaction, request))
                            .chain(() -> request.state.ended()
                                    ? deliveries.ended(transaction, request)
                                    : Uni.createFrom().voidItem())
                            .replaceWith("promised");
                }));
    }

    /** Refuses (403) a suspended supplier that takes on more than it has promised before. */
    private Uni<Void> mayTakeOn(SqlConnection transaction, SupplierCaller supplier, long before, long after) {
        if (after <= before) {
            return Uni.createFrom().voidItem();
        }
        return store.active(transaction, supplier.organisation())
                .invoke(active -> {
                    if (!active) {
                        throw Problem.of(ProblemType.FORBIDDEN, "supplier-suspended", supplier.organisation())
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    Uni<Sent> decline(SupplierCaller supplier, UUID command, UUID id, @Nullable String reason) {
        return commands.run(
                new Order(command, id, supplier, "decline", Objects.requireNonNullElse(reason, ""), supplier.name()),
                (transaction, request, now) -> {
                    new Violations()
                            .required("reason", reason)
                            .text("reason", reason, MAX_REASON)
                            .throwIfAny();
                    RestockCommands.require(request.decline(Objects.requireNonNull(reason), now));
                    return deliveries.ended(transaction, request).replaceWith("declined");
                });
    }

    /** Announces goods that are on the way. */
    Uni<Sent> ship(SupplierCaller supplier, UUID command, UUID id, ShipInput input) {
        return commands.run(
                new Order(command, id, supplier, "ship", input, supplier.name()),
                (transaction, request, now) -> policies.current(transaction).chain(policy -> {
                    Shipment notice = input.checked(now, config);
                    long before = request.promised;
                    new Violations()
                            .check(
                                    request.shipments.size() < config.shipmentsPerRequest(),
                                    "asn",
                                    "restock.too-many-shipments",
                                    config.shipmentsPerRequest())
                            .throwIfAny();
                    RestockCommands.require(
                            request.ship(notice, now, policy.settings().remindPercent()));
                    return mayTakeOn(transaction, supplier, before, request.promised)
                            .chain(() -> store.requireNewNotice(
                                    transaction, supplier.organisation(), Objects.requireNonNull(notice.asn())))
                            .chain(() -> store.saveShipment(transaction, request, notice, null))
                            .replaceWith("shipped");
                }));
    }
}
