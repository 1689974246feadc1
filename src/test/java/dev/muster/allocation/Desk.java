package dev.muster.allocation;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What officers and commanders do through the interface: ask, choose, put policies in force. */
@ApplicationScoped
public class Desk {

    private static final String TOMORROW = Instant.now()
            .plus(1, ChronoUnit.DAYS)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();

    private final Pool pool;
    private final DecisionLoop loop;
    private final Set<String> changedLevels = new HashSet<>();

    Desk(Pool pool, DecisionLoop loop) {
        this.pool = pool;
        this.loop = loop;
    }

    public static RequestSpecification as(String role) {
        return given().auth().preemptive().basic(role, "muster-demo").contentType("application/json");
    }

    /** One line; {@code more} are further members of the line. */
    public static String body(String id, String site, String item, String urgency, long quantity, String more) {
        return "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d%s}]}"
                .formatted(id, site, urgency, TOMORROW, item, quantity, more);
    }

    public static String of(String incident, String body) {
        return body.replaceFirst("\\{", "{\"incident\":\"" + incident + "\",");
    }

    /** Gives the request's id. */
    public String ask(String site, String item, String urgency, long quantity) {
        String id = UUID.randomUUID().toString();
        send(body(id, site, item, urgency, quantity, "")).statusCode(201);
        return id;
    }

    public static ValidatableResponse send(String body) {
        return as("officer").body(body).post("/api/v1/requests").then();
    }

    /** All in one call. */
    public static void sendAll(List<String> bodies) {
        as("officer")
                .body("[" + String.join(",", bodies) + "]")
                .post("/api/v1/requests/batch")
                .then()
                .statusCode(200)
                .body("items.findAll { it.status != 201 }.size()", org.hamcrest.Matchers.equalTo(0));
    }

    public static ValidatableResponse request(String id) {
        return as("officer").get("/api/v1/requests/" + id).then().statusCode(200);
    }

    public static ValidatableResponse explanation(String id, String language) {
        return as("keeper")
                .header("Accept-Language", language)
                .get("/api/v1/requests/" + id + "/explanation")
                .then()
                .statusCode(200);
    }

    public static long allocated(String request) {
        return request(request).extract().jsonPath().getLong("lines[0].allocated");
    }

    /** A new policy of these settings, by its code. */
    public static String policy(String settings) {
        String code = "P-" + UUID.randomUUID().toString().substring(0, 8);
        putPolicy(code, settings).statusCode(201);
        return code;
    }

    public static ValidatableResponse putPolicy(String code, String settings) {
        return as("commander")
                .body("{\"name\":{\"en\":\"Of a test\"}" + (settings.isEmpty() ? "" : "," + settings) + "}")
                .put("/api/v1/policies/" + code)
                .then();
    }

    /** Selects a policy until {@link #selectDefaults}. */
    public void select(String level, String policy) {
        changedLevels.add(level);
        as("commander")
                .body("{\"policy\":\"" + policy + "\"}")
                .put("/api/v1/response-levels/" + level)
                .then()
                .statusCode(200);
    }

    public void selectDefaults() {
        Set.copyOf(changedLevels).forEach(level -> select(level, "default"));
        changedLevels.clear();
    }

    public static String incident(String level) {
        String id = UUID.randomUUID().toString();
        as("commander")
                .body(
                        "{\"id\":\"%s\",\"code\":\"I-%s\",\"name\":{\"en\":\"Flood\"},\"kind\":\"FLOOD\",\"level\":\"%s\"}"
                                .formatted(id, id.substring(0, 8), level))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        return id;
    }

    public static void level(String incident, String level) {
        as("commander")
                .contentType("application/merge-patch+json")
                .body("{\"level\":\"" + level + "\"}")
                .patch("/api/v1/incidents/" + incident)
                .then()
                .statusCode(200);
    }

    public static void floor(String site, String item, long floor) {
        as("admin")
                .body("{\"floor\":" + floor + "}")
                .put("/api/v1/stock-levels/" + site + "/" + item)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    /** As the service does by itself every while. */
    public void lookAgain(String item) {
        Integer id = pool.preparedQuery("select id from item where code = $1")
                .execute(Tuple.of(item))
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .atMost(Duration.ofSeconds(10));
        loop.submit(new Command.LookAgain(UUID.randomUUID(), Set.of(id)))
                .await()
                .atMost(Duration.ofSeconds(30));
    }
}
