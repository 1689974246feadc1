package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.engine.Policy;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is open and what there is, as it all stood at one moment.
 *
 * @param now the database's clock then
 * @param lines that are short or have something reserved, in no order
 * @param stock positions with something free or reserved, of every item that may serve the lines
 * @param floors reserve floors above zero, base units
 * @param held reservations that have not left, of any line
 * @param takenBack sites whose allocation to a line an officer has released
 * @param supposed the policy that is supposed for all levels, null if those in force stand
 * @param units who there is, and what asks for units
 */
record Reading(
        Facts facts,
        Instant now,
        List<OpenLine> lines,
        List<Stock> stock,
        Map<Shelf, Long> floors,
        List<Held> held,
        Map<LineKey, Set<Integer>> takenBack,
        @Nullable Policy supposed,
        UnitReading units) {

    /** A line of a request. */
    record LineKey(UUID request, int line) {}

    /** An item at a site, by ids. */
    record Shelf(int site, int item) {}

    /**
     * A request line of known quantity.
     *
     * @param level of the incident, as ranks number them
     * @param quantity base units asked for
     * @param allocated base units allocated, by rule or not, dispatched or not
     */
    record OpenLine(
            LineKey key,
            int site,
            int level,
            Urgency urgency,
            Instant neededBy,
            Instant submittedAt,
            int item,
            boolean substitutesAllowed,
            long quantity,
            long allocated) {

        OpenLine as(Urgency other) {
            return new OpenLine(
                    key, site, level, other, neededBy, submittedAt, item, substitutesAllowed, quantity, allocated);
        }

        long left() {
            return quantity - allocated;
        }
    }

    /**
     * A lot at a site.
     *
     * @param lastDay the day on which it may last be used, counted from 1970-01-01; {@code Long.MAX_VALUE} if it keeps
     * @param free base units neither reserved nor held
     */
    record Stock(long position, Shelf shelf, long lastDay, long free) {}

    /** A reservation; {@code byRule} unless an officer chose it. */
    record Held(LineKey key, long position, Shelf shelf, long quantity, boolean byRule) {}
}
