package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Its own profile, because the connector of a channel is chosen when the service starts. */
@QuarkusTest
@TestProfile(EventPublicationTest.OverKafka.class)
class EventPublicationTest {

    public static class OverKafka implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KafkaBroker.class));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    LogWriter log;

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry registry;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Test
    void shouldPublishEveryEventInOrderAndGoOnWhereAnotherStopped() throws SQLException {
        try (KafkaConsumer<String, String> topic = topic()) {
            append(250);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            readTo(topic, records, log.head());
            assertCloudEvent(records.get(records.size() - 1));

            UUID other = UUID.randomUUID();
            takeOver(other);
            long silentFrom = log.head();
            append(120);
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).until(() -> published() <= silentFrom);
            expire(other);
            append(30);
            readTo(topic, records, log.head());

            assertThat(numbersOfAConsumer(records))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, log.head()).boxed().toList());
            assertThat(records.size() - log.head())
                    .as("what came twice when the lease was taken over")
                    .isBetween(0L, 100L);
            assertThat(registry.counter("muster.publication.events").count())
                    .as("what consumers in the process were given")
                    .isGreaterThanOrEqualTo(log.head());
        }
    }

    /** What docs/boards.md tells consumers: take the number after the last, ignore the rest. */
    private static List<Long> numbersOfAConsumer(List<ConsumerRecord<String, String>> records) {
        List<Long> taken = new ArrayList<>();
        records.forEach(message -> {
            if (sequence(message) == taken.size() + 1) {
                taken.add(sequence(message));
            }
        });
        return taken;
    }

    private KafkaConsumer<String, String> topic() {
        KafkaConsumer<String, String> topic = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", "test", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        topic.subscribe(List.of("events"));
        return topic;
    }

    private void append(int events) {
        IntStream.range(0, events)
                .forEach(n -> log.append(new Event("thing.happened", "thing-" + n, "tester", Map.of("n", n))));
    }

    private static void readTo(
            KafkaConsumer<String, String> topic, List<ConsumerRecord<String, String>> records, long head) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            topic.poll(Duration.ofMillis(200)).forEach(records::add);
            return !records.isEmpty() && sequence(records.get(records.size() - 1)) >= head;
        });
    }

    private void assertCloudEvent(ConsumerRecord<String, String> message) {
        JsonNode event = tree(message.value());
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("type").asText()).isEqualTo("dev.muster.thing.happened");
        assertThat(event.path("id").asText()).isEqualTo(log.epoch() + "/" + log.head());
        assertThat(event.path("source").asText()).isEqualTo("/muster");
        assertThat(event.path("subject").asText()).isEqualTo("thing-249");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.path("data").path("n").asInt()).isEqualTo(249);
        assertThat(event.path("time").asText()).endsWith("Z");
        assertThat(new String(message.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                .startsWith("application/cloudevents+json");
    }

    /** As if another process had been given the lease. */
    private void takeOver(UUID other) throws SQLException {
        execute("update event_publication set lease_owner = '" + other + "', lease_until = now() + interval '1 hour'");
    }

    private void expire(UUID other) throws SQLException {
        execute("update event_publication set lease_until = now() - interval '1 second' where lease_owner = '" + other
                + "'");
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private long published() {
        return Long.parseLong(log.one("select last_published from event_publication"));
    }

    private static long sequence(ConsumerRecord<String, String> message) {
        return Long.parseLong(tree(message.value()).path("sequence").asText());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
