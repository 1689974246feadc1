package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every endpoint of the supplier's side, over the wire: with every scope, and with everything that is another's. */
@QuarkusTest
class SupplierMatrixTest {

    private static final String SIDE = "/api/v1/supplier/";

    /** What an endpoint takes, so that nothing but whose thing it is can be at fault; others take nothing. */
    private static final Map<String, String> BODIES = Map.of(
            "POST /api/v1/supplier/restock-requests/{id}/promise",
            "{\"quantity\":1,\"date\":\"%s\"}".formatted(Instant.now().plus(Duration.ofDays(2))),
            "POST /api/v1/supplier/restock-requests/{id}/decline",
            "{\"reason\":\"no stock\"}",
            "POST /api/v1/supplier/restock-requests/{id}/ship",
            "{\"asn\":\"MATRIX-ASN\",\"quantity\":1,\"eta\":\"%s\"}"
                    .formatted(Instant.now().plus(Duration.ofDays(2))),
            "PUT /api/v1/supplier/webhooks/{id}",
            "{\"url\":\"http://127.0.0.1:1/taken-over\",\"state\":\"PAUSED\"}",
            "POST /api/v1/supplier/webhooks/{id}/replay",
            "{\"from\":0}");

    private static boolean made;
    private static String ours = "";
    private static String theirs = "";
    private static final Map<String, String> THEIR_IDS = new java.util.TreeMap<>();

    static List<Endpoint> side() {
        return Endpoint.all().values().stream()
                .filter(endpoint -> endpoint.name().contains(" " + SIDE))
                .toList();
    }

    @BeforeEach
    void makeBothSides() {
        if (made) {
            return;
        }
        made = true;
        put(
                "/api/v1/sites/MATRIX-S",
                "{\"code\":\"MATRIX-S\",\"name\":{\"en\":\"S\"},\"kind\":\"CLINIC\",\"latitude\":30,\"longitude\":114}");
        put(
                "/api/v1/items/MATRIX-I",
                "{\"code\":\"MATRIX-I\",\"name\":{\"en\":\"I\"},\"kind\":\"SUPPLY\",\"baseUnit\":\"piece\"}");
        for (String supplier : List.of("MATRIX-US", "MATRIX-THEM")) {
            put(
                    "/api/v1/suppliers/" + supplier,
                    "{\"code\":\"%s\",\"name\":{\"en\":\"%s\"},\"items\":[{\"item\":\"MATRIX-I\"}]}"
                            .formatted(supplier, supplier));
        }
        List<String> all =
                java.util.Arrays.stream(Scope.values()).map(Scope::word).toList();
        ours = key("MATRIX-US", all).getString("key");
        JsonPath theirKey = key("MATRIX-THEM", all);
        theirs = theirKey.getString("key");
        THEIR_IDS.put("key", theirKey.getString("id"));
        THEIR_IDS.put(
                "webhook",
                bearer(theirs)
                        .body("{\"url\":\"http://127.0.0.1:1/theirs\",\"state\":\"PAUSED\"}")
                        .post(SIDE + "webhooks")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
        THEIR_IDS.put(
                "offer",
                bearer(theirs)
                        .body("{\"item\":\"MATRIX-I\",\"quantity\":5,\"availableAt\":\"%s\"}"
                                .formatted(Instant.now().plus(Duration.ofDays(2))))
                        .post(SIDE + "offers")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
        THEIR_IDS.put(
                "restock request",
                given().auth()
                        .preemptive()
                        .basic("officer", "muster-demo")
                        .contentType("application/json")
                        .body(
                                "{\"supplier\":\"MATRIX-THEM\",\"site\":\"MATRIX-S\",\"item\":\"MATRIX-I\",\"quantity\":10}")
                        .post("/api/v1/restock-requests")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
    }

    @Test
    void shouldFindTheSide() {
        assertThat(side()).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void shouldHaveOneScopeForEveryEndpoint() {
        Map<Scope, String> keys = new java.util.EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            keys.put(scope, key("MATRIX-" + scope, List.of(scope.word())).getString("key"));
        }
        SoftAssertions softly = new SoftAssertions();
        for (Endpoint endpoint : side()) {
            List<Scope> opening = new ArrayList<>();
            keys.forEach((scope, key) -> {
                Response answer = call(bearer(key), endpoint, "00000000-0000-7000-8000-000000000000");
                softly.assertThat(answer.statusCode())
                        .as("%s %s", scope, endpoint.name())
                        .isNotEqualTo(401)
                        .isLessThan(500);
                if (answer.statusCode() != 403) {
                    opening.add(scope);
                }
            });
            softly.assertThat(opening).as(endpoint.name()).hasSize(1);
        }
        softly.assertAll();
    }

    /** A key has the role of a supplier, so what its scopes say nothing of is refused all the same. */
    @Test
    void shouldOpenNothingElseToAKey() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Endpoint endpoint : Endpoint.all().values()) {
            if (!endpoint.name().contains(" " + SIDE) && !endpoint.access().contains("anyone")) {
                softly.assertThat(call(bearer(ours), endpoint, "none-such").statusCode())
                        .as(endpoint.name())
                        .isEqualTo(403);
            }
        }
        softly.assertAll();
    }

    @Test
    void shouldNotFindWhatIsAnothers() {
        put(
                "/api/v1/accounts/matrix.us",
                "{\"roles\":[\"supplier\"],\"organisation\":\"MATRIX-US\",\"mustChange\":false,\"password\":\"matrix-us-password\"}");
        List<String> before = theirThings();
        SoftAssertions softly = new SoftAssertions();
        for (Endpoint endpoint : side()) {
            if (!endpoint.name().contains("{id}")) {
                continue;
            }
            THEIR_IDS.forEach((what, id) -> {
                softly.assertThat(call(bearer(ours), endpoint, id).statusCode())
                        .as("key, %s: %s", what, endpoint.name())
                        .isEqualTo(404);
                RequestSpecification account = given().auth()
                        .preemptive()
                        .basic("matrix.us", "matrix-us-password")
                        .contentType("application/json");
                softly.assertThat(call(account, endpoint, id).statusCode())
                        .as("account, %s: %s", what, endpoint.name())
                        .isEqualTo(404);
            });
        }
        softly.assertThat(theirThings()).isEqualTo(before);
        softly.assertAll();
    }

    @Test
    void shouldNotListWhatIsAnothers() {
        for (Endpoint endpoint : side()) {
            if (endpoint.method().equals("GET") && !endpoint.name().contains("{id}")) {
                String path = endpoint.samplePath();
                assertThat(bearer(theirs)
                                .get(path)
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString())
                        .as(path)
                        .containsAnyOf(Set.copyOf(THEIR_IDS.values()).toArray(String[]::new));
                assertThat(bearer(ours)
                                .get(path)
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString())
                        .as(path)
                        .doesNotContain(THEIR_IDS.values().toArray(String[]::new))
                        .doesNotContain("MATRIX-THEM");
            }
        }
    }

    private static List<String> theirThings() {
        return List.of(
                bearer(theirs).get(SIDE + "restock-requests").asString(),
                bearer(theirs).get(SIDE + "offers").asString(),
                bearer(theirs).get(SIDE + "webhooks").asString(),
                bearer(theirs).get(SIDE + "events").path("items").toString(),
                bearer(theirs).get(SIDE + "api-keys").path("items.revokedAt").toString());
    }

    private static Response call(RequestSpecification request, Endpoint endpoint, String id) {
        RequestSpecification given = request.redirects().follow(false);
        if (!endpoint.method().equals("GET")) {
            boolean ofJson = endpoint.contentType().contains("json");
            given.contentType(ofJson ? endpoint.contentType() : "application/json")
                    .body(BODIES.getOrDefault(endpoint.name(), "{}"));
        }
        return given.request(
                endpoint.method(),
                endpoint.name().substring(endpoint.name().indexOf(' ') + 1).replaceAll("\\{[^}]*}", id));
    }

    private static JsonPath key(String organisation, List<String> scopes) {
        return admin().body(Map.of("organisation", organisation, "name", "matrix", "scopes", scopes))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static void put(String path, String body) {
        assertThat(admin().body(body).put(path).statusCode()).as(path).isBetween(200, 201);
    }

    private static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", "muster-demo").contentType("application/json");
    }

    private static RequestSpecification bearer(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }
}
