package dev.muster.allocation;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.code;
import static dev.muster.unit.Crew.hours;
import static dev.muster.unit.Crew.putTeam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.AWorld;
import dev.muster.unit.Crew;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A team's kits go with it out of its home's stock, and come back. A bag holds 10 masks and 2 tourniquets. */
@QuarkusTest
class TeamKitTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Invariants invariants;

    String hospital;
    String home;
    String mask;
    String tourniquet;
    String bag;
    String nurse;
    String service;

    @BeforeEach
    void aBagAndAHome() {
        hospital = world.site(30, 114);
        home = world.site(30.2, 114);
        mask = world.item();
        tourniquet = world.item();
        bag = code("BAG");
        nurse = crew.competency();
        service = crew.competency();
        as("admin")
                .body(("{\"kind\":\"SUPPLY\",\"name\":{\"en\":\"Bag\"},\"baseUnit\":\"bag\",\"contents\":["
                                + "{\"item\":\"%s\",\"quantity\":10},{\"item\":\"%s\",\"quantity\":2}]}")
                        .formatted(mask, tourniquet))
                .put("/api/v1/items/" + bag)
                .then()
                .statusCode(201);
    }

    private String kit(int kits, boolean required) {
        return "{\"item\":\"%s\",\"kits\":%d,\"required\":%s}".formatted(bag, kits, required);
    }

    private String body(String member, String... kits) {
        return "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"members\":[\"%s\"],\"kits\":[%s]}"
                .formatted(home, service, member, String.join(",", kits));
    }

    private String team(String... kits) {
        String team = code("T");
        putTeam(team, body(crew.person(nurse, home), kits)).statusCode(201);
        crew.onCall("team", team);
        return team;
    }

    private ValidatableResponse ask(int teams, int from, int until) {
        return as("officer")
                .body(
                        ("{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"ASAP\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\","
                                        + "\"quantity\":%d,\"team\":true,\"from\":\"%s\",\"until\":\"%s\"}]}")
                                .formatted(
                                        UUID.randomUUID(),
                                        hospital,
                                        hours(from),
                                        service,
                                        teams,
                                        hours(from),
                                        hours(until)))
                .post("/api/v1/requests")
                .then()
                .statusCode(201);
    }

    private void duty(String team) {
        as("officer")
                .body("{\"team\":\"%s\",\"purpose\":\"DUTY\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(team, hours(0), hours(24)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse move(String role, String team, String status, String more) {
        return as(role).body("{\"status\":\"%s\"%s}".formatted(status, more))
                .post("/api/v1/teams/" + team + "/status")
                .then();
    }

    private static ValidatableResponse leave(String team) {
        return move("officer", team, "EN_ROUTE", "");
    }

    private static void goAndTurnBack(String team) {
        move("officer", team, "ON_SITE", "").statusCode(200);
        move("officer", team, "RETURNING", "").statusCode(200);
    }

    private String returned(int kits) {
        return ",\"kitsReturned\":[{\"item\":\"%s\",\"kits\":%d}]".formatted(bag, kits);
    }

    private long available(String item) {
        JsonPath stock = as("officer")
                .get("/api/v1/stock?site=" + home + "&item=" + item)
                .then()
                .extract()
                .jsonPath();
        return stock.getList("items.available", Long.class).stream()
                .mapToLong(n -> n)
                .sum();
    }

    private static ValidatableResponse reverse(String movement) {
        return as("officer")
                .body("{\"kind\":\"REVERSAL\",\"reverses\":\"%s\",\"reason\":\"counted\"}".formatted(movement))
                .post("/api/v1/movements")
                .then();
    }

    @Test
    void shouldKeepWhatGoesWithATeamAndRefuseWhatCannot() {
        String member = crew.person(nurse, home);
        String team = code("T");
        putTeam(team, body(member, kit(2, true))).statusCode(201).body("kits[0].kits", equalTo(2));
        putTeam(team, body(member, kit(2, true))).statusCode(200).header("ETag", equalTo("\"0\""));
        putTeam(team, body(member, kit(0, true))).statusCode(422).body("violations[0].field", equalTo("kits[0].kits"));
        putTeam(team, body(member, kit(-1, true))).statusCode(422);
        putTeam(team, body(member, kit(1001, true)))
                .statusCode(422)
                .body("violations[0].field", equalTo("kits[0].kits"));
        putTeam(team, body(member, kit(1, true), kit(1, false)))
                .statusCode(422)
                .body("violations[0].field", equalTo("kits[1].item"));
        putTeam(team, body(member, kit(1, true).replace(bag, "NO-SUCH"))).statusCode(422);
        putTeam(team, body(member, kit(1, true).replace(bag, mask)))
                .statusCode(422)
                .body("violations[0].field", equalTo("kits[0].item"))
                .body("violations[0].message", containsString("no kit"));
        putTeam(team, body(member, kit(1, true).replace(bag, nurse)))
                .statusCode(422)
                .body("violations.field", contains("kits[0].item"));
        as("viewer")
                .get("/api/v1/teams/" + team)
                .then()
                .body("kits", hasSize(1))
                .body("kits[0].item", equalTo(bag))
                .body("kits[0].required", equalTo(true));
        putTeam(team, body(member, kit(3, false))).statusCode(200).body("kits[0].required", equalTo(false));
        putTeam(team, body(member)).statusCode(200).body("kits", hasSize(0));
    }

    @Test
    void shouldTakeTheKitsOutOfTheHomesStockOnceAndPutBackWhatReturns() {
        world.receive(home, bag, 2);
        world.receive(home, mask, 15);
        world.receive(home, tourniquet, 9);
        String team = team(kit(3, true));
        ask(1, 0, 24).body("lines[0].allocations.unit", contains(team));

        String command = ",\"id\":\"%s\"".formatted(UUID.randomUUID());
        String movement = move("officer", team, "EN_ROUTE", command)
                .statusCode(200)
                .body("status", equalTo("EN_ROUTE"))
                .body("kits[0].assembled", equalTo(2))
                .body("kits[0].packed", equalTo(1))
                .body("kits[0].missing", equalTo(0))
                .body("kits[0].movement", notNullValue())
                .extract()
                .path("kits[0].movement");
        move("officer", team, "EN_ROUTE", command).statusCode(200).body("kits[0].movement", equalTo(movement));
        move("officer", team, "EN_ROUTE", command + ",\"overrideReason\":\"other\"")
                .statusCode(409);
        assertThat(available(bag)).isZero();
        assertThat(available(mask)).isEqualTo(5);
        assertThat(available(tourniquet)).isEqualTo(7);
        as("viewer")
                .get("/api/v1/movements?site=" + home + "&kind=ISSUE")
                .then()
                .body("items.findAll { it.id == '%s' }.quantity.sum()".formatted(movement), equalTo(14));

        goAndTurnBack(team);
        move("officer", team, "RESTING", returned(4))
                .statusCode(422)
                .body("violations[0].field", equalTo("kitsReturned[0].kits"));
        move("officer", team, "RESTING", returned(1).replace(bag, mask)).statusCode(422);
        move("officer", team, "RESTING", returned(3))
                .statusCode(200)
                .body("status", equalTo("RESTING"))
                .body("kits[0].returned", equalTo(3))
                .body("kits[0].used", equalTo(0));
        assertThat(available(bag)).isEqualTo(2);
        assertThat(available(mask)).isEqualTo(15);
        assertThat(available(tourniquet)).isEqualTo(9);
        reverse(movement).statusCode(409);
        invariants.check();
    }

    @Test
    void shouldPutBackOnlyWhatReturnedAndLeaveTheRestConsumed() {
        world.receive(home, bag, 1);
        world.receive(home, mask, 20);
        world.receive(home, tourniquet, 4);
        String team = team(kit(3, true));
        duty(team);
        leave(team).statusCode(200).body("kits[0].packed", equalTo(2));
        goAndTurnBack(team);
        move("officer", team, "RESTING", returned(2)).statusCode(200).body("kits[0].used", equalTo(1));
        assertThat(available(bag)).isEqualTo(1);
        assertThat(available(mask)).isEqualTo(10);
        assertThat(available(tourniquet)).isEqualTo(2);
        invariants.check();
    }

    @Test
    void shouldNotLetATeamLeaveWithoutWhatMustGoWithItUnlessACommanderSaysSo() {
        String team = team(kit(2, true));
        duty(team);
        world.receive(home, bag, 1);
        leave(team)
                .statusCode(409)
                .body("type", equalTo("/problems/not-enough-stock"))
                .body("detail", containsString(bag + " 1/2"));
        as("officer")
                .header("Accept-Language", "zh")
                .body("{\"status\":\"EN_ROUTE\"}")
                .post("/api/v1/teams/" + team + "/status")
                .then()
                .statusCode(409)
                .body("detail", containsString("KIT_INCOMPLETE"));
        assertThat(available(bag)).isEqualTo(1);
        as("viewer").get("/api/v1/teams/" + team).then().body("status", equalTo("COMMITTED"));
        move("officer", team, "EN_ROUTE", ",\"overrideReason\":\"lives\"").statusCode(403);
        move("commander", team, "EN_ROUTE", ",\"overrideReason\":\"lives\"")
                .statusCode(200)
                .body("kits[0].assembled", equalTo(1))
                .body("kits[0].missing", equalTo(1));
        goAndTurnBack(team);
        move("officer", team, "RESTING", returned(2)).statusCode(422);
        move("officer", team, "RESTING", "").statusCode(200).body("kits", equalTo(null));
        assertThat(available(bag)).isZero();
    }

    @Test
    void shouldLeaveWithoutWhatNeedNotGoAndSaySo() {
        String team = team(kit(1, false));
        duty(team);
        leave(team)
                .statusCode(200)
                .body("kits[0].assembled", equalTo(0))
                .body("kits[0].missing", equalTo(1))
                .body("kits[0].movement", equalTo(null));
        move("officer", team, "RESTING", returned(0)).statusCode(422);
        goAndTurnBack(team);
        move("officer", team, "RESTING", returned(0)).statusCode(200).body("kits[0].returned", equalTo(0));
    }

    @Test
    void shouldTakeNeitherWhatIsReservedNorWhatIsBelowTheFloor() {
        world.floor(home, bag, 1);
        world.receive(home, bag, 3);
        as("officer")
                .body(
                        ("{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"ROUTINE\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\","
                                        + "\"quantity\":1}]}")
                                .formatted(UUID.randomUUID(), hospital, hours(24), bag))
                .post("/api/v1/requests")
                .then()
                .statusCode(201)
                .body("lines[0].allocated", equalTo(1));
        String team = team(kit(3, false));
        duty(team);
        leave(team).statusCode(200).body("kits[0].assembled", equalTo(1)).body("kits[0].missing", equalTo(2));
        assertThat(available(bag)).isEqualTo(1);
    }

    @Test
    void shouldGiveOneKitToOneOfTwoTeamsThatLeaveAtOnce() throws Exception {
        world.receive(home, bag, 1);
        List<String> teams = List.of(team(kit(1, true)), team(kit(1, true)), team(kit(1, true)), team(kit(1, true)));
        teams.forEach(this::duty);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> answers = clients.invokeAll(teams.stream()
                    .<java.util.concurrent.Callable<Integer>>map(
                            team -> () -> leave(team).extract().statusCode())
                    .toList());
            int gone = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 409);
                gone += answer.get() == 200 ? 1 : 0;
            }
            assertThat(gone).isEqualTo(1);
        } finally {
            clients.shutdownNow();
        }
        assertThat(available(bag)).isZero();
        invariants.check();
    }

    @Test
    void shouldRefuseToPutBackWhatAKeeperHasReversed() {
        world.receive(home, bag, 1);
        String team = team(kit(1, true));
        duty(team);
        String movement = leave(team).statusCode(200).extract().path("kits[0].movement");
        goAndTurnBack(team);
        reverse(movement).statusCode(201).body("quantity", equalTo(1));
        move("officer", team, "RESTING", returned(1))
                .statusCode(409)
                .body("type", equalTo("/problems/illegal-transition"))
                .body("detail", containsString(movement));
        move("officer", team, "RESTING", returned(0)).statusCode(200);
        assertThat(available(bag)).isEqualTo(1);
    }

    @Test
    void shouldSendATeamThatHasItsKitRatherThanANearerOneThatHasNot() {
        String team = team(kit(1, true));
        String far = world.site(31, 114);
        String nearHome = home;
        home = far;
        String other = team(kit(1, true));
        world.receive(far, bag, 1);
        home = nearHome;
        String id = ask(2, 0, 24)
                .body("lines[0].allocations.unit", contains(other))
                .body("lines[0].shortage", equalTo(1))
                .body("lines[0].reason", equalTo("NOT_ELIGIBLE"))
                .extract()
                .path("id");
        Desk.explanation(id, "en")
                .body("decisions[0].units.find { it.unit == '%s' }.skipped".formatted(team), equalTo("KIT_INCOMPLETE"))
                .body("decisions[0].units.find { it.unit == '%s' }.detail".formatted(team), equalTo(bag + " 0/1"))
                .body("decisions[0].words", hasItem(containsString("must go with it")));
        Desk.explanation(id, "zh").body("decisions[0].words", hasItem(containsString("须随队携带")));

        // once its kit has come it is sent
        world.receive(nearHome, bag, 1);
        as("viewer")
                .get("/api/v1/requests/" + id)
                .then()
                .body("lines[0].shortage", equalTo(0))
                .body("lines[0].allocations.unit", hasItem(team));
        // what it is to leave with is promised: another of the same home is not sent beside it
        team(kit(1, true));
        ask(1, 1, 20).body("lines[0].shortage", equalTo(1));
    }

    @Test
    void shouldLetACommanderChooseATeamWhoseKitIsMissing() {
        String team = team(kit(1, true));
        String id =
                ask(1, 0, 24).body("lines[0].shortage", equalTo(1)).extract().path("id");
        String choice = "{\"request\":\"%s\",\"line\":1,\"unit\":\"%s\"%s}";
        as("officer")
                .body(choice.formatted(id, team, ""))
                .post("/api/v1/allocations")
                .then()
                .statusCode(422)
                .body("violations[0].message", containsString("KIT_INCOMPLETE " + bag + " 0/1"));
        as("commander")
                .body(choice.formatted(id, team, ",\"overrideReason\":\"it packs on the way\""))
                .post("/api/v1/allocations")
                .then()
                .statusCode(201);
        leave(team).statusCode(409);
        world.receive(home, bag, 1);
        leave(team).statusCode(200).body("kits[0].assembled", equalTo(1));
    }
}
