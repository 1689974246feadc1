package dev.muster.restock.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How suppliers poll their events. */
@ConfigMapping(prefix = "muster.feed")
interface FeedConfig {

    /** The longest that a call waits for an event when there is none. */
    @WithDefault("25s")
    Duration maxWait();

    /** Calls of a process that may wait at a time; others are answered at once. */
    @WithDefault("500")
    int maxWaiting();

    /** How often is looked for those that wait. */
    @WithDefault("250ms")
    Duration poll();
}
