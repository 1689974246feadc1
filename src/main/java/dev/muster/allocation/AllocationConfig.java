package dev.muster.allocation;

import dev.muster.allocation.engine.Policy;
import dev.muster.request.Urgency;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** Settings of the decision loop and of the default policy. */
@ConfigMapping(prefix = "muster.allocation")
public interface AllocationConfig {

    /** Commands that may wait to be decided; beyond it callers get 429. */
    @WithDefault("20000")
    int queueCommands();

    /** The most commands decided in one transaction. */
    @WithDefault("500")
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

    /** How often a transaction is tried again after the database failed it. */
    @WithDefault("5")
    int tries();

    /** The most requests in one call of {@code POST /requests/batch}. */
    @WithDefault("10000")
    int requestsPerCall();

    /** The default policy. */
    DefaultPolicy policy();

    /** Rule settings in force where no other policy is selected. */
    interface DefaultPolicy {

        @WithDefault("default")
        String code();

        @WithDefault("1")
        int version();

        /** Urgencies that may go below a reserve floor (R4). */
        @WithDefault("STAT")
        Set<Urgency> belowFloorUrgencies();

        /** Response levels, 1 (Ⅰ) to 4 (Ⅳ), at which they may (R4). */
        @WithDefault("1,2")
        Set<Integer> belowFloorLevels();

        /** The most sources that serve one line (R5). */
        @WithDefault("10")
        int maxSources();

        /** The least quantity worth a shipment, base units (R5). */
        @WithDefault("1")
        long smallestShipment();

        /** How long a reservation stands before it is dispatched (R10). */
        @WithDefault("24h")
        Duration reservationTime();

        /** The most sources that an explanation lists one by one. */
        @WithDefault("40")
        int explainedSources();

        /** As the rules take it. */
        default Policy asPolicy() {
            return new Policy(
                    code() + "@" + version(),
                    Set.copyOf(belowFloorUrgencies()),
                    Set.copyOf(belowFloorLevels()),
                    maxSources(),
                    smallestShipment(),
                    reservationTime(),
                    explainedSources());
        }
    }
}
