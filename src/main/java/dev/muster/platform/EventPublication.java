package dev.muster.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Broadcast;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives every event of the log, in order, to the message channel {@code events}: in the process, or to Kafka if the
 * channel has that connector. One process at a time does it, by a lease in the database; where it stopped the next goes
 * on. After a crash some messages come again: a reader takes the number after its last and ignores all others.
 * Nothing is published, and nothing forgotten, until a connector is configured or the process asks for it.
 */
@ApplicationScoped
class EventPublication {

    private static final Logger LOG = Logger.getLogger(EventPublication.class);
    private static final List<RecordHeader> HEADERS =
            List.of(new RecordHeader("content-type", CloudEvents.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8)));

    private static final String LEASE = """
            update event_publication
            set lease_owner = $1, lease_until = now() + $2 * interval '1 second'
            where lease_owner is null or lease_owner = $1 or lease_until < now()
            returning last_published, (select epoch from log_head)
            """;
    private static final String PUBLISHED =
            "update event_publication set last_published = $2 where lease_owner = $1 and lease_until > now()";
    private static final String RELEASE =
            "update event_publication set lease_owner = null, lease_until = null where lease_owner = $1";

    private final EventRelay relay;
    private final Pool pool;
    private final PublicationConfig config;
    private final Vertx vertx;
    private final MutinyEmitter<String> channel;
    private final CloudEvents format;
    private final boolean wanted;
    private final UUID self = UUID.randomUUID();
    private volatile @Nullable Turn turn;

    EventPublication(
            EventRelay relay,
            Pool pool,
            PublicationConfig config,
            Vertx vertx,
            @Channel("events") @Broadcast MutinyEmitter<String> channel,
            @ConfigProperty(name = "mp.messaging.outgoing.events.connector") Optional<String> connector) {
        this.relay = relay;
        this.pool = pool;
        this.config = config;
        this.vertx = vertx;
        this.channel = channel;
        this.wanted = config.inProcess() || connector.isPresent();
        this.format = new CloudEvents(URI.create(config.source()));
    }

    void start(@Observes StartupEvent event) {
        if (!wanted) {
            return;
        }
        vertx.setPeriodic(1, Math.max(1, config.leaseSeconds() * 1000L / 3), timer -> renew());
    }

    void stop(@Observes ShutdownEvent event) {
        Turn ending = turn;
        if (ending != null) {
            ending.end();
            pool.preparedQuery(RELEASE)
                    .execute(Tuple.of(self))
                    .subscribe()
                    .with(
                            released -> {},
                            failure -> LOG.infof(
                                    "The publication's lease was not given back and runs out by itself: %s", failure));
        }
    }

    private void renew() {
        long askedAtNanos = System.nanoTime();
        pool.preparedQuery(LEASE)
                .execute(Tuple.of(self, config.leaseSeconds()))
                .subscribe()
                .with(
                        rows -> leased(rows.size() == 0 ? null : rows.iterator().next(), askedAtNanos),
                        failure -> LOG.warnf("The publication's lease was not renewed: %s", failure));
    }

    private void leased(@Nullable Row row, long askedAtNanos) {
        Turn now = turn;
        if (row == null) {
            if (now != null) {
                now.end();
            }
        } else if (now == null || now.ended) {
            Turn begun = new Turn(row.getUUID(1), row.getLong(0), askedAtNanos);
            turn = begun;
            begun.begin();
        } else {
            now.leasedAtNanos = askedAtNanos;
        }
    }

    /** The time from getting the lease to losing it. */
    private final class Turn implements EventReader {

        private final UUID epoch;
        private volatile long published;
        private volatile long leasedAtNanos;
        private volatile boolean ended;
        private EventRelay.@Nullable Subscription subscription;

        Turn(UUID epoch, long published, long leasedAtNanos) {
            this.epoch = epoch;
            this.published = published;
            this.leasedAtNanos = leasedAtNanos;
        }

        void begin() {
            LOG.debugf("Publishing events after %d", published);
            subscription = relay.follow(epoch, published, this);
        }

        void end() {
            ended = true;
            if (subscription != null) {
                subscription.close();
            }
        }

        @Override
        public Uni<Void> take(List<LoggedEvent> events) {
            return Multi.createFrom()
                    .iterable(events)
                    .filter(event -> event.seq() > published)
                    .group()
                    .intoLists()
                    .of(config.chunkEvents())
                    .onItem()
                    .transformToUniAndConcatenate(this::publish)
                    .collect()
                    .asList()
                    .replaceWithVoid();
        }

        @Override
        public void restart() {
            ended = true;
        }

        private Uni<Void> publish(List<LoggedEvent> chunk) {
            if (ended || System.nanoTime() - leasedAtNanos > config.leaseSeconds() * 1_000_000_000L) {
                end();
                return Uni.createFrom().failure(new IllegalStateException("The publication's lease has run out"));
            }
            long last = chunk.get(chunk.size() - 1).seq();
            return Uni.join()
                    .all(chunk.stream().map(this::send).toList())
                    .andFailFast()
                    .chain(() -> pool.preparedQuery(PUBLISHED).execute(Tuple.of(self, last)))
                    .invoke(updated -> {
                        if (updated.rowCount() == 0) {
                            end();
                            throw new IllegalStateException("The publication's lease was taken over");
                        }
                        published = last;
                    })
                    .replaceWithVoid();
        }

        private Uni<Void> send(LoggedEvent event) {
            // one key, so that the whole log keeps its order in whatever partitions the topic has
            Metadata metadata = Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                    .withKey(epoch.toString())
                    .withHeaders(HEADERS)
                    .build());
            return channel.sendMessage(Message.of(format.write(epoch, event), metadata));
        }
    }
}
