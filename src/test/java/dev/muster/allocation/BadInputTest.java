package dev.muster.allocation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonsense is refused with a clear problem, and changes nothing. */
@QuarkusTest
class BadInputTest {

    private static final String TOMORROW = Instant.now().plusSeconds(86_400).toString();

    @Inject
    AWorld world;

    @Inject
    Invariants invariants;

    String hospital;
    String warehouse;
    String mask;

    @BeforeEach
    void stockInAWarehouse() {
        hospital = world.site(30.0, 114.0);
        warehouse = world.site(30.1, 114.0);
        mask = world.item();
        world.receive(warehouse, mask, 100);
    }

    @AfterEach
    void nothingHasChanged() {
        officer()
                .get("/api/v1/stock?item=" + mask)
                .then()
                .body("items[0].onHand", equalTo(100))
                .body("items[0].reserved", equalTo(0))
                .body("items[0].held", equalTo(0));
        officer().get("/api/v1/requests?site=" + hospital).then().body("items.size()", equalTo(0));
        invariants.check();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 422",
        "-1, 422",
        "1000000000000000, 422",
        "1.5, 400",
        "1e3, 400",
        "'\"10\"', 400",
        "99999999999999999999, 400",
        "'10 boxes', 400"
    })
    void shouldRefuseAQuantityOf(String quantity, int status) {
        ValidatableResponse refused = request(body(hospital, mask, quantity, TOMORROW, "URGENT"));
        refused.statusCode(status).contentType("application/problem+json");
        movement("RECEIPT", warehouse, mask, quantity, "").statusCode(status).contentType("application/problem+json");
    }

    @Test
    void shouldSayWhichFieldInTheCallersLanguage() {
        String body = body(hospital, mask, "0", TOMORROW, "URGENT");
        request(body)
                .body("type", equalTo("/problems/rule-broken"))
                .body("violations.field", hasItem("lines[0].quantity"))
                .body("violations[0].message", containsString("whole number"));
        officer()
                .header("Accept-Language", "zh-CN")
                .body(body)
                .post("/api/v1/requests")
                .then()
                .body("violations[0].message", containsString("整数"));
    }

    @Test
    void shouldRefuseUnknownSitesItemsAndIncidents() {
        request(body("NOWHERE", mask, "1", TOMORROW, "URGENT"))
                .statusCode(422)
                .body("violations[0].field", equalTo("site"));
        request(body(hospital, "NOTHING", "1", TOMORROW, "URGENT"))
                .statusCode(422)
                .body("violations[0].field", equalTo("lines[0].item"));
        request(body(hospital, mask, "1", TOMORROW, "URGENT").replace("{\"id\"", "{\"incident\":\"NO-SUCH\",\"id\""))
                .statusCode(422)
                .body("violations[0].field", equalTo("incident"));
        movement("RECEIPT", "NOWHERE", mask, "1", "").statusCode(422);
        movement("RECEIPT", warehouse, "NOTHING", "1", "").statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "0001-01-01T00:00:00Z"})
    void shouldRefuseANeedOfThePast(String neededBy) {
        request(body(hospital, mask, "1", neededBy, "URGENT"))
                .statusCode(422)
                .body("violations[0].field", equalTo("neededBy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-13-01T00:00:00Z", "2026-03-01", "+999999999-12-31T23:59:59Z"})
    void shouldRefuseATimeThatIsNone(String neededBy) {
        request(body(hospital, mask, "1", neededBy, "URGENT")).statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"site\":\"a\"",
                "{\"nonsense\":1}",
                "{\"site\":\"a\",\"site\":\"b\"}",
                "{\"lines\":{}}",
                "{\"lines\":[null]}",
                "{\"urgency\":\"VERY\"}",
                "{\"id\":\"1\"}",
                "{\"site\":\"a\\u0000b\"}"
            })
    void shouldRefuseAPayloadThatIsNone(String payload) {
        request(payload)
                .statusCode(payload.equals("{\"lines\":[null]}") ? 422 : 400)
                .contentType("application/problem+json");
    }

    @Test
    void shouldRefuseRequestsWithoutLinesOrWithTooMany() {
        request(body(hospital, mask, "1", TOMORROW, "URGENT").replaceAll("\"lines\":.*", "\"lines\":[]}"))
                .statusCode(422);
        String line = "{\"item\":\"" + mask + "\",\"quantity\":1}";
        String lines = String.join(",", java.util.Collections.nCopies(501, line));
        request(body(hospital, mask, "1", TOMORROW, "URGENT").replaceAll("\"lines\":.*", "\"lines\":[" + lines + "]}"))
                .statusCode(422);
    }

    @Test
    void shouldRefuseTenMegabytes() {
        String note = "x".repeat(10 * 1024 * 1024);
        request(body(hospital, mask, "1", TOMORROW, "URGENT").replace("{\"id\"", "{\"note\":\"" + note + "\",\"id\""))
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void shouldRefuseMovementsBelowZero() {
        movement("ISSUE", warehouse, mask, "101", "")
                .statusCode(409)
                .body("type", equalTo("/problems/not-enough-stock"));
        movement("WRITE_OFF", warehouse, mask, "101", "spoilt").statusCode(409);
        movement("HOLD", warehouse, mask, "101", "recall").statusCode(409);
        movement("UNHOLD", warehouse, mask, "1", "end").statusCode(409);
        movement("ADJUSTMENT", warehouse, mask, "-101", "count").statusCode(409);
    }

    @Test
    void shouldRefuseALotThatHasExpiredOrIsKnownWithAnotherExpiry() {
        String item = world.item();
        String lot = ",\"lot\":\"A1\",\"expiry\":\"%s\"";
        LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
        movement("RECEIPT", warehouse, item, "5", lot.formatted(today.minusDays(1)), "")
                .statusCode(422);
        movement("RECEIPT", warehouse, item, "5", lot.formatted(today.plusDays(100)), "")
                .statusCode(201);
        movement("RECEIPT", warehouse, item, "5", lot.formatted(today.plusDays(101)), "")
                .statusCode(422)
                .body("violations[0].field", equalTo("expiry"));
        officer()
                .get("/api/v1/stock?item=" + item)
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].onHand", equalTo(5));
    }

    @Test
    void shouldRefuseMovementsWithoutReasonOfTheFutureOrNotRecordable() {
        movement("HOLD", warehouse, mask, "1", "").statusCode(422).body("violations[0].field", equalTo("reason"));
        movement("DISPATCH", warehouse, mask, "1", "x").statusCode(422);
        movement("ISSUE", warehouse, mask, "1", ",\"occurredAt\":\"" + TOMORROW + "\"", "")
                .statusCode(422);
        movement("REVERSAL", warehouse, mask, "1", "x").statusCode(422);
        movement("REVERSAL", warehouse, mask, "1", ",\"reverses\":\"" + UUID.randomUUID() + "\"", "x")
                .statusCode(422);
    }

    @Test
    void shouldReverseAMovementOnce() {
        String id = UUID.randomUUID().toString();
        movement("ISSUE", warehouse, mask, "30", ",\"id\":\"" + id + "\"", "").statusCode(201);
        String reverses = ",\"reverses\":\"" + id + "\"";
        movement("REVERSAL", warehouse, mask, "30", reverses, "mistake").statusCode(201);
        movement("REVERSAL", warehouse, mask, "30", reverses, "mistake").statusCode(409);
    }

    @Test
    void shouldKeepAKeeperToTheOwnSite() {
        given().auth()
                .preemptive()
                .basic("keeper", "muster-demo")
                .contentType("application/json")
                .body(body(hospital, mask, "1", TOMORROW, "URGENT"))
                .post("/api/v1/requests")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldNotLetAKeeperReverseAMovementOfAnotherSite() {
        String id = UUID.randomUUID().toString();
        movement("ISSUE", warehouse, mask, "30", ",\"id\":\"" + id + "\"", "").statusCode(201);
        String reversal = "{\"kind\":\"REVERSAL\",\"reverses\":\"" + id + "\",\"reason\":\"mistake\"}";
        given().auth()
                .preemptive()
                .basic("keeper", "muster-demo")
                .contentType("application/json")
                .body(reversal)
                .post("/api/v1/movements")
                .then()
                .statusCode(403);
        officer().body(reversal).post("/api/v1/movements").then().statusCode(201);
    }

    @Test
    void shouldAnswerEachRequestOfABatchAlone() {
        String good = body(warehouse, mask, "1", TOMORROW, "URGENT");
        String bad = body(hospital, "NOTHING", "1", TOMORROW, "URGENT");
        officer()
                .body("[" + bad + "," + good + ",{\"urgency\":\"VERY\"}]")
                .post("/api/v1/requests/batch")
                .then()
                .statusCode(200)
                .body("items.status", equalTo(java.util.List.of(422, 201, 400)))
                .body("items[1].request.lines[0].shortage", equalTo(1))
                .body("items[2].problem.violations[0].field", equalTo("urgency"));
    }

    private static String body(String site, String item, String quantity, String neededBy, String urgency) {
        return "{\"id\":\"%s\",\"site\":\"%s\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%s}]}"
                .formatted(UUID.randomUUID(), site, urgency, neededBy, item, quantity);
    }

    private static ValidatableResponse request(String body) {
        return officer().body(body).post("/api/v1/requests").then();
    }

    private static ValidatableResponse movement(String kind, String site, String item, String quantity, String reason) {
        return movement(kind, site, item, quantity, "", reason);
    }

    private static ValidatableResponse movement(
            String kind, String site, String item, String quantity, String more, String reason) {
        String why = reason.isEmpty() ? "" : ",\"reason\":\"" + reason + "\"";
        return officer()
                .body("{\"kind\":\"%s\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%s%s%s}"
                        .formatted(kind, site, item, quantity, more, why))
                .post("/api/v1/movements")
                .then();
    }

    private static io.restassured.specification.RequestSpecification officer() {
        return given().auth().preemptive().basic("officer", "muster-demo").contentType("application/json");
    }
}
