package dev.muster.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows a status in the scenario, and after how many of its hours. */
record UnitStage(String status, String next, double fewestHours, double mostHours) {

    /** A kind of units: where it is listed, and its stages. */
    enum Kind {
        ASSETS("assets", "code"),
        TEAMS("teams", "code"),
        STAFF("staff", "number");

        final String path;
        final String key;

        Kind(String path, String key) {
            this.path = path;
            this.key = key;
        }
    }

    private static final double BREAKS_DOWN = 0.05;

    static final List<UnitStage> OF_ASSETS = List.of(
            new UnitStage("RESERVED", "IN_TRANSIT", 0.5, 3),
            new UnitStage("IN_TRANSIT", "IN_USE", 1, 4),
            new UnitStage("IN_USE", "RETURNING", 18, 60),
            new UnitStage("RETURNING", "AVAILABLE", 1, 4),
            new UnitStage("OUT_OF_SERVICE", "AVAILABLE", 12, 36));

    static final List<UnitStage> OF_PEOPLE = List.of(
            new UnitStage("COMMITTED", "EN_ROUTE", 0.5, 2),
            new UnitStage("EN_ROUTE", "ON_SITE", 1, 4),
            new UnitStage("ON_SITE", "RETURNING", 12, 36),
            new UnitStage("RETURNING", "RESTING", 1, 4));

    static List<UnitStage> of(Kind kind) {
        return kind == Kind.ASSETS ? OF_ASSETS : OF_PEOPLE;
    }

    /**
     * What a unit that has stood so long does now; null to stay.
     *
     * @param chance of the unit and the time since which it stands so
     */
    @Nullable
    String after(double hours, Chance chance) {
        if (hours < chance.between(fewestHours, mostHours, "how long")) {
            return null;
        }
        return status.equals("IN_USE") && chance.in(BREAKS_DOWN, "breaks down") ? "OUT_OF_SERVICE" : next;
    }
}
