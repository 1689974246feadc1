package dev.muster.allocation.history;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Few people, machines and teams that many ask for; some of them may never go. */
final class UnitLandscape {

    static final String MACHINE = "VENTILATOR";
    static final String CARE = "NURSE";
    static final String SURGERY = "SURGEON";
    static final String RESCUE = "RESCUE-TEAM";

    /**
     * One of them, by the folder of the interface it is in.
     *
     * @param field name for it in a booking
     */
    record Name(String folder, String field, String code) {

        boolean isAsset() {
            return field.equals("asset");
        }

        String statusPath() {
            return "/" + folder + "/" + code + "/status";
        }
    }

    static final List<Name> ASSETS = names("assets", "asset", "VENT", 7);
    static final List<Name> PEOPLE = names("staff", "staff", "P", 12);
    static final List<Name> TEAMS = names("teams", "team", "T", 3);
    static final List<Name> ALL =
            Stream.of(ASSETS, PEOPLE, TEAMS).flatMap(List::stream).toList();

    private UnitLandscape() {}

    private static List<Name> names(String folder, String field, String prefix, int count) {
        List<Name> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(new Name(folder, field, prefix + "-" + i));
        }
        return names;
    }

    /** Makes them through the interface, once there are sites. */
    static void make(Landscape.Maker maker) throws IOException {
        maker.put("/items/" + MACHINE, item(MACHINE, "EQUIPMENT"));
        for (String competency : List.of(CARE, SURGERY, RESCUE)) {
            maker.put("/items/" + competency, item(competency, "STAFF"));
        }
        List<String> homes = List.of("DEPOT-1", "DEPOT-2", "DEPOT-3", "HOSP-1", "HOSP-2", Landscape.RESTRICTED_DEPOT);
        for (int i = 0; i < ASSETS.size(); i++) {
            maker.put("/assets/" + ASSETS.get(i).code(), Map.of("type", MACHINE, "home", homes.get(i % homes.size())));
        }
        Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.DAYS);
        Instant until = from.plus(30, ChronoUnit.DAYS);
        List<Map<String, Object>> shifts = new ArrayList<>();
        for (int i = 0; i < PEOPLE.size(); i++) {
            String code = PEOPLE.get(i).code();
            maker.put("/staff/" + code, person(i, homes.get(i % homes.size())));
            if (i != 10) {
                shifts.add(Map.of("staff", code, "from", from, "until", until, "onCall", true));
            }
        }
        for (int i = 0; i < TEAMS.size(); i++) {
            List<String> members =
                    PEOPLE.subList(i, i + 2).stream().map(Name::code).toList();
            maker.put(
                    "/teams/" + TEAMS.get(i).code(),
                    Map.of(
                            "home",
                            homes.get(i),
                            "competencies",
                            List.of(Map.of("competency", RESCUE)),
                            "members",
                            members));
            shifts.add(Map.of("team", TEAMS.get(i).code(), "from", from, "until", until, "onCall", true));
        }
        maker.post(
                "/rosters",
                Map.of("shifts", shifts.stream().map(UnitLandscape::written).toList()));
    }

    private static Map<String, Object> written(Map<String, Object> shift) {
        Map<String, Object> texts = new LinkedHashMap<>(shift);
        texts.replaceAll((key, value) -> value instanceof Instant ? value.toString() : value);
        return texts;
    }

    private static Map<String, Object> item(String code, String kind) {
        return Map.of("code", code, "kind", kind, "name", Map.of("en", code), "baseUnit", "piece");
    }

    /** Each third is a surgeon as well; every second of a higher level; the last one's licence runs out before anybody asks for her. */
    private static Map<String, Object> person(int i, String home) {
        List<Map<String, Object>> competencies = new ArrayList<>();
        competencies.add(Map.of("competency", CARE, "level", i % 2 == 0 ? "SENIOR" : "JUNIOR"));
        if (i % 3 == 0) {
            competencies.add(Map.of("competency", SURGERY));
        }
        Map<String, Object> body = new LinkedHashMap<>(Map.of("home", home, "competencies", competencies));
        if (i == 11) {
            body.put(
                    "credentials",
                    List.of(Map.of(
                            "kind",
                            "LICENCE",
                            "validUntil",
                            LocalDate.now(ZoneOffset.UTC).plusDays(1).toString())));
        }
        return body;
    }
}
