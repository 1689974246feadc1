package dev.muster.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The channel's consumer in this process: counts what is published. Others may stand beside it. */
@ApplicationScoped
class PublishedEvents {

    private final Counter published;

    PublishedEvents(MeterRegistry registry) {
        this.published = registry.counter("muster.publication.events");
    }

    @Incoming("events")
    void published(String cloudEvent) {
        published.increment();
    }
}
