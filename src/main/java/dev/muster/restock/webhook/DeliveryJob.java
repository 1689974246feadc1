package dev.muster.restock.webhook;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.restock.webhook.DeliveryStore.Due;
import dev.muster.restock.webhook.DeliveryStore.Lease;
import dev.muster.restock.webhook.DeliveryStore.Retry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Delivers. Every process looks for endpoints with something due, takes some over for a while, and delivers to each one event
 * after the other; where a process stops, another goes on once its lease has run out. An event is written down as delivered after
 * it was taken, so a process that ends in between makes it come twice, under the same id.
 */
@ApplicationScoped
class DeliveryJob {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    private static final int FORGET_AT_ONCE = 5_000;

    private final Pool pool;
    private final DeliveryStore store;
    private final Sender sender;
    private final EventLog log;
    private final MeterRegistry meters;
    private final WebhookConfig config;
    private final Backoff backoff;
    private final Vertx vertx;
    private final UUID self = UUID.randomUUID();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean stopped;

    DeliveryJob(
            Pool pool,
            DeliveryStore store,
            Sender sender,
            EventLog log,
            MeterRegistry meters,
            WebhookConfig config,
            Vertx vertx) {
        this.pool = pool;
        this.store = store;
        this.sender = sender;
        this.log = log;
        this.meters = meters;
        this.config = config;
        this.vertx = vertx;
        this.backoff = new Backoff(config.retryAfter(), config.maxRest(), config.jitterPercent());
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(Math.max(1, config.poll().toMillis()), timer -> {
            if (stopped) {
                vertx.cancelTimer(timer);
            } else {
                look();
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1h", delayed = "10m", identity = "ended-deliveries")
    Uni<Void> forget() {
        return store.forget(pool, config.keepDeliveries(), FORGET_AT_ONCE).replaceWithVoid();
    }

    private void look() {
        int room = config.parallelEndpoints() - active.get();
        if (room <= 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        store.lease(pool, self, config.lease(), room, config.maxPending())
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(
                        leases -> leases.forEach(this::begin),
                        failure -> LOG.warnf("Looking for webhooks to deliver failed: %s", failure));
    }

    private void begin(Lease lease) {
        active.incrementAndGet();
        store.fill(pool, self, lease.endpoint(), config.maxPending(), config.turnDeliveries())
                .chain(() -> deliver(lease, config.turnDeliveries()))
                .chain(() -> store.release(pool, self, lease.endpoint()))
                .onTermination()
                .invoke(active::decrementAndGet)
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("Delivering to webhook %s failed: %s", lease.endpoint(), failure));
    }

    private Uni<Void> deliver(Lease lease, int most) {
        if (most == 0 || stopped) {
            return Uni.createFrom().voidItem();
        }
        return store.next(pool, self, lease.endpoint())
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : deliver(lease, due.get())
                                .chain(goesOn -> goesOn
                                        ? deliver(lease, most - 1)
                                        : Uni.createFrom().voidItem()));
    }

    /** Whether there is more to be done in this turn. */
    private Uni<Boolean> deliver(Lease lease, Due due) {
        Message message = new Message(due.id(), Webhooks.body(due.kind(), due.at(), due.seq(), due.data()));
        return Target.parse(due.url())
                .map(target -> sender.send(target, due.secrets(), message))
                .orElseGet(() -> Uni.createFrom().item(Attempt.failed(Failure.UNKNOWN_HOST, 0)))
                .chain(attempt -> attempt.taken() ? taken(lease, due, attempt) : failed(lease, due, attempt));
    }

    private Uni<Boolean> taken(Lease lease, Due due, Attempt attempt) {
        count("taken");
        return store.taken(pool, self, lease.endpoint(), due.seq(), attempt, config.lease());
    }

    private Uni<Boolean> failed(Lease lease, Due due, Attempt attempt) {
        double chance = ThreadLocalRandom.current().nextDouble();
        Retry retry = new Retry(
                backoff.pause(due.attempts() + 1, chance),
                backoff.rest(due.failuresInRow() + 1, attempt.retryAfter(), chance),
                config.disableAfter());
        count(retry.pause() == null ? "dead" : "failed");
        return store.failed(pool, self, lease.endpoint(), due.seq(), attempt, config.lease(), retry)
                .chain(tooLong -> {
                    if (attempt.failure() == Failure.GONE) {
                        return disable(lease, Failure.GONE.word());
                    }
                    return tooLong
                            ? disable(lease, "failing")
                            : Uni.createFrom().voidItem();
                })
                .replaceWith(false);
    }

    /** Told in the feed, for there the supplier may still look. */
    private Uni<Void> disable(Lease lease, String reason) {
        String id = lease.endpoint().toString();
        return pool.withTransaction(transaction -> store.disable(transaction, lease.endpoint(), reason)
                        .chain(url -> {
                            if (url.isEmpty()) {
                                return Uni.createFrom().voidItem();
                            }
                            Map<String, Object> data = Map.of(
                                    "supplier",
                                    lease.organisation(),
                                    "webhook",
                                    id,
                                    "url",
                                    url.get(),
                                    "reason",
                                    reason);
                            return log.append(
                                            transaction,
                                            List.of(new Event("webhook.disabled", id, "system", data)),
                                            List.of(new Audit("system", "webhook.disabled", id, data)))
                                    .replaceWithVoid();
                        }))
                .invoke(log::committed);
    }

    private void count(String outcome) {
        meters.counter("muster.webhook.attempts", "outcome", outcome).increment();
    }
}
