package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
        Head head,
        List<Unit> units,
        List<Booking> bookings) {

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

    /**
     * A ledger entry; a site is null where the account is none of a site's, held means the site's quarantine.
     *
     * @param assembled whether the other account is what is in kits
     */
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
            boolean toHeld,
            boolean assembled) {

        Entry(
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
                boolean toHeld) {
            this(movement, part, kind, item, lot, expiry, quantity, from, fromHeld, to, toHeld, false);
        }
    }

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

    /**
     * A request line; {@code quantity} is null while unknown.
     *
     * @param terms of a line that asks for units, null for supplies
     * @param kits of a line that asks for kits, or for parts of them; null for others
     */
    record Line(
            LineKey key,
            String item,
            @Nullable Long quantity,
            long allocated,
            boolean substitutesAllowed,
            boolean open,
            @Nullable Terms terms,
            @Nullable Kits kits) {

        Line(
                LineKey key,
                String item,
                @Nullable Long quantity,
                long allocated,
                boolean substitutesAllowed,
                boolean open) {
            this(key, item, quantity, allocated, substitutesAllowed, open, null, null);
        }

        Line with(@Nullable Long wanted, long given, boolean stillOpen) {
            return new Line(key, item, wanted, given, substitutesAllowed, stillOpen, terms, kits);
        }

        boolean isShort() {
            return open && (quantity == null || allocated < quantity);
        }
    }

    /**
     * On what terms units are asked for.
     *
     * @param level least level, 0 if any will do
     * @param received how many are or were there
     */
    record Terms(Instant from, Instant until, int level, boolean team, long received) {}

    /**
     * How a line belongs to kits.
     *
     * @param asked of the line that asks for kits: how many
     * @param head of a line of parts: the number of the line that asks for kits
     * @param each of the same: base units in one kit
     */
    record Kits(
            @Nullable Long asked,
            @Nullable Integer head,
            @Nullable Long each) {}

    /**
     * An asset, a person or a team.
     *
     * @param mayGo whether nothing keeps it at home for good: rosters, credentials, vetting
     * @param serves what it may be asked for as, each with its level, 0 if none
     */
    record Unit(String code, String kind, String site, String status, boolean mayGo, Map<String, Long> serves) {

        boolean serves(String item, int level) {
            Long own = serves.get(item);
            return own != null && own >= level;
        }
    }

    /**
     * A row of a unit's calendar; a team's booking has one for each who goes, with the same id.
     *
     * @param lead code of the unit booked: itself, or the team it goes along with
     * @param from since when nobody else can have it, {@code until} until when
     * @param endsAt until when it is needed at the place
     * @param line what it is allocated to, null if to none
     */
    record Booking(
            UUID id,
            String unit,
            String lead,
            String kind,
            String state,
            Instant from,
            Instant until,
            Instant endsAt,
            @Nullable LineKey line,
            @Nullable String officer) {

        boolean leads() {
            return unit.equals(lead);
        }

        static boolean live(String state) {
            return state.equals("RESERVED") || state.equals("DISPATCHED") || state.equals("RECEIVED");
        }

        /** Whether the unit would leave for it. */
        boolean takes() {
            return !kind.equals("REST") && !kind.equals("MAINTENANCE");
        }

        boolean meets(Booking other) {
            return from.isBefore(other.until) && other.from.isBefore(until);
        }
    }

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
