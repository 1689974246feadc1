package dev.muster.allocation.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which status may follow which, as the domain says. */
final class UnitStatuses {

    private static final Map<String, List<String>> ASSETS = Map.of(
            "AVAILABLE", List.of("RESERVED", "MAINTENANCE", "OUT_OF_SERVICE", "RETIRED"),
            "RESERVED", List.of("AVAILABLE", "IN_TRANSIT", "MAINTENANCE", "OUT_OF_SERVICE"),
            "IN_TRANSIT", List.of("IN_USE", "RETURNING", "OUT_OF_SERVICE"),
            "IN_USE", List.of("RETURNING", "OUT_OF_SERVICE"),
            "RETURNING", List.of("AVAILABLE", "MAINTENANCE", "OUT_OF_SERVICE"),
            "MAINTENANCE", List.of("AVAILABLE", "OUT_OF_SERVICE", "RETIRED"),
            "OUT_OF_SERVICE", List.of("AVAILABLE", "MAINTENANCE", "RETIRED"));

    private static final Map<String, List<String>> PEOPLE = Map.of(
            "OFF_DUTY", List.of("AVAILABLE", "COMMITTED"),
            "AVAILABLE", List.of("OFF_DUTY", "COMMITTED"),
            "COMMITTED", List.of("AVAILABLE", "EN_ROUTE"),
            "EN_ROUTE", List.of("ON_SITE", "RETURNING"),
            "ON_SITE", List.of("RETURNING"),
            "RETURNING", List.of("RESTING"),
            "RESTING", List.of("AVAILABLE", "OFF_DUTY"));

    /** Those that the calendar brings about by itself. */
    private static final Set<String> BY_ITSELF = Set.of("AVAILABLE", "RESERVED", "COMMITTED");

    private UnitStatuses() {}

    static List<String> next(String kind, String status) {
        return (kind.equals("ASSET") ? ASSETS : PEOPLE).getOrDefault(status, List.of());
    }

    /** Whether steps lead from one status to the other, by way of those said or such as the calendar brings about. */
    static boolean leads(String kind, String from, String to, Set<String> said) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            for (String next : next(kind, open.pop())) {
                if (next.equals(to) && (said.contains(to) || BY_ITSELF.contains(to))) {
                    return true;
                }
                if ((said.contains(next) || BY_ITSELF.contains(next)) && seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return false;
    }
}
