package dev.muster.stock;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "admin", roles = "admin")
class StockLevelResourceTest {

    private static ValidatableResponse put(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/" + path)
                .then();
    }

    private static String made(String kind, String body) {
        String code = "L-" + UUID.randomUUID().toString().substring(0, 8);
        put(kind + "/" + code, body).statusCode(201);
        return code;
    }

    private static String site() {
        return made("sites", "{\"name\":{\"en\":\"s\"},\"kind\":\"WAREHOUSE\",\"latitude\":30,\"longitude\":114}");
    }

    private static String item(String kind) {
        return made("items", "{\"name\":{\"en\":\"i\"},\"kind\":\"" + kind + "\",\"baseUnit\":\"piece\"}");
    }

    @Test
    void shouldSetFloorAndPar() {
        String site = site();
        String item = item("SUPPLY");
        String path = "stock-levels/" + site + "/" + item;
        given().get("/api/v1/" + path).then().statusCode(404);
        put(path, "{\"floor\":5,\"par\":20}").statusCode(201).header("ETag", "\"0\"");
        put(path, "{\"floor\":5,\"par\":20}").statusCode(200).header("ETag", "\"0\"");
        put(path, "{\"floor\":6,\"par\":20}")
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("floor", is(6));
        given().contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body("{\"floor\":7}")
                .put("/api/v1/" + path)
                .then()
                .statusCode(412);
        put("stock-levels/" + site + "/" + item("SUPPLY"), "{\"floor\":1}")
                .statusCode(201)
                .body("par", is(0));
        given().queryParam("site", site).get("/api/v1/stock-levels").then().body("items", hasSize(2));
        String next = given().queryParam("site", site)
                .queryParam("limit", 1)
                .get("/api/v1/stock-levels")
                .path("next");
        given().queryParam("site", site)
                .queryParam("cursor", next)
                .get("/api/v1/stock-levels")
                .then()
                .body("items", hasSize(1));
        given().accept("text/csv")
                .queryParam("item", item)
                .get("/api/v1/stock-levels")
                .then()
                .body(is("site,item,floor,par\r\n" + site + "," + item + ",6,20\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"floor\":-1}|422",
                "{\"floor\":1.5}|400",
                "{\"par\":1000000000001}|422",
                "{\"par\":1e15}|400",
                "{\"minimum\":1}|400"
            })
    void shouldRefuseBadQuantities(String body, int status) {
        put("stock-levels/a/b", body).statusCode(status);
    }

    @Test
    void shouldRefuseUnknownSitesAndItemsAndWhatIsNoSupply() {
        put("stock-levels/none/none", "{\"floor\":1}").statusCode(404);
        put("stock-levels/" + site() + "/none", "{\"floor\":1}").statusCode(404);
        put("stock-levels/" + site() + "/" + item("STAFF"), "{\"floor\":1}").statusCode(422);
    }

    @Test
    @TestSecurity(user = "officer", roles = "officer")
    void shouldLetOthersReadOnly() {
        put("stock-levels/a/b", "{\"floor\":1}").statusCode(403);
        given().get("/api/v1/stock-levels").then().statusCode(200);
    }
}
