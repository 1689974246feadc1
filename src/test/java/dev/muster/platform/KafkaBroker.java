package dev.muster.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker, and what an operator sets to have events published to it. */
public class KafkaBroker implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedKafkaBroker broker;

    @Override
    public Map<String, String> start() {
        EmbeddedKafkaBroker started = new EmbeddedKafkaBroker()
                .withNodeId(0)
                .withDeleteLogDirsOnClose(true)
                .start();
        broker = started;
        return Map.of(
                "kafka.bootstrap.servers", started.getAdvertisedListeners(),
                "mp.messaging.outgoing.events.connector", "smallrye-kafka",
                "muster.publication.lease-seconds", "2");
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
