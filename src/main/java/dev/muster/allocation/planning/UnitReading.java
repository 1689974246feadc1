package dev.muster.allocation.planning;

import dev.muster.allocation.planning.Reading.LineKey;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.request.UnitNeed;
import dev.muster.unit.DutyRules;
import dev.muster.unit.UnitBook;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What asks for equipment and staff, and who there is.
 *
 * @param book all units with their calendars; nobody if nothing asks for any
 * @param lines that are short or have something reserved, in no order
 * @param takenBack ids of units that an officer has taken back from a line
 */
record UnitReading(UnitBook book, List<Asking> lines, Map<LineKey, Set<Integer>> takenBack, DutyRules duty) {

    /** A line and what it says of units. */
    record Asking(OpenLine line, UnitNeed need) {}
}
