package dev.muster.staff;

import dev.muster.platform.Problem.Violation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shifts that stand and those a file adds, of everybody; none of one person overlap. */
final class RosterCalendar {

    /** @param row number of the row it came from, 0 if it stood before */
    private record Entry(ShiftView shift, long row) {}

    private final Map<String, TreeMap<Instant, Entry>> byStart = new HashMap<>();

    void stands(String whose, ShiftView shift) {
        of(whose).put(shift.from(), new Entry(shift, 0));
    }

    /** Whether the very same shift stood before. */
    boolean holds(String whose, ShiftView shift) {
        @Nullable Entry there = of(whose).get(shift.from());
        return there != null
                && there.row == 0
                && there.shift.until().equals(shift.until())
                && there.shift.onCall() == shift.onCall();
    }

    /** Adds a shift; gives what it overlaps instead, if anything. */
    @Nullable
    Violation add(String whose, ShiftView shift, long row) {
        TreeMap<Instant, Entry> own = of(whose);
        Map.@Nullable Entry<Instant, Entry> before = own.lowerEntry(shift.until());
        if (before != null && before.getValue().shift.until().isAfter(shift.from())) {
            Entry other = before.getValue();
            return other.row == 0
                    ? Violation.of("from", "unit.shift-overlaps", other.shift.from(), other.shift.until())
                    : Violation.of(
                            "from", "unit.shift-overlaps-row", other.row, other.shift.from(), other.shift.until());
        }
        own.put(shift.from(), new Entry(shift, row));
        return null;
    }

    private TreeMap<Instant, Entry> of(String whose) {
        return byStart.computeIfAbsent(whose, w -> new TreeMap<>());
    }
}
