package dev.muster.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "admin", roles = "admin")
class ItemResourceTest {

    private static final String MASK = """
            {"kind":"SUPPLY","name":{"zh":"口罩","en":"Mask"},"baseUnit":"piece"}""";

    @Inject
    Catalogue catalogue;

    private static String code(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static ValidatableResponse put(String code, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/items/" + code)
                .then();
    }

    private static String with(String members) {
        return MASK.substring(0, MASK.length() - 1) + "," + members + "}";
    }

    @Test
    void shouldCreateWithDefaults() {
        String code = code("I");
        put(code, MASK)
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("storageClass", is("AMBIENT"))
                .body("minRemainingLifeDays", is(0))
                .body("shelfLifeDays", nullValue())
                .body("packs", hasSize(0))
                .body("substitutes", hasSize(0));
    }

    @Test
    void shouldKeepPacksCodingsAndSubstitutesInOrder() {
        String second = code("B");
        String first = code("A");
        put(first, MASK).statusCode(201);
        put(second, MASK).statusCode(201);
        String code = code("I");
        String body = with("""
                "packs":[{"unit":"box","quantity":50},{"unit":"carton","quantity":2000}],
                "codings":[{"system":"GTIN","code":"06901234567892"},{"system":"GB/T 38565","code":"1234567","version":"2020"}],
                "storageClass":"COLD_2_8","shelfLifeDays":730,"minRemainingLifeDays":30,"category":"face",
                "substitutes":["%s","%s"]""".formatted(second, first));
        put(code, body).statusCode(201);
        put(code, body).statusCode(200).header("ETag", "\"0\"");
        given().get("/api/v1/items/" + code)
                .then()
                .body("packs.unit", contains("box", "carton"))
                .body("packs[1].quantity", is(2000))
                .body("codings[1].version", is("2020"))
                .body("codings[0].version", nullValue())
                .body("substitutes", contains(second, first));
        put(code, body.replace("\"" + second + "\",\"" + first + "\"", "\"" + first + "\",\"" + second + "\""))
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("substitutes", contains(first, second));
        given().get("/api/v1/items/" + code).then().body("substitutes", contains(first, second));
        ItemRef ref = catalogue
                .refs()
                .map((Map<String, ItemRef> all) -> all.get(code))
                .await()
                .indefinitely();
        assertThat(ref.substitutes()).containsExactly(first, second);
        assertThat(ref.packs()).contains(new Pack("box", 50));
        assertThat(ref.storageClass()).isEqualTo(StorageClass.COLD_2_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"substitutes\":[\"no-such\"]|422|substitutes[0]",
                "\"substitutes\":[\"SELF\"]|422|substitutes[0]",
                "\"substitutes\":[null]|422|substitutes[0]",
                "\"substitutes\":[\"a\",\"a\"]|422|substitutes[1]",
                "\"packs\":[{\"unit\":\"box\",\"quantity\":0}]|422|packs[0].quantity",
                "\"packs\":[{\"unit\":\"box\",\"quantity\":1000000000001}]|422|packs[0].quantity",
                "\"packs\":[{\"unit\":\"box\",\"quantity\":2.5}]|400|packs[0].quantity",
                "\"packs\":[{\"unit\":\"piece\",\"quantity\":2}]|422|packs[0].unit",
                "\"packs\":[{\"quantity\":2}]|422|packs[0].unit",
                "\"packs\":[null]|422|packs[0]",
                "\"codings\":[{\"system\":\"GTIN\"}]|422|codings[0].code",
                "\"shelfLifeDays\":0|422|shelfLifeDays",
                "\"minRemainingLifeDays\":-1|422|minRemainingLifeDays",
                "\"storageClass\":\"OVEN\"|400|storageClass"
            })
    void shouldRefuseBadInput(String members, int status, String field) {
        put("SELF", with(members)).statusCode(status).body("violations[0].field", is(field));
    }

    @Test
    void shouldRefuseWhatIsIncomplete() {
        put("I-1", "{}").statusCode(422).body("violations.field", contains("kind", "name", "baseUnit"));
    }

    @Test
    void shouldSearchNamesCodesAndCodingsTakingWildcardsLiterally() {
        String word = UUID.randomUUID().toString().substring(0, 8);
        String code = code("Q");
        put(code, """
                        {"kind":"SUPPLY","name":{"zh":"防护服%s","en":"Gown 100%% %s"},"baseUnit":"piece",
                         "codings":[{"system":"X","code":"C_%s"}]}""".formatted(word, word, word)).statusCode(201);
        for (String q : new String[] {
            "防护服" + word,
            word.toUpperCase(java.util.Locale.ROOT),
            "gown " + word,
            code.toLowerCase(java.util.Locale.ROOT),
            "c_" + word,
            "100% " + word
        }) {
            given().queryParam("q", q).get("/api/v1/items").then().body("items.code", contains(code));
        }
        given().queryParam("q", "cx" + word).get("/api/v1/items").then().body("items", hasSize(0));
        given().queryParam("q", "G%n " + word).get("/api/v1/items").then().body("items", hasSize(0));
        given().queryParam("q", word)
                .queryParam("kind", "STAFF")
                .get("/api/v1/items")
                .then()
                .body("items", hasSize(0));
        given().queryParam("q", "x".repeat(101)).get("/api/v1/items").then().statusCode(400);
        given().queryParam("q", "'; drop table item; --")
                .get("/api/v1/items")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldServeCsv() {
        String code = code("V");
        put(code, with("\"packs\":[{\"unit\":\"box\",\"quantity\":50}],\"category\":\"=danger\""));
        given().accept("text/csv")
                .queryParam("q", code)
                .get("/api/v1/items")
                .then()
                .body(containsString(
                        code + ",SUPPLY,口罩,Mask,'=danger,piece,\"[{\"\"unit\"\":\"\"box\"\",\"\"quantity\"\":50}]\""));
    }

    @Test
    @TestSecurity(user = "keeper", roles = "keeper")
    void shouldLetOthersReadOnly() {
        put("I-2", MASK).statusCode(403);
        given().get("/api/v1/items").then().statusCode(200);
    }
}
