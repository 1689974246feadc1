package dev.muster.bench.suppliers;

import dev.muster.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Officers who submit requests at a steady rate, which are decided from stock. */
final class Officers implements Beside {

    private static final int COUNT = 4;

    private final ServiceProcess service;
    private final int requestsPerSecond;
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong decidingNanos = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

    Officers(ServiceProcess service, int requestsPerSecond) {
        this.service = service;
        this.requestsPerSecond = requestsPerSecond;
    }

    @Override
    public void begin() {
        for (int i = 0; i < COUNT; i++) {
            threads.submit((Callable<Void>) this::submit);
        }
    }

    @Override
    public String end(double seconds) {
        over.set(true);
        threads.shutdownNow();
        return String.format(
                "  decided meanwhile: %.0f requests a second, %.1f ms each on average%n",
                decided.get() / seconds, decidingNanos.get() / 1e6 / Math.max(1, decided.get()));
    }

    private @Nullable Void submit() throws Exception {
        long pause = 1_000_000_000L * COUNT / requestsPerSecond;
        long next = System.nanoTime();
        String request =
                "{\"site\":\"S1\",\"urgency\":\"ROUTINE\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"STOCKED\",\"quantity\":1}]}"
                        .formatted(Instant.now().plus(Duration.ofDays(1)));
        while (!over.get()) {
            long begun = System.nanoTime();
            Suppliers.created(service.call("POST", "/api/v1/requests", "officer", request));
            decided.incrementAndGet();
            decidingNanos.addAndGet(System.nanoTime() - begun);
            next += pause;
            long left = next - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        return null;
    }
}
