package dev.muster.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestSecurity(user = "admin", roles = "admin")
class PagingTest {

    private static final String ROWS = "/api/v1/test/rows";

    @Test
    void shouldWalkAllPages() {
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = given().queryParam("limit", 7)
                    .queryParams(cursor == null ? java.util.Map.of() : java.util.Map.of("cursor", cursor))
                    .get(ROWS)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.n"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldNotOfferAPageAfterTheLast() {
        given().queryParam("limit", 25)
                .get(ROWS)
                .then()
                .body("items", hasSize(25))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "abc", "1.5", "99999999999", " "})
    void shouldRefuseLimitsOutside(String limit) {
        given().queryParam("limit", limit).get(ROWS).then().statusCode(400).body("violations[0].field", is("limit"));
    }

    @Test
    void shouldRefuseForeignAndMangledCursors() {
        String cursor = given().queryParam("limit", 5).get(ROWS).path("next");
        for (String wrong : List.of(
                "x",
                "%",
                cursor + "A",
                cursor.substring(1),
                cursor.replace(cursor.charAt(3), cursor.charAt(3) == 'a' ? 'b' : 'a'))) {
            given().queryParam("cursor", wrong)
                    .get(ROWS)
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", is("cursor"));
        }
        given().queryParam("cursor", cursor)
                .queryParam("of", "other")
                .get(ROWS)
                .then()
                .statusCode(400);
    }

    @Test
    void shouldServeCsvWithLinkToNextPage() {
        String link = given().accept("text/csv")
                .queryParam("limit", 3)
                .get(ROWS)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .contentType(containsString("UTF-8"))
                .body(is("n,name.zh,name.en\r\n1,第1行,\r\n2,第2行,\r\n3,第3行,'=1+1\r\n"))
                .extract()
                .header("Link");
        assertThat(link).startsWith("<" + ROWS).contains("limit=3").endsWith("rel=\"next\"");
        String next = link.substring(1, link.indexOf('>'));
        given().urlEncodingEnabled(false)
                .accept("text/csv")
                .get(next)
                .then()
                .body(startsWith("n,name.zh,name.en\r\n4,"));
    }
}
