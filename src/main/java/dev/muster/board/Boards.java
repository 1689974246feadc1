package dev.muster.board;

import dev.muster.platform.EventReader;
import dev.muster.platform.EventRelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The live boards of this process: one channel per board and region that somebody looks at. */
@ApplicationScoped
class Boards {

    private static final long STOP_MILLIS = 2_000;

    private final BoardStore store;
    private final EventRelay relay;
    private final BoardConfig config;
    private final BoardMetrics metrics;
    private final Clock clock;
    private final BoardThread thread = new BoardThread();
    private final Map<Wish, Channel> channels = new HashMap<>();

    Boards(BoardStore store, EventRelay relay, BoardConfig config, MeterRegistry registry, Clock clock) {
        this.store = store;
        this.relay = relay;
        this.config = config;
        this.metrics = new BoardMetrics(registry);
        this.clock = clock;
    }

    /**
     * What a client wants to see.
     *
     * @param region code of a region, absent for everything
     */
    record Wish(Board board, @Nullable String region) {}

    /** A connected client's place. */
    interface Seat {

        /** The client has gone. May be called more than once. */
        void leave();
    }

    void start(@Observes StartupEvent event) {
        thread.every(Duration.ofSeconds(config.heartbeatSeconds()).toMillis(), this::beat);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.execute(() -> channels.values().forEach(c -> c.close(Closing.GOING_AWAY, "server stops")));
        thread.stop(STOP_MILLIS);
    }

    boolean full() {
        return metrics.clients() >= config.maxClients();
    }

    Uni<Boolean> regionExists(String region) {
        return store.regionExists(region);
    }

    /** Lets a client look: sends it a snapshot, or what it lacks, and then every change until it leaves. */
    Seat open(Wish wish, Optional<Resume> resume, Wire wire) {
        if (!metrics.enter(config.maxClients())) {
            wire.close(Closing.TRY_LATER, "too many clients");
            return () -> {};
        }
        Place place = new Place();
        thread.execute(() -> place.take(wish, resume, wire));
        return place;
    }

    private @Nullable Channel channel(Wish wish) {
        Channel channel = channels.get(wish);
        if (channel != null && !channel.closed()) {
            return channel;
        }
        if (channels.size() >= config.maxChannels()) {
            return null;
        }
        Channel made = new Channel(wish.board(), source(wish), config, thread, metrics, clock);
        channels.put(wish, made);
        made.load();
        return made;
    }

    private Source source(Wish wish) {
        return new Source() {
            @Override
            public Uni<Start> start() {
                return store.start(wish.board(), wish.region());
            }

            @Override
            public EventRelay.Subscription follow(UUID epoch, long after, EventReader reader) {
                return relay.follow(epoch, after, reader);
            }

            @Override
            public boolean fresh() {
                Instant limit = clock.instant().minusSeconds(config.heartbeatSeconds());
                return relay.state().at().filter(limit::isBefore).isPresent();
            }
        };
    }

    private void beat() {
        channels.values().forEach(Channel::beat);
        Duration idle = Duration.ofSeconds(config.idleChannelSeconds());
        List.copyOf(channels.entrySet()).forEach(entry -> {
            if (entry.getValue().closed() || entry.getValue().idle(idle)) {
                entry.getValue().close(Closing.GOING_AWAY, "idle");
                channels.remove(entry.getKey());
            }
        });
    }

    private final class Place implements Seat {

        private final AtomicBoolean left = new AtomicBoolean();
        private @Nullable Channel channel;
        private @Nullable Client client;

        void take(Wish wish, Optional<Resume> resume, Wire wire) {
            if (left.get()) {
                return;
            }
            channel = channel(wish);
            if (channel == null) {
                wire.close(Closing.TRY_LATER, "too many boards");
            } else {
                client = channel.add(wire, resume);
            }
        }

        @Override
        public void leave() {
            if (left.compareAndSet(false, true)) {
                metrics.leave();
                thread.execute(() -> {
                    if (channel != null && client != null) {
                        channel.remove(client);
                    }
                });
            }
        }
    }
}
