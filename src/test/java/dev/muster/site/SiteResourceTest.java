package dev.muster.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "admin", roles = "admin")
class SiteResourceTest {

    private static final String HOSPITAL = """
            {"name":{"zh":"协和医院","en":"Union Hospital"},"kind":"HOSPITAL","latitude":30.5,"longitude":114.25}""";

    @Inject
    Pool pool;

    /** A code no other test has. */
    private static String code(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static ValidatableResponse put(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/" + path)
                .then();
    }

    private static String region(String code, @Nullable String parent, String level) {
        String above = parent == null ? "" : ",\"parent\":\"" + parent + "\"";
        put("regions/" + code, "{\"name\":{\"en\":\"" + code + "\"},\"level\":\"" + level + "\"" + above + "}")
                .statusCode(201);
        return code;
    }

    private long events(String subject) {
        return pool.preparedQuery("select count(*) from event_log where subject = $1")
                .execute(Tuple.of(subject))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void shouldCreateWithDefaultsAndReadBack() {
        String code = code("S");
        String tag = put("sites/" + code, HOSPITAL)
                .statusCode(201)
                .body("code", is(code))
                .body("status", is("OPEN"))
                .body("keySite", is(false))
                .body("beds", nullValue())
                .extract()
                .header("ETag");
        given().get("/api/v1/sites/" + code)
                .then()
                .statusCode(200)
                .header("ETag", tag)
                .body("name.zh", is("协和医院"))
                .body("latitude", is(30.5f));
        given().header("If-None-Match", tag).get("/api/v1/sites/" + code).then().statusCode(304);
    }

    @Test
    void shouldChangeNothingWhenPutAgain() {
        String code = code("S");
        String first = put("sites/" + code, HOSPITAL).statusCode(201).extract().header("ETag");
        put("sites/" + code, HOSPITAL).statusCode(200).header("ETag", first);
        assertThat(events(code)).isEqualTo(1);
        put("sites/" + code, HOSPITAL.replace("30.5", "30.6")).statusCode(200).body("latitude", is(30.6f));
        assertThat(events(code)).isEqualTo(2);
    }

    @Test
    void shouldHonourPreconditions() {
        String code = code("S");
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(HOSPITAL)
                .put("/api/v1/sites/" + code)
                .then()
                .statusCode(412);
        put("sites/" + code, HOSPITAL).statusCode(201).header("ETag", "\"0\"");
        given().contentType(ContentType.JSON)
                .header("If-None-Match", "*")
                .body(HOSPITAL)
                .put("/api/v1/sites/" + code)
                .then()
                .statusCode(412)
                .body("type", is("/problems/precondition-failed"));
        given().contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body(HOSPITAL.replace("30.5", "31"))
                .put("/api/v1/sites/" + code)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        given().contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body(HOSPITAL)
                .put("/api/v1/sites/" + code)
                .then()
                .statusCode(412)
                .body("detail", containsString("\"1\""));
    }

    @Test
    void shouldNameEveryFieldAtFaultInBothLanguages() {
        given().contentType(ContentType.JSON)
                .header("Accept-Language", "zh-CN")
                .body("{\"latitude\":91,\"beds\":-1,\"gln\":\"1\",\"region\":\"R\"}")
                .put("/api/v1/sites/S-1")
                .then()
                .statusCode(422)
                .body("violations.field", contains("name", "kind", "latitude", "longitude", "beds", "gln"))
                .body("violations.message", hasItem("必填"));
        put("sites/S-1", HOSPITAL.replace("}", ",\"region\":\"nowhere\"}").replace("\"Union Hospital\",", "\"x\"},"))
                .statusCode(400);
        put("sites/S-1", HOSPITAL.substring(0, HOSPITAL.length() - 1) + ",\"region\":\"nowhere\"}")
                .statusCode(422)
                .body("violations[0].field", is("region"))
                .body("violations[0].message", containsString("nowhere"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":{\"en\":\" \"},\"kind\":\"CLINIC\",\"latitude\":1,\"longitude\":1}|422|name.en",
                "{\"name\":{},\"kind\":\"CLINIC\",\"latitude\":1,\"longitude\":1}|422|name",
                "{\"code\":\"OTHER\",\"name\":{\"en\":\"a\"},\"kind\":\"CLINIC\",\"latitude\":1,\"longitude\":1}|422|code",
                "{\"name\":{\"en\":\"a\"},\"kind\":\"CASTLE\",\"latitude\":1,\"longitude\":1}|400|kind",
                "{\"name\":{\"en\":\"a\"},\"kind\":\"CLINIC\",\"latitude\":\"NaN\",\"longitude\":1}|400|latitude",
                "{\"name\":{\"en\":\"a\"},\"kind\":\"CLINIC\",\"latitude\":1e999,\"longitude\":1}|400|latitude",
                "{\"name\":{\"en\":\"a\",\"de\":\"b\"},\"kind\":\"CLINIC\",\"latitude\":1,\"longitude\":1}|400|name.de",
                "{\"name\":\"a\",\"kind\":\"CLINIC\",\"latitude\":1,\"longitude\":1}|400|name",
                "{\"name\":{\"en\":\"a\"},\"kind\":\"CLINIC\",\"latitude\":1,\"longitude\":1,\"beds\":1.5}|400|beds"
            })
    void shouldRefuseBadInput(String body, int status, String field) {
        put("sites/S-2", body).statusCode(status).body("violations[0].field", is(field));
    }

    @Test
    void shouldRefuseCodesThatAreNone() {
        put("sites/a b", HOSPITAL).statusCode(422).body("violations[0].field", is("code"));
        put("sites/-a", HOSPITAL).statusCode(422);
        put("sites/" + "a".repeat(65), HOSPITAL).statusCode(422);
        given().get("/api/v1/sites/none-such").then().statusCode(404).body("detail", is("There is no site none-such."));
    }

    @Test
    void shouldListByRegionWithThoseBelowAndByDistance() {
        String province = region(code("P"), null, "PROVINCE");
        String city = region(code("C"), province, "PREFECTURE");
        for (int i = 0; i < 3; i++) {
            put("sites/" + code("N"), """
                            {"name":{"en":"n%d"},"kind":"CLINIC","latitude":%d,"longitude":114,"region":"%s"}""".formatted(i, 30 + i, i == 0 ? province : city))
                    .statusCode(201);
        }
        given().queryParam("region", province).get("/api/v1/sites").then().body("items", hasSize(3));
        given().queryParam("region", city).get("/api/v1/sites").then().body("items", hasSize(2));
        given().queryParam("region", city)
                .queryParam("kind", "HOSPITAL")
                .get("/api/v1/sites")
                .then()
                .body("items", hasSize(0));
        given().queryParam("region", "none")
                .get("/api/v1/sites")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));

        String next = given().queryParam("region", province)
                .queryParam("near", "33,114")
                .queryParam("limit", 2)
                .get("/api/v1/sites")
                .then()
                .body("items.name.en", contains("n2", "n1"))
                .body("items[0].distanceKm.toInteger()", is(110))
                .extract()
                .path("next");
        given().queryParam("region", province)
                .queryParam("near", "33,114")
                .queryParam("cursor", next)
                .get("/api/v1/sites")
                .then()
                .body("items.name.en", contains("n0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"near=91,0", "near=1", "near=a,b", "near=NaN,1", "kind=CASTLE", "keySite=yes", "status=", "limit=0"
            })
    void shouldRefuseBadFilters(String query) {
        int status = query.endsWith("=") ? 200 : 400;
        given().get("/api/v1/sites?" + query).then().statusCode(status);
    }

    @Test
    void shouldServeCsv() {
        String province = region(code("P"), null, "PROVINCE");
        String code = code("S");
        put("sites/" + code, HOSPITAL.substring(0, HOSPITAL.length() - 1) + ",\"region\":\"" + province + "\"}");
        given().accept("text/csv")
                .queryParam("region", province)
                .get("/api/v1/sites")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(is(
                        "code,name.zh,name.en,kind,latitude,longitude,region,keySite,status,beds,staff,gln,distanceKm\r\n"
                                + code + ",协和医院,Union Hospital,HOSPITAL,30.5,114.25," + province
                                + ",false,OPEN,,,,\r\n"));
    }

    @Test
    void shouldKeepRegionsATree() {
        String province = region(code("P"), null, "PROVINCE");
        String city = region(code("C"), province, "PREFECTURE");
        given().queryParam("parent", province).get("/api/v1/regions").then().body("items.code", contains(city));
        put("regions/" + province, "{\"name\":{\"en\":\"x\"},\"level\":\"PROVINCE\",\"parent\":\"" + city + "\"}")
                .statusCode(422)
                .body("violations[0].field", is("parent"));
        given().get("/api/v1/regions/" + province).then().body("parent", nullValue());
        given().get("/api/v1/regions/none").then().statusCode(404);
        given().accept("text/csv")
                .queryParam("parent", province)
                .get("/api/v1/regions")
                .then()
                .body(is("code,parent,level,name.zh,name.en\r\n" + city + "," + province + ",PREFECTURE,," + city
                        + "\r\n"));
    }

    @Test
    void shouldSurviveManyWritersOfOneSite() {
        String code = code("S");
        List<CompletableFuture<Integer>> writers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> given().auth()
                        .preemptive()
                        .basic("admin", "muster-demo")
                        .contentType(ContentType.JSON)
                        .body(HOSPITAL.replace("30.5", "30." + (100 + i)))
                        .put("/api/v1/sites/" + code)
                        .statusCode()))
                .toList();
        List<Integer> statuses = writers.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(events(code)).isEqualTo(16);
    }

    @Test
    @TestSecurity(user = "officer", roles = "officer")
    void shouldLetOthersReadOnly() {
        put("sites/S-9", HOSPITAL).statusCode(403).body("type", is("/problems/forbidden"));
        given().get("/api/v1/sites").then().statusCode(200);
    }

    @Test
    @TestSecurity(user = "supplier", roles = "supplier")
    void shouldShowSuppliersNothing() {
        given().get("/api/v1/sites").then().statusCode(403);
        given().get("/api/v1/regions").then().statusCode(403);
    }
}
