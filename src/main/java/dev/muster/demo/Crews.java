package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Call;
import dev.muster.demo.Province.Place;
import dev.muster.platform.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The province's people, teams and equipment: 400, 30 and 300, spread over the hospitals. People come in groups of eight of
 * one site, two physicians, four nurses and two technicians; the first thirty groups have a team each.
 */
final class Crews {

    static final int PEOPLE = 400;
    static final int TEAMS = 30;
    static final int ASSETS = 300;

    private static final int GROUP = 8;
    private static final int ROSTER_MONTHS = 6;
    static final String DOCTOR = "STF-ICUDOCTOR";
    static final String NURSE = "STF-ICUNURSE";
    static final String TECHNICIAN = "STF-LABTECH";
    static final String TEAM = "STF-EMT";
    private static final List<String> COMPETENCIES =
            List.of(DOCTOR, DOCTOR, NURSE, NURSE, NURSE, NURSE, TECHNICIAN, TECHNICIAN);
    private static final List<String> LEVELS = List.of("JUNIOR", "INTERMEDIATE", "ASSOCIATE_SENIOR", "SENIOR");
    /** Of a group: a physician, two nurses, a technician. */
    private static final List<Integer> IN_TEAM = List.of(0, 2, 3, 6);

    private final List<Place> homes;
    private final List<String> types;

    Crews(Province province) {
        homes = province.places().stream()
                .filter(place -> place.kind().hasWards())
                .toList();
        types = province.goods().stream()
                .filter(good -> good.kind().equals("EQUIPMENT"))
                .map(Province.Good::code)
                .toList();
    }

    List<Call> people() {
        return IntStream.range(0, PEOPLE).mapToObj(this::person).toList();
    }

    private Call person(int i) {
        JsonObject competency = new JsonObject()
                .put("competency", COMPETENCIES.get(i % GROUP))
                .put("level", LEVELS.get(i / GROUP % LEVELS.size()));
        return Call.put(
                Account.ADMIN,
                "/api/v1/staff/" + number(i),
                new JsonObject().put("home", home(i / GROUP)).put("competencies", new JsonArray().add(competency)));
    }

    private static String number(int i) {
        return "LJ%05d".formatted(10_000 + i);
    }

    private String home(int group) {
        return homes.get(group % homes.size()).code();
    }

    List<Call> teams() {
        return IntStream.range(0, TEAMS).mapToObj(this::team).toList();
    }

    private Call team(int group) {
        JsonArray members = new JsonArray();
        IN_TEAM.forEach(at -> members.add(number(GROUP * group + at)));
        JsonObject team = new JsonObject()
                .put("name", "紧急医学救援队 %d / EMT %d".formatted(group + 1, group + 1))
                .put("home", home(group))
                .put("competencies", new JsonArray().add(new JsonObject().put("competency", TEAM)))
                .put("members", members)
                .put(
                        "composition",
                        new JsonArray()
                                .add(place(DOCTOR, 1))
                                .add(place(NURSE, 2))
                                .add(place(TECHNICIAN, 1)))
                .put("kits", Kits.ofTeam());
        return Call.put(Account.ADMIN, "/api/v1/teams/" + code(group), team);
    }

    /** How many teams each home has, in the order of homes. */
    Map<String, Integer> teamsByHome() {
        Map<String, Integer> teams = new LinkedHashMap<>();
        IntStream.range(0, TEAMS).forEach(group -> teams.merge(home(group), 1, Integer::sum));
        return teams;
    }

    private static String code(int team) {
        return "EMT-%02d".formatted(team + 1);
    }

    private static JsonObject place(String competency, int people) {
        return new JsonObject().put("competency", competency).put("people", people);
    }

    List<Call> assets() {
        return IntStream.range(0, ASSETS)
                .mapToObj(i -> Call.put(
                        Account.ADMIN,
                        "/api/v1/assets/LJ-EQ-%04d".formatted(i + 1),
                        new JsonObject()
                                .put("type", types.get(i % types.size()))
                                .put("home", home(i / types.size()))
                                .put("serial", "SN%06d".formatted(730_001 + 17 * i))))
                .toList();
    }

    /** Everybody on call, this month and the next ones; by months, so that starting again says the same. */
    List<Call> rosters(LocalDate today) {
        List<Call> rosters = new ArrayList<>();
        for (int ahead = 0; ahead < ROSTER_MONTHS; ahead++) {
            YearMonth month = YearMonth.from(today).plusMonths(ahead);
            JsonArray shifts = new JsonArray();
            Stream.concat(
                            IntStream.range(0, PEOPLE).mapToObj(i -> new JsonObject().put("staff", number(i))),
                            IntStream.range(0, TEAMS).mapToObj(i -> new JsonObject().put("team", code(i))))
                    .forEach(shift -> shifts.add(shift.put("from", start(month))
                            .put("until", start(month.plusMonths(1)))
                            .put("onCall", true)));
            rosters.add(Call.post(
                    Account.OFFICER,
                    "/api/v1/rosters",
                    new JsonObject()
                            .put("id", Ids.named("demo/roster/" + month).toString())
                            .put("shifts", shifts)));
        }
        return rosters;
    }

    private static String start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }
}
