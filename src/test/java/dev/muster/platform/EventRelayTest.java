package dev.muster.platform;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventRelayTest {

    @Inject
    EventRelay relay;

    @Inject
    LogWriter log;

    /** Remembers the numbers it was given. */
    private static class Numbers implements EventReader {

        final List<Long> seen = new CopyOnWriteArrayList<>();
        volatile boolean restarted;

        @Override
        public Uni<Void> take(List<LoggedEvent> events) {
            seen.addAll(events.stream().map(LoggedEvent::seq).toList());
            return Uni.createFrom().voidItem();
        }

        @Override
        public void restart() {
            restarted = true;
        }

        void awaitAll(long after, long to) {
            await().untilAsserted(() -> assertThat(seen.stream().filter(n -> n <= to))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(after + 1, to).boxed().collect(toList())));
        }
    }

    @Test
    void shouldHandOverEveryEventOnceAndInOrderWhileManyWrite() {
        long start = log.head();
        Numbers early = new Numbers();
        relay.follow(log.epoch(), start, early);

        var writers = Executors.newFixedThreadPool(6);
        IntStream.range(0, 600).forEach(i -> writers.submit(() -> log.append(anEvent(i), anEvent(i))));
        Numbers late = new Numbers();
        relay.follow(log.epoch(), start, late);
        writers.shutdown();
        await().until(writers::isTerminated);

        early.awaitAll(start, start + 1200);
        late.awaitAll(start, start + 1200);
    }

    @Test
    void shouldReadMoreThanABatchOfThePast() {
        long start = log.head();
        IntStream.range(0, 13)
                .forEach(i -> log.append(IntStream.range(0, 100)
                        .mapToObj(EventRelayTest::anEvent)
                        .toArray(Event[]::new)));
        Numbers reader = new Numbers();
        relay.follow(log.epoch(), start + 7, reader);
        reader.awaitAll(start + 7, start + 1300);
    }

    @Test
    void shouldGiveTheSameEventsAgainToAReaderThatFailed() {
        long start = log.head();
        AtomicInteger failures = new AtomicInteger(2);
        Numbers reader = new Numbers() {
            @Override
            public Uni<Void> take(List<LoggedEvent> events) {
                return failures.getAndDecrement() > 0
                        ? Uni.createFrom().failure(new IllegalStateException("not now"))
                        : super.take(events);
            }
        };
        relay.follow(log.epoch(), start, reader);
        log.append(anEvent(1), anEvent(2));
        reader.awaitAll(start, start + 2);
    }

    @Test
    void shouldNotLetASlowReaderHoldUpAnother() {
        long start = log.head();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Numbers slow = new Numbers() {
            @Override
            public Uni<Void> take(List<LoggedEvent> events) {
                return super.take(events).chain(() -> Uni.createFrom().completionStage(gate));
            }
        };
        Numbers fast = new Numbers();
        relay.follow(log.epoch(), start, slow);
        relay.follow(log.epoch(), start, fast);
        for (int i = 0; i < 10; i++) {
            log.append(anEvent(i));
        }
        fast.awaitAll(start, start + 10);
        assertThat(slow.seen.size()).isLessThan(10);
        gate.complete(null);
        slow.awaitAll(start, start + 10);
    }

    @Test
    void shouldTellAReaderOfAnotherEpochToStartAgain() {
        Numbers reader = new Numbers();
        relay.follow(UUID.randomUUID(), 1, reader);
        await().until(() -> reader.restarted);
        assertThat(reader.seen).isEmpty();
    }

    private static Event anEvent(int n) {
        return new Event("test.happened", "thing-" + n, "tester", Map.of("n", n));
    }
}
