package dev.muster.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestSecurity(user = "admin", roles = "admin")
class ProblemResponsesTest {

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    private static ValidatableResponse echo(String body) {
        return json().body(body).post("/api/v1/test/echo").then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("/problems/" + slug))
                .body("status", is(status))
                .body("title", notNullValue())
                .body("detail", notNullValue())
                .body(not(containsString("dev.muster")))
                .body(not(containsString("java.")))
                .body(not(containsString("jackson")));
    }

    @Test
    void shouldSpeakChineseOrEnglish() {
        problem(echo("{"), 400, "malformed").header("Content-Language", "en").body("title", is("Not understood"));
        problem(
                        json().header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
                                .body("{\"beds\":1.5}")
                                .post("/api/v1/test/echo")
                                .then(),
                        400,
                        "malformed")
                .header("Content-Language", "zh-CN")
                .body("title", is("无法识别"))
                .body("detail", is("有 1 个字段有误。"))
                .body("violations[0].message", is("须为整数，不带小数点或指数"));
    }

    @Test
    void shouldNamePlaceOfMalformedJson() {
        problem(echo("{\n  \"name\": }"), 400, "malformed").body("detail", containsString("line 2, column 1"));
        problem(echo("{\"name\":\"a\""), 400, "malformed");
        problem(echo("{\"lines\":[{\"item\":tru}]}"), 400, "malformed").body("detail", containsString("line 1"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"colour\":\"BLUE\"}|colour|RED, GREEN",
                "{\"colour\":\"\"}|colour|RED, GREEN",
                "{\"colour\":0}|colour|RED, GREEN",
                "{\"unheardOf\":1}|unheardOf|not known",
                "{\"lines\":[{\"item\":\"a\"},{\"quantity\":1.0}]}|lines[1].quantity|whole number",
                "{\"lines\":[{\"quantity\":1.5}]}|lines[0].quantity|whole number",
                "{\"lines\":[{\"quantity\":1e15}]}|lines[0].quantity|whole number",
                "{\"lines\":[{\"quantity\":\"5\"}]}|lines[0].quantity|whole number",
                "{\"lines\":[{\"quantity\":true}]}|lines[0].quantity|whole number",
                "{\"quantity\":10000000000000000000000}|quantity|beyond",
                "{\"beds\":3000000000}|beds|beyond",
                "{\"lines\":{}}|lines|list",
                "{\"lines\":[5]}|lines[0]|object",
                "{\"flag\":\"true\"}|flag|true or false",
                "{\"flag\":1}|flag|true or false",
                "{\"latitude\":\"30.5\"}|latitude|number",
                "{\"name\":5}|name|text",
                "{\"name\":{}}|name|text",
                "{\"name\":[\"a\"]}|name|text",
                "{\"id\":\"x\"}|id|UUID",
                "{\"id\":\"\"}|id|UUID",
                "{\"id\":7}|id|UUID",
                "{\"at\":\"2026-03-01T08:00:00\"}|at|zone",
                "{\"at\":1772352000}|at|zone",
                "{\"at\":\"+12026-03-01T08:00:00Z\"}|at|zone",
                "{\"day\":\"2026-02-30\"}|day|date",
                "{\"day\":[2026,2,3]}|day|date",
                "{\"name\":\"a\\u0000b\"}|name|control",
                "{\"name\":\"a\\nb\"}|name|control",
                "{\"name\":\"a\\u0085b\"}|name|control",
                "{\"name\":\"\\ud83d\"}|name|broken",
                "{\"note\":\"a\\u0007b\"}|note|control",
                "[]|$|object",
                "5|$|object",
                "\"text\"|$|object"
            })
    void shouldNameFieldAtFault(String body, String field, String message) {
        problem(echo(body), 400, "malformed")
                .body("violations[0].field", equalTo(field))
                .body("violations[0].message", containsString(message));
    }

    @Test
    void shouldRefuseDoubleKeysTrailingTextAndDeepNesting() {
        problem(echo("{\"name\":\"a\",\"name\":\"b\"}"), 400, "malformed").body("detail", containsString("twice"));
        problem(echo("{} {}"), 400, "malformed").body("detail", containsString("goes on"));
        problem(echo("{\"lines\":" + "[".repeat(5000)), 400, "malformed");
        problem(echo("{\"name\":\"" + "a".repeat(2_000_000) + "\"}"), 400, "malformed");
        problem(echo("{\"quantity\":" + "9".repeat(5000) + "}"), 400, "malformed");
    }

    @Test
    void shouldRefuseMissingBodyWhereOneIsNeeded() {
        for (String path : List.of("bounded", "echo")) {
            problem(json().post("/api/v1/test/" + path).then(), 400, "malformed")
                    .body("detail", containsString("body"));
            problem(json().body("null").post("/api/v1/test/" + path).then(), 400, "malformed");
        }
        json().post("/api/v1/test/optional").then().statusCode(200).body(is("nothing"));
        json().body("{}").post("/api/v1/test/optional").then().statusCode(200).body(is("something"));
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        byte[] latin = "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        problem(json().body(latin).post("/api/v1/test/echo").then(), 400, "malformed");
        byte[] wide = {0, 0, 0, '{', 0, 0, 0};
        problem(json().body(wide).post("/api/v1/test/echo").then(), 400, "malformed");
    }

    @Test
    void shouldKeepNotesOfSeveralLinesAndWriteTimesInUtc() {
        echo("{\"note\":\"a\\n\\tb\",\"at\":\"2026-03-01T08:00:00.123456789+08:00\",\"name\":\"口罩\"}")
                .statusCode(200)
                .body("note", is("a\n\tb"))
                .body("name", is("口罩"))
                .body("at", is("2026-03-01T00:00:00.123456Z"))
                .body("colour", nullValue());
    }

    @Test
    void shouldRenderConstraintViolations() {
        problem(json().body("{\"size\":11}").post("/api/v1/test/bounded").then(), 422, "rule-broken")
                .body("violations.field", hasItem("name"))
                .body("violations.field", hasItem("size"))
                .body("violations.message", hasItem("must be at most 10"));
        problem(json().body("{\"size\":null}").post("/api/v1/test/bounded").then(), 400, "malformed");
    }

    @Test
    void shouldRefuseUnreadableParameters() {
        problem(given().get("/api/v1/test/by-id/1-1-1-1-1").then(), 400, "malformed")
                .body("violations[0].field", is("id"))
                .body("violations[0].message", is("must be a UUID"));
        problem(
                        given().get("/api/v1/test/by-id/00000000-0000-0000-0000-000000000001?colour=blue")
                                .then(),
                        400,
                        "malformed")
                .body("violations[0].field", is("colour"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/test/by-id/%00", "/api/v1/test/rows?of=%00", "/api/v1/test/rows?of=a%0Ab"})
    void shouldRefuseControlCharactersInAddress(String address) {
        problem(given().urlEncodingEnabled(false).get(address).then(), 400, "malformed");
    }

    @Test
    void shouldAnswerUnknownPathsMethodsAndTypes() {
        problem(given().get("/api/v1/nothing-here").then(), 404, "not-found");
        problem(given().get("/api/nothing-here").then(), 404, "not-found");
        problem(given().delete("/api/v1/test/echo").then(), 405, "method-not-allowed");
        problem(given().accept("image/png").get("/api/v1/test/rows").then(), 406, "not-acceptable");
        problem(
                given().contentType("text/plain")
                        .body("x")
                        .post("/api/v1/test/echo")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void shouldHideFaultsOfItsOwn() {
        problem(given().get("/api/v1/test/fail").then(), 500, "internal")
                .body("instance", startsWith("urn:uuid:"))
                .body(not(containsString("secret")));
    }

    @Test
    void shouldMapRefusalsOfTheDatabase() {
        problem(sql("select 1/0"), 500, "internal");
        problem(
                sql("insert into region (code, level, name_en, parent) values ('P1','PROVINCE','x','no')"),
                422,
                "rule-broken");
        problem(sql("insert into region (code, level, name_en) values ('P2','GALAXY','x')"), 422, "rule-broken");
        problem(
                sql("insert into region (code, level, name_en) values ('P3','PROVINCE','x'), ('P3','PROVINCE','x')"),
                409,
                "command-conflict");
        problem(sql("set local statement_timeout = 1; select pg_sleep(1)"), 503, "unavailable")
                .header("Retry-After", "1");
    }

    private static ValidatableResponse sql(String statement) {
        return given().queryParam("q", statement).get("/api/v1/test/sql").then();
    }

    @Test
    void shouldRefuseLargeBodies() {
        byte[] tenMegabytes = new byte[10_000_000];
        Arrays.fill(tenMegabytes, (byte) ' ');
        problem(json().body(tenMegabytes).post("/api/v1/test/echo").then(), 413, "too-large")
                .body("detail", containsString("10,000,000"));
    }

    @Test
    void shouldRefuseLargeBodiesOfUnannouncedLength() throws Exception {
        HttpResponse<String> answer = chunked(10_000_000);
        org.assertj.core.api.Assertions.assertThat(answer.statusCode()).isEqualTo(413);
        org.assertj.core.api.Assertions.assertThat(answer.body()).contains("/problems/too-large");
    }

    @Test
    void shouldTakeSmallBodiesOfUnannouncedLength() throws Exception {
        org.assertj.core.api.Assertions.assertThat(chunked(1_000_000).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeBodiesBelowTheLimit() {
        byte[] megabytes = new byte[5_000_000];
        Arrays.fill(megabytes, (byte) ' ');
        megabytes[0] = '{';
        megabytes[megabytes.length - 1] = '}';
        json().body(megabytes).post("/api/v1/test/echo").then().statusCode(200);
    }

    private static HttpResponse<String> chunked(int bytes) throws Exception {
        URI address = URI.create("http://localhost:" + io.restassured.RestAssured.port + "/api/v1/test/echo");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Blanks(bytes)))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A JSON object of blanks. */
    private static final class Blanks extends InputStream {

        private final int size;
        private int at;

        Blanks(int size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (at == size) {
                return -1;
            }
            at++;
            return at == 1 ? '{' : at == size ? '}' : ' ';
        }
    }
}
