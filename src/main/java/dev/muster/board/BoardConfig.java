package dev.muster.board;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the live boards. */
@ConfigMapping(prefix = "muster.board")
interface BoardConfig {

    /** Changes that come this soon after a frame are merged into the next one; nothing waits when idle. */
    @WithDefault("200")
    long mergeMillis();

    /** How often a client hears something even when nothing changes. */
    @WithDefault("5")
    long heartbeatSeconds();

    /** How many changes each channel keeps to bring late clients up to date; who needs older ones gets a snapshot. */
    @WithDefault("50000")
    int historyChanges();

    /** How many allocations the overview shows. */
    @WithDefault("200")
    int newestAllocations();

    /** A snapshot serves others as well for this long, followed by what has changed since. */
    @WithDefault("1000")
    long snapshotReuseMillis();

    /** The most sockets of this process. */
    @WithDefault("2000")
    int maxClients();

    /** The most pairs of board and region followed at once by this process. */
    @WithDefault("100")
    int maxChannels();

    /** A channel without clients is kept this long for those that reconnect. */
    @WithDefault("60")
    long idleChannelSeconds();

    /** A client that has not taken a frame for this long is cut off. */
    @WithDefault("20")
    long stuckSeconds();

    /** Pause before a channel that could not be started from the tables tries again. */
    @WithDefault("1000")
    long reloadMillis();

    /** The most frames, pings included, a client may send in a minute. What it sends is ignored. */
    @WithDefault("120")
    int maxInboundFramesPerMinute();

    /** How many numbers of the log one call of {@code GET /events} looks through for the kinds it asks for. */
    @WithDefault("10000")
    int eventScan();
}
