package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the database when all is done, read in one snapshot. {@code transaction} names the transaction that
 * wrote a row; rows of one transaction carry the same. Quantities in base units.
 */
record EndState(
        List<Position> positions,
        List<Entry> ledger,
        List<Request> requests,
        List<Line> lines,
        List<Allocation> allocations,
        List<Command> commands,
        List<Event> events,
        List<Audit> audits,
        Head head) {

    /** A stock position; {@code lot} is empty for goods without a lot number. */
    record Position(
            long id,
            String site,
            String item,
            String lot,
            @Nullable LocalDate expiry,
            long onHand,
            long reserved,
            long held) {}

    /** A ledger entry; a site is null where the account is none of a site's, held means the site's quarantine. */
    record Entry(
            UUID movement,
            int part,
            String kind,
            String item,
            String lot,
            @Nullable LocalDate expiry,
            long quantity,
            @Nullable String from,
            boolean fromHeld,
            @Nullable String to,
            boolean toHeld) {}

    /** A request; {@code level} is 1 to 4, 5 without an incident. */
    record Request(UUID id, String site, int level, String urgency, String state) {

        private static final List<String> URGENCIES = List.of("STAT", "ASAP", "URGENT", "ROUTINE");

        /** Whether its class (incident level, then urgency) comes before the other's (R1). */
        boolean outranks(Request other) {
            return level != other.level
                    ? level < other.level
                    : URGENCIES.indexOf(urgency) < URGENCIES.indexOf(other.urgency);
        }
    }

    /** Which line of which request. */
    record LineKey(UUID request, int line) {}

    /** A request line; {@code quantity} is null while unknown. */
    record Line(
            LineKey key,
            String item,
            @Nullable Long quantity,
            long allocated,
            boolean substitutesAllowed,
            boolean open) {}

    /** An allocation; {@code officer} is null where the rules decided. */
    record Allocation(
            UUID id,
            LineKey line,
            long position,
            String source,
            String item,
            long quantity,
            String state,
            @Nullable String officer,
            Instant reservedAt,
            int travelMinutes) {

        boolean live() {
            return state.equals("RESERVED") || state.equals("DISPATCHED") || state.equals("RECEIVED");
        }
    }

    /** A command that was done, with its first answer. */
    record Command(
            UUID id, String kind, String actor, @Nullable String answer, long transaction) {}

    /** An event, its data as clients see them. */
    record Event(long seq, long transaction, Instant at, String kind, String subject, JsonNode data) {}

    /**
     * An audit entry.
     *
     * @param hashed the text that its hash covers, after the hash before it
     * @param hash hexadecimal; null for all but the last entry of a transaction
     */
    record Audit(
            long seq,
            long transaction,
            String actor,
            String action,
            String subject,
            String hashed,
            @Nullable String hash) {}

    /** The ends of both logs. */
    record Head(long lastEvent, long lastAudit, String auditHash) {}
}
