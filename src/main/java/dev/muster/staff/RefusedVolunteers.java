package dev.muster.staff;

import dev.muster.platform.BackgroundWork;
import dev.muster.platform.Ids;
import dev.muster.staff.VettingStore.Booked;
import dev.muster.unit.UnitOrders;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refused volunteer is booked for and has not left for is released, and its lines are decided again. What is due
 * follows from what stands in the database, so what was cut off is done later.
 */
@ApplicationScoped
class RefusedVolunteers {

    private static final int MOST_AT_ONCE = 200;

    private final VettingStore store;
    private final UnitOrders orders;
    private final BackgroundWork work;

    RefusedVolunteers(VettingStore store, UnitOrders orders, BackgroundWork work) {
        this.store = store;
        this.orders = orders;
        this.work = work;
    }

    /** Releases at once what a person is booked for; where that cannot be now, it is done later. */
    Uni<Void> see(String number) {
        return release(number).onFailure().recoverWithNull();
    }

    /** Does what is still due. */
    @Scheduled(
            every = "${muster.volunteers.look-every:10m}",
            delayed = "${muster.volunteers.look-every:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return work.run(() -> release(null));
    }

    private Uni<Void> release(@Nullable String number) {
        return store.bookedThoughRefused(number, MOST_AT_ONCE).chain(this::all);
    }

    private Uni<Void> all(List<Booked> bookings) {
        return Multi.createFrom()
                .iterable(bookings)
                .onItem()
                .transformToUniAndConcatenate(booked -> orders.release(
                                Ids.named("vetting/" + booked.vetting() + "/" + booked.booking()),
                                booked.booking(),
                                "volunteer " + booked.number() + " refused",
                                booked.actor())
                        .replaceWith(booked))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
