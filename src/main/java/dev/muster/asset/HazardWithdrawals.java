package dev.muster.asset;

import dev.muster.asset.WithdrawalStore.Due;
import dev.muster.platform.BackgroundWork;
import dev.muster.platform.Ids;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitOrders;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore.Name;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * A major hazard takes its asset out of service, and what is booked on it is released and decided again; once the last such
 * hazard is verified the asset is put back. What is due stands in the database with the hazard, so what was cut off is done
 * later.
 */
@ApplicationScoped
class HazardWithdrawals {

    private static final int MOST_AT_ONCE = 100;

    private final WithdrawalStore store;
    private final UnitOrders orders;
    private final BackgroundWork work;

    HazardWithdrawals(WithdrawalStore store, UnitOrders orders, BackgroundWork work) {
        this.store = store;
        this.orders = orders;
        this.work = work;
    }

    /** Does at once what a hazard makes due; where that cannot be now, it is done later. */
    Uni<Void> see(UUID hazard) {
        return store.due(hazard).chain(this::all).onFailure().recoverWithNull();
    }

    /** Does what is still due. */
    @Scheduled(
            every = "${muster.hazards.look-every:60s}",
            delayed = "${muster.hazards.look-every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return work.run(() -> store.due(MOST_AT_ONCE).chain(this::all));
    }

    private Uni<Void> all(List<Due> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(one -> (one.back() ? putBack(one) : takeOut(one)).replaceWith(one))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> takeOut(Due due) {
        return order(due, "withdraw", UnitStatus.OUT_OF_SERVICE).chain(done -> store.takenOut(due.hazard(), done));
    }

    /** Another open hazard keeps it out of service, and puts it back when it is verified. */
    private Uni<Void> putBack(Due due) {
        Uni<Boolean> moved = due.others() ? Uni.createFrom().item(true) : order(due, "restore", UnitStatus.AVAILABLE);
        return moved.chain(() -> store.putBack(due.hazard()));
    }

    private Uni<Boolean> order(Due due, String what, UnitStatus status) {
        return orders.move(
                        Ids.named("hazard/" + due.hazard() + "/" + what),
                        new Name(UnitKind.ASSET, due.asset()),
                        status,
                        "hazard " + due.hazard(),
                        due.actor())
                .map(refusal -> refusal.isEmpty());
    }
}
