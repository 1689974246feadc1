package dev.muster.allocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the decision loop. */
@ConfigMapping(prefix = "muster.allocation")
public interface AllocationConfig {

    /** Commands that may wait to be decided; beyond it callers get 429. */
    @WithDefault("20000")
    int queueCommands();

    /** The most commands decided in one transaction. */
    @WithDefault("1000")
    int batchCommands();

    /** The most short lines of one item that are looked at again in one transaction. */
    @WithDefault("1000")
    int shortLinesPerItem();

    /** The most overdue reservations released in one transaction. */
    @WithDefault("500")
    int overdueReservations();

    /** How often the service looks for overdue reservations and shortages that could be served. */
    @WithDefault("10s")
    Duration lookAgainEvery();

    /** Items are then looked at some at a time, with about so many short lines together. */
    @WithDefault("500")
    int lookAgainLines();

    /** How often a transaction is tried again after the database failed it. */
    @WithDefault("5")
    int tries();

    /** The most requests in one call of {@code POST /requests/batch}. */
    @WithDefault("10000")
    int requestsPerCall();

    /** The most lines of one request, those of the parts of kits included; 32767 at most. */
    @WithDefault("5000")
    int linesPerRequest();

    /** The most reservations of one item that are looked at in one transaction to be taken back (R6). */
    @WithDefault("1000")
    int preemptableReservations();

    /** Stock positions remembered between batches. */
    @WithDefault("500000")
    int rememberedPositions();
}
