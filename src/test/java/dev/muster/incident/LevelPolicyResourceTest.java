package dev.muster.incident;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "admin", roles = "admin")
class LevelPolicyResourceTest {

    private static final String LEVELS = "/api/v1/response-levels";

    @Inject
    Pool pool;

    private static ValidatableResponse select(String level, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(LEVELS + "/" + level)
                .then();
    }

    /** Of a policy that says the same as the default, so that other tests are decided alike meanwhile. */
    private static String selection() {
        String code = "P-" + UUID.randomUUID().toString().substring(0, 8);
        given().contentType(ContentType.JSON)
                .body("{\"name\":{\"en\":\"Alike\"}}")
                .put("/api/v1/policies/" + code)
                .then()
                .statusCode(201);
        return "{\"policy\":\"" + code + "\"}";
    }

    private long logged(String table) {
        return pool.query("select count(*) from " + table
                        + " where subject = 'IV' and "
                        + (table.equals("event_log")
                                ? "kind = 'response-level.changed'"
                                : "action = 'response-level.put'"))
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @AfterEach
    void selectTheDefaultAgain() {
        for (String level : new String[] {"I", "IV", "NONE"}) {
            pool.query("update response_level_policy set policy = 'default' where level = '" + level + "'")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldListTheGravestFirst() {
        given().get(LEVELS)
                .then()
                .statusCode(200)
                .body("items.level", contains("I", "II", "III", "IV", "NONE"))
                .body("items.policy", contains("default", "default", "default", "default", "default"));
        String next = given().get(LEVELS + "?limit=4").path("next");
        given().get(LEVELS + "?limit=4&cursor=" + next).then().body("items.level", contains("NONE"));
        given().accept("text/csv").get(LEVELS).then().body(containsString("level,policy\r\nI,default\r\n"));
    }

    @Test
    void shouldSelectAPolicyOnce() {
        String selection = selection();
        long events = logged("event_log");
        long audits = logged("audit_log");
        String tag = given().get(LEVELS + "/IV").header("ETag");
        select("IV", selection).statusCode(200).body("level", is("IV"));
        select("IV", selection).statusCode(200);
        given().get(LEVELS + "/IV").then().body("policy", is(policyOf(selection)));
        given().get(LEVELS + "/I").then().body("policy", is("default"));
        given().contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body("{\"policy\":\"default\"}")
                .put(LEVELS + "/IV")
                .then()
                .statusCode(412);
        assertThat(logged("event_log")).isEqualTo(events + 1);
        assertThat(logged("audit_log")).isEqualTo(audits + 1);
    }

    private static String policyOf(String selection) {
        return selection.split("\"")[3];
    }

    @Test
    void shouldTakeBackWhatItGaveAndSelectForRequestsWithoutIncident() {
        String selection = selection();
        select("NONE", selection).statusCode(200);
        String shown = given().get(LEVELS + "/NONE").asString();
        select("NONE", shown).statusCode(200).body("policy", is(policyOf(selection)));
        select("I", shown).statusCode(422).body("violations[0].field", is("level"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IV|{\"policy\":\"no-such\"}|422|policy",
                "IV|{\"policy\":\"default@1\"}|422|policy",
                "IV|{}|422|policy",
                "IV|{\"policy\":null}|422|policy",
                "IV|{\"policy\":1}|400|policy",
                "IV|{\"policy\":\"default\",\"version\":1}|400|version",
                "V|{\"policy\":\"default\"}|400|level",
                "iv|{\"policy\":\"default\"}|400|level"
            })
    void shouldRefuseBadInputAndChangeNothing(String level, String body, int status, String field) {
        String tag = given().get(LEVELS + "/IV").header("ETag");
        select(level, body).statusCode(status).body("violations[0].field", is(field));
        given().get(LEVELS + "/IV").then().header("ETag", tag).body("policy", is("default"));
    }

    @Test
    void shouldSayInBothLanguagesWhatIsWrong() {
        String body = "{\"policy\":\"no-such\"}";
        select("IV", body).body("violations[0].message", is("names no policy: no-such"));
        given().contentType(ContentType.JSON)
                .header("Accept-Language", "zh")
                .body(body)
                .put(LEVELS + "/IV")
                .then()
                .body("violations[0].message", is("没有这个策略：no-such"));
    }

    @Test
    @TestSecurity(user = "keeper", roles = "keeper")
    void shouldLetOthersReadOnly() {
        select("IV", "{\"policy\":\"default\"}").statusCode(403);
        given().get(LEVELS).then().statusCode(200);
    }
}
