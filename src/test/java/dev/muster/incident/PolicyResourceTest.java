package dev.muster.incident;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.JsonRules;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestSecurity(user = "commander", roles = "commander")
class PolicyResourceTest {

    private static final String POLICIES = "/api/v1/policies/";

    @Inject
    Pool pool;

    private static String code() {
        return "P-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static String policy(String members) {
        return "{\"name\":{\"zh\":\"策略\",\"en\":\"Policy\"}" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private static ValidatableResponse put(String code, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(POLICIES + code)
                .then();
    }

    private static ValidatableResponse get(String path) {
        return given().get(POLICIES + path).then();
    }

    /** What a number of callers are answered who call at once. */
    private static List<Integer> statuses(int callers, IntFunction<Response> call) {
        return IntStream.range(0, callers)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> call.apply(n).statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
    }

    private List<String> rows(String sql, String code) {
        return pool.preparedQuery(sql).execute(Tuple.of(code)).await().atMost(Duration.ofSeconds(10)).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<String> events(String code) {
        return rows(
                "select concat_ws(' ', kind, actor, data ->> 'version') from event_log where subject = $1 order by seq",
                code);
    }

    @Test
    void shouldHoldTheDefaultPolicyFromTheStart() throws JsonProcessingException {
        String first = get("default/versions/1")
                .statusCode(200)
                .body("createdBy", is("system"))
                .body("createdAt", notNullValue())
                .extract()
                .asString();
        ObjectMapper json = JsonRules.configure(new ObjectMapper());
        assertThat(json.readValue(first, PolicyVersion.class).settings()).isEqualTo(PolicySettings.DEFAULT);
        get("default").statusCode(200).body("name.zh", is("默认"));
    }

    @Test
    void shouldCreateWithDefaults() {
        String code = code();
        put(code, policy("")).statusCode(201).header("ETag", "\"1\"").body("version", is(1));
        get(code)
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("code", is(code))
                .body("name.zh", is("策略"))
                .body("version", is(1))
                .body("sourceOrder", is("TRAVEL_TIME"))
                .body("ownStock", is("NEVER"))
                .body("belowFloor.urgencies", contains("STAT"))
                .body("belowFloor.levels", contains("I", "II"))
                .body("maxSources", is(10))
                .body("smallestShipment", is(1))
                .body("sharing", is("FIRST_COME"))
                .body("$", not(hasKey("keySiteShare")))
                .body("preemption.allowed", is(true))
                .body("preemption.urgencies", contains("STAT", "ASAP", "URGENT", "ROUTINE"))
                .body("modes", contains("ROAD", "COLD_ROAD"))
                .body("reservationMinutes", is(1440))
                .body("explainedSources", is(12));
        given().header("If-None-Match", "\"1\"").get(POLICIES + code).then().statusCode(304);
        get(code() + "-none").statusCode(404).body("type", is("/problems/not-found"));
    }

    @Test
    void shouldMakeAVersionOfEveryRealChangeAndOfNothingElse() {
        String code = code();
        put(code, policy("")).statusCode(201);
        put(code, policy("")).statusCode(200).header("ETag", "\"1\"");
        put(code, policy("\"modes\":[\"COLD_ROAD\",\"ROAD\"]")).statusCode(200).body("version", is(1));
        put(code, policy("\"maxSources\":3")).statusCode(200).body("version", is(2));
        put(code, policy("\"maxSources\":3,\"version\":1")).statusCode(200).body("version", is(2));
        put(code, policy("\"maxSources\":3").replace("Policy", "Rules"))
                .body("version", is(3))
                .body("name.en", is("Rules"));
        put(code, policy("")).header("ETag", "\"4\"");
        assertThat(events(code))
                .containsExactly(
                        "policy.changed commander 1",
                        "policy.changed commander 2",
                        "policy.changed commander 3",
                        "policy.changed commander 4");
        assertThat(rows("select detail ->> 'maxSources' from audit_log where subject = $1 order by seq", code))
                .containsExactly("10", "3", "3", "10");
    }

    @Test
    void shouldTakeBackWhatItGave() {
        String code = code();
        put(code, policy("\"sharing\":\"KEY_SITES_MINIMUM\",\"keySiteShare\":0.2500"))
                .statusCode(201)
                .body("keySiteShare", is(0.25f));
        String shown = get(code).extract().asString();
        put(code, shown).statusCode(200).body("version", is(1));
        put(code(), shown).statusCode(422).body("violations[0].field", is("code"));
    }

    @Test
    void shouldKeepEveryVersionAsItWas() {
        String code = code();
        for (int sources = 1; sources <= 4; sources++) {
            put(code, policy("\"maxSources\":" + sources)).body("version", is(sources));
        }
        get(code + "/versions")
                .body("items.version", contains(4, 3, 2, 1))
                .body("items.settings.maxSources", contains(4, 3, 2, 1));
        get(code + "/versions/2")
                .body("code", is(code))
                .body("version", is(2))
                .body("createdBy", is("commander"))
                .body("settings.maxSources", is(2));
        String next = get(code + "/versions?limit=3")
                .body("items.version", contains(4, 3, 2))
                .extract()
                .path("next");
        get(code + "/versions?limit=3&cursor=" + next)
                .body("items.version", contains(1))
                .body("$", not(hasKey("next")));
        get("default/versions?cursor=" + next).statusCode(400).body("violations[0].field", is("cursor"));
        get(code + "/versions/5").statusCode(404).body("type", is("/problems/not-found"));
        get(code + "/versions/0").statusCode(404);
        get(code + "/versions/-1").statusCode(404);
        get(code + "/versions/first").statusCode(400).body("violations[0].field", is("version"));
        get(code + "/versions/9999999999").statusCode(400);
        get(code() + "-none/versions").statusCode(404);
    }

    @Test
    void shouldListAndServeCsv() {
        String code = code();
        put(code, policy("\"sharing\":\"KEY_SITES_MINIMUM\",\"keySiteShare\":0.0001"))
                .statusCode(201);
        given().queryParam("limit", 1000)
                .get("/api/v1/policies")
                .then()
                .statusCode(200)
                .body("items.code", hasItem(code))
                .body("items.code", hasItem("default"));
        String first = given().queryParam("limit", 1)
                .get("/api/v1/policies")
                .then()
                .body("items.size()", is(1))
                .extract()
                .path("next");
        given().queryParam("limit", 1)
                .queryParam("cursor", first)
                .get("/api/v1/policies")
                .then()
                .body("items.size()", is(1));
        String row =
                "TRAVEL_TIME,NEVER,STAT,I;II,10,1,KEY_SITES_MINIMUM,0.0001,true,STAT;ASAP;URGENT;ROUTINE,ROAD;COLD_ROAD";
        given().accept("text/csv")
                .queryParam("limit", 1000)
                .get("/api/v1/policies")
                .then()
                .body(containsString("code,name.zh,name.en,version,sourceOrder,ownStock,belowFloor.urgencies,"))
                .body(containsString(code + ",策略,Policy,1," + row + ",1440,12,,,,,\r\n"));
        given().accept("text/csv")
                .get(POLICIES + code + "/versions")
                .then()
                .body(containsString("code,version,settings.sourceOrder,"))
                .body(containsString(code + ",1," + row + ",1440,12,"));
    }

    @Test
    void shouldLetOneOfTwoWritersWinWhoExpectTheSameVersion() {
        String code = code();
        put(code, policy("")).statusCode(201);
        for (int round = 0; round < 5; round++) {
            String version = Integer.toString(round + 1);
            int base = 10 * round;
            assertThat(statuses(
                            2,
                            n -> given().contentType(ContentType.JSON)
                                    .header("If-Match", "\"" + version + "\"")
                                    .body(policy("\"explainedSources\":" + (base + n + 100)))
                                    .put(POLICIES + code)))
                    .containsExactly(200, 412);
        }
        get(code + "/versions").body("items.version", contains(6, 5, 4, 3, 2, 1));
    }

    @Test
    void shouldNumberTheVersionsOfManyWritersWithoutGaps() {
        String code = code();
        List<Integer> answers = statuses(
                12,
                n -> given().contentType(ContentType.JSON)
                        .body(policy("\"explainedSources\":" + (n + 1)))
                        .put(POLICIES + code));
        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 200).hasSize(11);
        get(code).body("version", is(12));
        List<Integer> versions = get(code + "/versions").extract().path("items.version");
        assertThat(versions)
                .isEqualTo(IntStream.range(0, 12).mapToObj(n -> 12 - n).toList());
        List<Integer> settings = get(code + "/versions").extract().path("items.settings.explainedSources");
        assertThat(settings)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 12).boxed().toList());
        assertThat(events(code)).hasSize(12);
    }

    /** Version n explains n sources: what is read while somebody writes must say so, too. */
    @Test
    void shouldNeverShowOneVersionWithTheSettingsOfAnother() {
        String code = code();
        put(code, policy("\"explainedSources\":1")).statusCode(201);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int version = 2; version <= 60; version++) {
                put(code, policy("\"explainedSources\":" + version)).body("version", is(version));
            }
        });
        while (!writer.isDone()) {
            Response shown = given().get(POLICIES + code);
            assertThat(shown.<Integer>path("explainedSources")).isEqualTo(shown.<Integer>path("version"));
        }
        writer.join();
        get(code).body("version", is(60));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"keySiteShare\":0.5|422|keySiteShare",
                "\"sharing\":\"KEY_SITES_MINIMUM\"|422|keySiteShare",
                "\"sharing\":\"KEY_SITES_MINIMUM\",\"keySiteShare\":1.5|422|keySiteShare",
                "\"sharing\":\"KEY_SITES_MINIMUM\",\"keySiteShare\":\"NaN\"|400|keySiteShare",
                "\"sharing\":\"EQUAL\"|422|sharing",
                "\"modes\":[]|422|modes",
                "\"modes\":[\"BOAT\"]|422|modes[0]",
                "\"belowFloor\":{\"urgencies\":[\"SOON\"],\"levels\":[\"I\"]}|422|belowFloor.urgencies[0]",
                "\"belowFloor\":{\"urgencies\":[\"STAT\"],\"levels\":[\"V\"]}|422|belowFloor.levels[0]",
                "\"belowFloor\":{\"urgencies\":[\"STAT\"]}|422|belowFloor.levels",
                "\"preemption\":{\"allowed\":true,\"urgencies\":[]}|422|preemption.urgencies",
                "\"preemption\":{\"allowed\":false,\"urgencies\":[\"STAT\"]}|422|preemption.urgencies",
                "\"maxSources\":0|422|maxSources",
                "\"maxSources\":1.5|400|maxSources",
                "\"smallestShipment\":1000000000000000|422|smallestShipment",
                "\"smallestShipment\":100000000000000000000|400|smallestShipment",
                "\"reservationMinutes\":525601|422|reservationMinutes",
                "\"code\":\"another\"|422|code",
                "\"unheard\":1|400|unheard"
            })
    void shouldRefuseBadInputAndChangeNothing(String members, int status, String field) {
        String code = code();
        put(code, policy(members)).statusCode(status).body("violations[0].field", is(field));
        get(code).statusCode(404);
        put(code, policy("")).statusCode(201);
        put(code, policy(members)).statusCode(status);
        get(code).body("version", is(1));
        assertThat(events(code)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "{}]", "[]", "null", ""})
    void shouldRefuseWhatIsNoPolicy(String body) {
        String code = code();
        put(code, body).statusCode(400);
        get(code).statusCode(404);
    }

    @Test
    void shouldNameEveryFieldAtFaultInBothLanguages() {
        String wrong = "{\"sharing\":\"KEY_SITES_MINIMUM\",\"modes\":[\"BOAT\"],\"maxSources\":0}";
        put(code(), wrong)
                .statusCode(422)
                .body("violations.field", contains("name", "maxSources", "modes[0]", "keySiteShare"))
                .body("violations[2].message", is("must be one of ROAD, COLD_ROAD, AIR"))
                .body("violations[3].message", is("is needed for the sharing KEY_SITES_MINIMUM"));
        given().contentType(ContentType.JSON)
                .header("Accept-Language", "zh-CN")
                .body(wrong)
                .put(POLICIES + code())
                .then()
                .statusCode(422)
                .body("violations[2].message", is("须为以下之一：ROAD, COLD_ROAD, AIR"))
                .body("violations[3].message", is("共享方式为 KEY_SITES_MINIMUM 时必填"));
        given().header("Accept-Language", "zh-CN")
                .get(POLICIES + "no-such")
                .then()
                .body("detail", is("没有策略 no-such。"));
    }

    @Test
    void shouldRefuseBadCodesAndDeletion() {
        put("-x", policy("")).statusCode(422).body("violations[0].field", is("code"));
        put("a%20b", policy("")).statusCode(422);
        given().delete(POLICIES + "default").then().statusCode(405);
        given().delete(POLICIES + "default/versions/1").then().statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update policy_version set settings = '{}'",
                "delete from policy_version",
                "delete from policy",
                "update policy set version = version + 1",
                "update response_level_policy set policy = 'no-such'",
                "insert into response_level_policy (level, policy) values ('V', 'default')"
            })
    void shouldLetNobodyChangeHistory(String sql) {
        assertThatThrownBy(() -> pool.query(sql).execute().await().atMost(Duration.ofSeconds(10)))
                .hasMessageMatching("(?s).*(violates|append-only).*");
    }

    @Test
    void shouldLetNobodyGoBackToAnOldVersionInTheDatabase() {
        String code = code();
        put(code, policy("")).statusCode(201);
        put(code, policy("\"maxSources\":3")).body("version", is(2));
        assertThatThrownBy(() -> rows("update policy set version = 1 where code = $1 returning code", code))
                .hasMessageContaining("append-only");
        get(code).body("version", is(2));
    }

    @Test
    @TestSecurity(user = "officer", roles = "officer")
    void shouldLetOfficersReadOnly() {
        put(code(), policy("")).statusCode(403);
        get("default").statusCode(200);
        get("default/versions").statusCode(200);
    }
}
