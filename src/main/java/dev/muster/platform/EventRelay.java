package dev.muster.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tails the event log on the primary and hands every event, in order and without a gap, to the readers of this process.
 * It is woken by this process's commits and looks by itself as well. A reader that lags reads the log for itself, so
 * that it holds up nobody. Everything below runs on one Vert.x context.
 */
@ApplicationScoped
public class EventRelay {

    private static final Logger LOG = Logger.getLogger(EventRelay.class);

    private final EventTail tail;
    private final EventLog log;
    private final RelayConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final Context context;
    private final List<Following> readers = new ArrayList<>();

    private @Nullable UUID epoch;
    private long last;
    private List<LoggedEvent> newest = List.of();
    private boolean reading;
    private boolean again;
    private int failures;
    private boolean stopped;
    private volatile State state = new State(0, 0, Optional.empty());

    EventRelay(EventTail tail, EventLog log, RelayConfig config, Clock clock, Vertx vertx) {
        this.tail = tail;
        this.log = log;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * How far this process has come.
     *
     * @param read number of the last event read
     * @param head number of the log's last event, as last seen
     * @param at when the log was last read with success, absent before the first time
     */
    public record State(long read, long head, Optional<Instant> at) {}

    /** A reader's place in the log. */
    public interface Subscription {

        /** Number of the last event the reader has taken. */
        long position();

        /** Nothing is handed over any more, save for what is being taken now. */
        void close();
    }

    void start(@Observes StartupEvent event) {
        log.onCommit(this::wake);
        context.runOnContext(ignored -> {
            vertx.setPeriodic(config.pollMillis(), timer -> {
                if (stopped) {
                    vertx.cancelTimer(timer);
                } else if (failures == 0) {
                    read();
                }
            });
            read();
        });
    }

    void stop(@Observes ShutdownEvent event) {
        context.runOnContext(ignored -> stopped = true);
    }

    public State state() {
        return state;
    }

    /** Looks at the log at once. */
    public void wake() {
        context.runOnContext(ignored -> read());
    }

    /**
     * Hands every event after the given number to the reader.
     *
     * @param epoch the log's epoch the number belongs to; another one makes the reader {@link EventReader#restart()}
     * @param after number of the last event the reader knows, 0 for none
     */
    public Subscription follow(UUID epoch, long after, EventReader reader) {
        Following following = new Following(epoch, after, reader);
        context.runOnContext(ignored -> {
            readers.add(following);
            if (epoch.equals(this.epoch)) {
                following.pump();
            } else {
                read();
            }
        });
        return following;
    }

    private void read() {
        if (reading || stopped) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        boolean followed = epoch != null && !readers.isEmpty();
        Uni<EventTail.Slice> slice = followed ? tail.after(last, config.batchEvents()) : tail.head();
        slice.emitOn(this::onContext)
                .subscribe()
                .with(
                        read -> {
                            if (followed) {
                                took(read);
                            } else {
                                tookHead(read);
                            }
                        },
                        this::failed);
    }

    /** Nobody followed: it is enough to know how far the log goes. Who has come since reads for itself. */
    private void tookHead(EventTail.Slice slice) {
        reading = false;
        if (!slice.epoch().equals(epoch) || slice.head() < last) {
            begin(slice);
        } else {
            last = slice.head();
            newest = List.of();
            readers.forEach(Following::pump);
        }
        noted(slice);
    }

    private void took(EventTail.Slice slice) {
        reading = false;
        if (!slice.epoch().equals(epoch) || slice.head() < last) {
            begin(slice);
        } else if (slice.follows(last, config.batchEvents())) {
            advance(slice);
        } else {
            retry(new IllegalStateException("Event log is not contiguous after " + last));
            return;
        }
        noted(slice);
    }

    private void noted(EventTail.Slice slice) {
        failures = 0;
        state = new State(last, slice.head(), Optional.of(clock.instant()));
        if (again || last < slice.head()) {
            read();
        }
    }

    private void begin(EventTail.Slice slice) {
        boolean shorter = slice.epoch().equals(epoch);
        epoch = slice.epoch();
        last = slice.head();
        newest = List.of();
        List<Following> others = readers.stream()
                .filter(r -> shorter || !r.epoch.equals(slice.epoch()))
                .toList();
        readers.removeAll(others);
        others.forEach(Following::restart);
        readers.forEach(Following::pump);
    }

    private void advance(EventTail.Slice slice) {
        if (slice.events().isEmpty()) {
            readers.stream().filter(r -> !r.epoch.equals(epoch)).toList().forEach(stranger -> {
                readers.remove(stranger);
                stranger.restart();
            });
            return;
        }
        newest = slice.events();
        last = newest.get(newest.size() - 1).seq();
        readers.forEach(Following::pump);
    }

    private void failed(Throwable failure) {
        reading = false;
        retry(failure);
    }

    private void retry(Throwable failure) {
        if (stopped) {
            return;
        }
        failures++;
        LOG.warnf("Reading the event log after %d failed %d times in a row, trying again: %s", last, failures, failure);
        LOG.debug("Reading the event log failed", failure);
        later(failures, this::read);
    }

    private void later(int attempts, Runnable action) {
        long pause = config.backoffMillis() << Math.min(attempts - 1, 16);
        vertx.setTimer(Math.max(1, Math.min(pause, config.maxBackoffMillis())), timer -> action.run());
    }

    private void onContext(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    /** Without a successful read for this long the relay is not to be relied upon. */
    Duration staleAfter() {
        return Duration.ofSeconds(config.staleSeconds());
    }

    /** One reader: takes one batch after the other, from memory where it can, from the log where it lags. */
    private final class Following implements Subscription {

        private final UUID epoch;
        private final EventReader reader;
        private volatile long position;
        private volatile boolean closed;
        private boolean busy;
        private int failures;

        Following(UUID epoch, long after, EventReader reader) {
            this.epoch = epoch;
            this.position = after;
            this.reader = reader;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() {
            closed = true;
            onContext(() -> readers.remove(this));
        }

        void restart() {
            if (!closed) {
                closed = true;
                reader.restart();
            }
        }

        void pump() {
            if (busy || closed || stopped || position >= last || !epoch.equals(EventRelay.this.epoch)) {
                return;
            }
            busy = true;
            next().chain(this::hand)
                    .emitOn(EventRelay.this::onContext)
                    .subscribe()
                    .with(this::taken, this::refused);
        }

        private Uni<List<LoggedEvent>> next() {
            long after = position;
            if (!newest.isEmpty() && newest.get(0).seq() <= after + 1) {
                int known = (int) (after + 1 - newest.get(0).seq());
                return Uni.createFrom().item(newest.subList(known, newest.size()));
            }
            return tail.after(after, config.batchEvents())
                    .emitOn(EventRelay.this::onContext)
                    .map(slice -> ofThisLog(slice, after));
        }

        private List<LoggedEvent> ofThisLog(EventTail.Slice slice, long after) {
            if (!slice.epoch().equals(epoch) || !slice.follows(after, config.batchEvents())) {
                throw new IllegalStateException("Event log is not contiguous after " + after);
            }
            return slice.events();
        }

        private Uni<Long> hand(List<LoggedEvent> events) {
            if (closed) {
                return Uni.createFrom().item(position);
            }
            return reader.take(events).replaceWith(events.get(events.size() - 1).seq());
        }

        private void taken(long seq) {
            busy = false;
            failures = 0;
            position = seq;
            pump();
        }

        private void refused(Throwable failure) {
            failures++;
            LOG.warnf("A reader of the event log failed after %d, trying again: %s", position, failure);
            LOG.debug("A reader of the event log failed", failure);
            later(failures, () -> {
                busy = false;
                pump();
            });
        }
    }
}
