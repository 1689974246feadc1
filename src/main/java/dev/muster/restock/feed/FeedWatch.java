package dev.muster.restock.feed;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Wakes those who wait for an event of a supplier. While anybody waits, this process looks again and again at the number of the
 * last such event, of whatever supplier and process: one small query however many wait.
 */
@ApplicationScoped
class FeedWatch {

    private static final Logger LOG = Logger.getLogger(FeedWatch.class);

    private final Pool pool;
    private final FeedStore store;
    private final Vertx vertx;
    private final FeedConfig config;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean stopped;
    private long last;

    FeedWatch(Pool pool, FeedStore store, Vertx vertx, FeedConfig config) {
        this.pool = pool;
        this.store = store;
        this.vertx = vertx;
        this.config = config;
    }

    /** What was known before somebody looked. */
    record Mark(long last) {}

    private record Waiting(UniEmitter<? super Boolean> emitter, AtomicBoolean done) {

        void end(boolean changed) {
            if (done.compareAndSet(false, true)) {
                emitter.complete(changed);
            }
        }
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(Math.max(1, config.poll().toMillis()), timer -> look());
    }

    /** Who waits is answered, so that the process can end. */
    void stop(@Observes ShutdownEvent event) {
        synchronized (this) {
            stopped = true;
        }
        wake(false);
    }

    /** How many wait in this process. */
    synchronized int waiting() {
        return waiting.size();
    }

    synchronized Mark mark() {
        return new Mark(last);
    }

    /** True as soon as there may be an event that was not there at the mark; false when the time is over or too many wait. */
    Uni<Boolean> changeSince(Mark mark, Duration longest) {
        Context context = Vertx.currentContext();
        Uni<Boolean> change = Uni.createFrom().emitter(emitter -> {
            Waiting one = new Waiting(emitter, new AtomicBoolean());
            if (!add(one, mark)) {
                return;
            }
            long timer = vertx.setTimer(Math.max(1, longest.toMillis()), fired -> end(one, false));
            emitter.onTermination(() -> {
                vertx.cancelTimer(timer);
                remove(one);
            });
        });
        return context == null ? change : change.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private boolean add(Waiting one, Mark mark) {
        boolean changed;
        synchronized (this) {
            changed = last > mark.last();
            if (!changed && !stopped && waiting.size() < config.maxWaiting()) {
                waiting.add(one);
                return true;
            }
        }
        one.end(changed);
        return false;
    }

    private synchronized void remove(Waiting one) {
        waiting.remove(one);
    }

    private void end(Waiting one, boolean changed) {
        remove(one);
        one.end(changed);
    }

    private void look() {
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
        }
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        store.last(pool)
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(this::seen, failure -> LOG.warnf("Looking for suppliers' events failed: %s", failure));
    }

    private void seen(long now) {
        synchronized (this) {
            if (now == last) {
                return;
            }
            last = now;
        }
        wake(true);
    }

    private void wake(boolean changed) {
        List<Waiting> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.end(changed));
    }
}
