package dev.muster.board;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators see of the boards. */
final class BoardMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger clients;
    private final Counter snapshots;
    private final Counter cutOff;
    private final Counter foldFailures;
    private final DistributionSummary bytes;
    private final Timer lag;

    BoardMetrics(MeterRegistry registry) {
        this.registry = registry;
        clients = registry.gauge("muster.board.clients", new AtomicInteger());
        snapshots = registry.counter("muster.board.snapshots.encoded");
        cutOff = registry.counter("muster.board.clients.cut.off");
        foldFailures = registry.counter("muster.board.fold.failures");
        bytes = DistributionSummary.builder("muster.board.frame.size")
                .baseUnit("bytes")
                .register(registry);
        lag = Timer.builder("muster.board.lag")
                .description("From the commit of an event to its place in a board")
                .register(registry);
    }

    /** Takes a place among the clients, or says that there is none left. */
    boolean enter(int maxClients) {
        if (clients.incrementAndGet() <= maxClients) {
            return true;
        }
        clients.decrementAndGet();
        return false;
    }

    void leave() {
        clients.decrementAndGet();
    }

    int clients() {
        return clients.get();
    }

    void sent(Frame frame) {
        registry.counter("muster.board.frames", "type", frame.kind()).increment();
        bytes.record(frame.bytes());
    }

    void snapshotMade() {
        snapshots.increment();
    }

    void cutOff() {
        cutOff.increment();
    }

    void foldFailed() {
        foldFailures.increment();
    }

    void lag(Duration since) {
        lag.record(since.isNegative() ? Duration.ZERO : since);
    }
}
