package dev.muster.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that somebody in the scenario does, as one command to the service. Its id follows from run, step and subject. */
sealed interface Deed {

    UUID id();

    /** A site asks for supplies. */
    record Ask(UUID id, String site, boolean byKeeper, Urgency urgency, String incident, List<Wish> lines)
            implements Deed {}

    /**
     * @param quantity base units; null if the site cannot say
     */
    record Wish(String item, @Nullable Long quantity, boolean substitutesAllowed) {}

    /**
     * Stock moves.
     *
     * @param kind of the API's movement kinds
     * @param lot null lets the service take what expires first
     */
    record Move(
            UUID id,
            String kind,
            String site,
            String item,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            long quantity,
            @Nullable String reason)
            implements Deed {}

    /** The need is gone; what was reserved becomes free. */
    record Withdraw(UUID id, UUID request, String reason) implements Deed {}

    /** The goods reserved for a request are fetched: issued where they were reserved and received by the asking site. */
    record Fetch(UUID id, UUID request) implements Deed {}

    /** An officer takes one reservation of the request back. */
    record TakeBack(UUID id, UUID request, String reason) implements Deed {}

    /** An incident begins, or goes on at another level or in another phase. */
    record Declare(UUID id, Emergency emergency) implements Deed {}

    enum Urgency {
        STAT(1),
        ASAP(6),
        URGENT(24),
        ROUTINE(72);

        private final int withinHours;

        Urgency(int withinHours) {
            this.withinHours = withinHours;
        }

        /** Simulated time within which the goods are needed. */
        int withinHours() {
            return withinHours;
        }
    }
}
