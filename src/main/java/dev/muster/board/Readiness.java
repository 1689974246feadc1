package dev.muster.board;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Units of each of many things (items or sites), by what a commander can count on: free (or off duty, to be called), booked, moving, busy, out. */
final class Readiness {

    private enum State {
        FREE,
        BOOKED,
        MOVING,
        BUSY,
        OUT;

        static State of(String status) {
            return switch (status) {
                case "AVAILABLE", "OFF_DUTY" -> FREE;
                case "RESERVED", "COMMITTED" -> BOOKED;
                case "IN_TRANSIT", "EN_ROUTE", "RETURNING" -> MOVING;
                case "IN_USE", "ON_SITE" -> BUSY;
                default -> OUT;
            };
        }
    }

    private final Section section;
    private final String keyField;
    private final Map<String, int[]> counts = new HashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();

    Readiness(Section section, String keyField) {
        this.section = section;
        this.keyField = keyField;
    }

    /** Counts {@code n} units more of that status; retired ones are not counted. */
    void add(String of, String status, int n) {
        if (!status.equals("RETIRED")) {
            counts.computeIfAbsent(of, o -> new int[State.values().length])[
                    State.of(status).ordinal()] += n;
            touched.add(of);
        }
    }

    /** What has changed since the last call. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>(touched.size());
        for (String of : touched) {
            ObjectNode value = value(of);
            if (value.path("units").intValue() == 0) {
                counts.remove(of);
                changes.add(Change.remove(section, section.key(value)));
            } else {
                changes.add(Change.put(section, value));
            }
        }
        touched.clear();
        return changes;
    }

    Collection<ObjectNode> all() {
        return counts.keySet().stream().map(this::value).toList();
    }

    private ObjectNode value(String of) {
        int[] each = counts.getOrDefault(of, new int[State.values().length]);
        ObjectNode value = JsonNodeFactory.instance.objectNode().put(keyField, of);
        int all = 0;
        for (State state : State.values()) {
            all += each[state.ordinal()];
        }
        value.put("units", (long) all);
        for (State state : State.values()) {
            value.put(state.name().toLowerCase(Locale.ROOT), (long) each[state.ordinal()]);
        }
        return value;
    }
}
