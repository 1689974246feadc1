package dev.muster.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the event log is given to the message channel {@code events}. */
@ConfigMapping(prefix = "muster.publication")
interface PublicationConfig {

    /**
     * Whether to publish although no connector is configured, to consumers of the channel in this process. Off, because
     * what nobody reads is not worth writing.
     */
    @WithDefault("false")
    boolean inProcess();

    /** The {@code source} of the CloudEvents, a URI reference; tell installations apart that share a broker. */
    @WithDefault("/muster")
    String source();

    /** How long a process that fell silent keeps the others from publishing. */
    @WithDefault("10")
    int leaseSeconds();

    /** How many messages may be on their way at once; below the emitter's buffer, {@code mp.messaging.emitter.default-buffer-size}. */
    @WithDefault("100")
    int chunkEvents();
}
