package dev.muster.board;

import dev.muster.platform.EventReader;
import dev.muster.platform.EventRelay;
import dev.muster.platform.LoggedEvent;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One board of one scope and all who look at it. It follows the log, keeps the view and its newest changes, and sends
 * each client what takes it from the number it has to the newest: a snapshot first, then deltas. Used on the boards'
 * thread only.
 */
final class Channel {

    private static final Logger LOG = Logger.getLogger(Channel.class);

    private final Board board;
    private final Source source;
    private final BoardConfig config;
    private final BoardThread boards;
    private final BoardMetrics metrics;
    private final Clock clock;
    private final Set<Client> clients = new LinkedHashSet<>();

    private @Nullable Live live;
    private boolean closed;
    private boolean flushPlanned;
    private long flushedAtNanos;
    private long leftAtNanos;

    Channel(Board board, Source source, BoardConfig config, BoardThread boards, BoardMetrics metrics, Clock clock) {
        this.board = board;
        this.source = source;
        this.config = config;
        this.boards = boards;
        this.metrics = metrics;
        this.clock = clock;
        this.flushedAtNanos = now() - config.mergeMillis() * 1_000_000;
        this.leftAtNanos = now();
    }

    /** The view since it was last started from the tables. */
    private final class Live implements EventReader {

        private final UUID epoch;
        private final View view;
        private final History history;
        private final EventRelay.Subscription subscription;
        private @Nullable Frame snapshot;
        private long snapshotAtNanos;

        Live(Source.Start start) {
            epoch = start.epoch();
            view = start.view();
            history = new History(start.seq(), config.historyChanges());
            subscription = source.follow(epoch, start.seq(), this);
        }

        @Override
        public Uni<Void> take(List<LoggedEvent> events) {
            return Uni.createFrom()
                    .emitter(taken -> boards.execute(() -> {
                        if (live == this) {
                            fold(this, events);
                        }
                        taken.complete(null);
                    }));
        }

        @Override
        public void restart() {
            boards.execute(() -> {
                if (live == this) {
                    load();
                }
            });
        }

        /** A snapshot at the newest number, or at one so near that the history takes a client on from there. */
        Frame snapshot() {
            Frame made = snapshot;
            boolean useful = made != null
                    && history.covers(made.to())
                    && (made.to() == history.to()
                            || now() - snapshotAtNanos < config.snapshotReuseMillis() * 1_000_000);
            if (made == null || !useful) {
                made = Frame.snapshot(board, epoch, history.to(), clock.instant(), view.sections());
                snapshot = made;
                snapshotAtNanos = now();
                metrics.snapshotMade();
            }
            return made;
        }
    }

    /** Starts from the tables; whoever is connected gets a snapshot. */
    void load() {
        stop();
        clients.forEach(Client::forget);
        if (!closed) {
            source.start().emitOn(boards).subscribe().with(this::begin, this::notStarted);
        }
    }

    private void begin(Source.Start start) {
        if (!closed) {
            live = new Live(start);
            flush();
        }
    }

    private void notStarted(Throwable failure) {
        if (failure instanceof UnknownRegion) {
            close(Closing.REFUSED, "unknown region");
            return;
        }
        LOG.warnf("Board %s could not be read from the tables, trying again: %s", board.slug(), failure);
        boards.after(config.reloadMillis(), this::load);
    }

    private void fold(Live folded, List<LoggedEvent> events) {
        try {
            for (LoggedEvent event : events) {
                Optional<List<Change>> changes = folded.view.apply(event);
                if (changes.isEmpty()) {
                    load();
                    return;
                }
                folded.history.add(event.seq(), changes.get());
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Board %s cannot follow the log after %d, starting again", board.slug(), folded.history.to());
            metrics.foldFailed();
            stop();
            clients.forEach(Client::forget);
            boards.after(config.reloadMillis(), this::load);
            return;
        }
        metrics.lag(Duration.between(events.get(events.size() - 1).at(), clock.instant()));
        planFlush();
    }

    Client add(Wire wire, Optional<Resume> resume) {
        Client client = new Client(wire, resumable(resume), boards, this::planFlush);
        clients.add(client);
        if (live != null && client.number() == live.history.to() && source.fresh()) {
            send(client, Frame.heartbeat(client.number(), clock.instant()));
        } else {
            bringUpToDate(client, new HashMap<>());
        }
        return client;
    }

    private long resumable(Optional<Resume> resume) {
        Live now = live;
        return resume.filter(r -> now != null && r.epoch().equals(now.epoch) && now.history.covers(r.after()))
                .map(Resume::after)
                .orElse(Client.NOTHING);
    }

    void remove(Client client) {
        if (clients.remove(client)) {
            leftAtNanos = now();
        }
    }

    private void planFlush() {
        if (flushPlanned || clients.isEmpty()) {
            return;
        }
        long waitMillis = config.mergeMillis() - (now() - flushedAtNanos) / 1_000_000;
        if (waitMillis <= 0) {
            flush();
            return;
        }
        flushPlanned = true;
        boards.after(waitMillis, () -> {
            flushPlanned = false;
            flush();
        });
    }

    private void flush() {
        Map<Long, Optional<Frame>> encoded = new HashMap<>();
        boolean sent = false;
        for (Client client : List.copyOf(clients)) {
            sent |= client.free() && bringUpToDate(client, encoded);
        }
        if (sent) {
            flushedAtNanos = now();
        }
    }

    /** Sends what the client lacks, if anything; frames already encoded for others at the same number are used again. */
    private boolean bringUpToDate(Client client, Map<Long, Optional<Frame>> encoded) {
        Live from = live;
        if (from == null || client.number() == from.history.to()) {
            return false;
        }
        Optional<Frame> frame = encoded.computeIfAbsent(client.number(), number -> next(from, number));
        frame.ifPresent(f -> send(client, f));
        return frame.isPresent();
    }

    private Optional<Frame> next(Live from, long number) {
        if (!from.history.covers(number)) {
            return Optional.of(from.snapshot());
        }
        List<Change> changes = from.history.after(number);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(Frame.delta(number, from.history.to(), clock.instant(), changes));
    }

    private void send(Client client, Frame frame) {
        client.send(frame, now());
        metrics.sent(frame);
    }

    /**
     * Says to every client that nothing was missed: brings its number to the newest and confirms it. Says nothing while
     * the log cannot be read, so that screens show that they are stale. Cuts off who does not read.
     */
    void beat() {
        Map<Long, Frame> encoded = new HashMap<>();
        for (Client client : List.copyOf(clients)) {
            if (client.stuck(Duration.ofSeconds(config.stuckSeconds()), now())) {
                metrics.cutOff();
                client.abort();
                remove(client);
            } else if (client.free() && client.number() != Client.NOTHING && live != null && source.fresh()) {
                confirm(client, live, encoded);
            }
        }
    }

    private void confirm(Client client, Live from, Map<Long, Frame> encoded) {
        long newest = from.history.to();
        if (client.number() != newest && from.history.covers(client.number())) {
            send(
                    client,
                    encoded.computeIfAbsent(
                            client.number(),
                            number -> Frame.delta(number, newest, clock.instant(), from.history.after(number))));
        }
        if (client.number() == newest) {
            send(client, encoded.computeIfAbsent(Client.NOTHING, none -> Frame.heartbeat(newest, clock.instant())));
        }
    }

    /** Whether nobody has looked for that long. */
    boolean idle(Duration since) {
        return clients.isEmpty() && now() - leftAtNanos > since.toNanos();
    }

    boolean closed() {
        return closed;
    }

    int size() {
        return clients.size();
    }

    void close(int code, String reason) {
        closed = true;
        stop();
        clients.forEach(client -> client.close(code, reason));
        clients.clear();
    }

    private void stop() {
        if (live != null) {
            live.subscription.close();
            live = null;
        }
    }

    private static long now() {
        return System.nanoTime();
    }
}
