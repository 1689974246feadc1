package dev.muster.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a process follows the event log. */
@ConfigMapping(prefix = "muster.relay")
interface RelayConfig {

    /** How often the log is looked at when nothing wakes the relay: how late commits of other processes may be seen. */
    @WithDefault("250")
    long pollMillis();

    /** The most events read, and handed to a reader, at once. */
    @WithDefault("500")
    int batchEvents();

    /** First pause after a failed read or a reader's failure; doubles with each further one. */
    @WithDefault("100")
    long backoffMillis();

    /** The longest such pause. */
    @WithDefault("5000")
    long maxBackoffMillis();

    /** Without a successful read for this long the process says that it is not ready. */
    @WithDefault("10")
    long staleSeconds();
}
