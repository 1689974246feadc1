package dev.muster.restock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of restocking. */
@ConfigMapping(prefix = "muster.restock")
public interface RestockConfig {

    /** The most parts of one promise. */
    @WithDefault("20")
    int promiseParts();

    /** How far ahead a promise or an arrival may lie, days. */
    @WithDefault("730")
    int daysAhead();

    /** The most lines of one shipping notice or receipt. */
    @WithDefault("200")
    int shipmentLines();

    /** The most shipments of one restock request. */
    @WithDefault("100")
    int shipmentsPerRequest();

    /** How often the service looks for answers and goods that are due, and for receipts to be finished. */
    @WithDefault("5s")
    Duration deadlinesEvery();

    /** The most deadlines that are handled in one round. */
    @WithDefault("500")
    int deadlinesPerRound();

    /** The latest deliveries of an item that a supplier's lead times are told of. */
    @WithDefault("100")
    int leadTimeDeliveries();

    /** Suppliers' commands committed together, at most. */
    @WithDefault("16")
    int commandsTogether();

    /** Transactions of suppliers' commands at a time. */
    @WithDefault("4")
    int sharedTransactions();

    /** Suppliers' commands that may wait; more are refused with 429. */
    @WithDefault("5000")
    int commandsWaiting();

    /** How long a receipt may be half done before another process goes on with it. */
    @WithDefault("10s")
    Duration resumeReceiptsAfter();

    /** How often the service looks what has changed and is to be reviewed. */
    @WithDefault("1s")
    Duration reviewEvery();

    /** The most events of the log that are looked through in one transaction. */
    @WithDefault("5000")
    int reviewEvents();

    /** The most items at sites that are reviewed in one transaction. */
    @WithDefault("500")
    int reviewPlaces();
}
