package dev.muster.unit;

import static io.restassured.RestAssured.given;

import dev.muster.AWorld;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Equipment, people and teams of a test's own, made through the interface. */
@ApplicationScoped
public class Crew {

    /** A whole hour, some hours from now; every test's times lie around it. */
    public static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(6, ChronoUnit.HOURS);

    private final Pool pool;
    private final AWorld world;

    Crew(Pool pool, AWorld world) {
        this.pool = pool;
        this.world = world;
    }

    public static RequestSpecification as(String role) {
        return given().auth().preemptive().basic(role, "muster-demo").contentType("application/json");
    }

    public static Instant hours(int fromSoon) {
        return SOON.plus(fromSoon, ChronoUnit.HOURS);
    }

    public static String code(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public String type() {
        return item("EQUIPMENT");
    }

    public String competency() {
        return item("STAFF");
    }

    private String item(String kind) {
        String code = world.item();
        pool.preparedQuery("update item set kind = $2 where code = $1")
                .execute(Tuple.of(code, kind))
                .await()
                .atMost(Duration.ofSeconds(10));
        return code;
    }

    public String asset(String type, String home) {
        String code = code("A");
        putAsset(code, "{\"type\":\"%s\",\"home\":\"%s\"}".formatted(type, home))
                .statusCode(201);
        return code;
    }

    public static ValidatableResponse putAsset(String code, String body) {
        return as("admin").body(body).put("/api/v1/assets/" + code).then();
    }

    public static ValidatableResponse putStaff(String number, String body) {
        return as("admin").body(body).put("/api/v1/staff/" + number).then();
    }

    public static ValidatableResponse putTeam(String code, String body) {
        return as("admin").body(body).put("/api/v1/teams/" + code).then();
    }

    /** Without any shift. */
    public String personOffRoster(String competency, String home, String more) {
        String number = code("P");
        putStaff(
                        number,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}]%s}"
                                .formatted(home, competency, more))
                .statusCode(201);
        return number;
    }

    /** On call for the next days. */
    public String person(String competency, String home) {
        String number = personOffRoster(competency, home, "");
        onCall("staff", number);
        return number;
    }

    public String team(String competency, String home, List<String> members) {
        String code = code("T");
        putTeam(
                        code,
                        "{\"home\":\"%s\",\"competencies\":[{\"competency\":\"%s\"}],\"members\":[%s]}"
                                .formatted(
                                        home,
                                        competency,
                                        members.stream()
                                                .map(m -> "\"" + m + "\"")
                                                .collect(Collectors.joining(","))))
                .statusCode(201);
        onCall("team", code);
        return code;
    }

    public void onCall(String whose, String code) {
        shift(whose, code, hours(-24), hours(24 * 20)).statusCode(201);
    }

    public static ValidatableResponse shift(String whose, String code, Instant from, Instant until) {
        return roster(
                "{\"%s\":\"%s\",\"from\":\"%s\",\"until\":\"%s\",\"onCall\":true}".formatted(whose, code, from, until));
    }

    public static ValidatableResponse roster(String... shifts) {
        return as("officer")
                .body("{\"shifts\":[" + String.join(",", shifts) + "]}")
                .post("/api/v1/rosters")
                .then();
    }
}
