package dev.muster.platform;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Events as CloudEvents 1.0 in structured JSON. {@code id} is {@code <epoch>/<number>}; the extension {@code sequence}
 * is the number with leading zeros, so that it sorts as text.
 */
final class CloudEvents {

    static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";
    static final String TYPE_PREFIX = "dev.muster.";

    private final URI source;
    private final JsonFormat format = new JsonFormat();

    CloudEvents(URI source) {
        this.source = source;
    }

    String write(UUID epoch, LoggedEvent event) {
        return new String(
                format.serialize(CloudEventBuilder.v1()
                        .withId(epoch + "/" + event.seq())
                        .withSource(source)
                        .withType(TYPE_PREFIX + event.kind())
                        .withSubject(event.subject())
                        .withTime(event.at().atOffset(ZoneOffset.UTC))
                        .withExtension("sequence", String.format("%019d", event.seq()))
                        .withData("application/json", JsonCloudEventData.wrap(event.data()))
                        .build()),
                StandardCharsets.UTF_8);
    }
}
