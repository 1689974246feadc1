package dev.muster.restock.feed;

import dev.muster.security.Organisations;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A supplier's events in order, from wherever it stands; waits for one if asked to. */
@ApplicationScoped
class Feed {

    private final Organisations organisations;
    private final FeedStore store;
    private final FeedWatch watch;

    Feed(Organisations organisations, FeedStore store, FeedWatch watch) {
        this.organisations = organisations;
        this.store = store;
        this.watch = watch;
    }

    /**
     * A piece of the feed.
     *
     * @param epoch the log's; another one than before means: begin again at 0
     * @param next what to give as {@code after} in the next call
     */
    record Slice(UUID epoch, List<SupplierEvent> items, long next) {}

    /** The events after a number; if there is none, what there is once one came or the time is over. */
    Uni<Slice> after(SupplierCaller supplier, long after, int limit, Duration wait) {
        long deadlineNanos = System.nanoTime() + wait.toNanos();
        return look(supplier, after, limit, deadlineNanos);
    }

    private Uni<Slice> look(SupplierCaller supplier, long after, int limit, long deadlineNanos) {
        FeedWatch.Mark mark = watch.mark();
        return organisations
                .transaction(supplier, transaction -> store.after(transaction, supplier.organisation(), after, limit))
                .chain(slice -> {
                    Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
                    if (!slice.items().isEmpty() || left.isNegative() || left.isZero()) {
                        return Uni.createFrom().item(slice);
                    }
                    return watch.changeSince(mark, left)
                            .chain(changed -> changed
                                    ? look(supplier, after, limit, deadlineNanos)
                                    : Uni.createFrom().item(slice));
                });
    }
}
