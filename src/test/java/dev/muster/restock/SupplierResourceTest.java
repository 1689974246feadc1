package dev.muster.restock;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

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
class SupplierResourceTest {

    private static String code(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static ValidatableResponse put(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/" + path)
                .then();
    }

    private static String item() {
        String code = code("I");
        put("items/" + code, "{\"kind\":\"SUPPLY\",\"name\":{\"en\":\"x\"},\"baseUnit\":\"piece\"}")
                .statusCode(201);
        return code;
    }

    @Test
    void shouldKeepWhatASupplierDelivers() {
        String item = item();
        String code = code("SUP");
        String body = """
                {"name":{"zh":"三奇"},"address":"昭阳路15","latitude":35.4,"longitude":119.5,
                 "contact":"line 1\\nline 2","items":[{"item":"%s","capacityPerDay":1000000}]}""".formatted(item);
        put("suppliers/" + code, body)
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("status", is("ACTIVE"))
                .body("items[0].capacityPerDay", is(1000000));
        put("suppliers/" + code, body).statusCode(200).header("ETag", "\"0\"");
        given().queryParam("item", item).get("/api/v1/suppliers").then().body("items.code", contains(code));
        put("suppliers/" + code, body.replace(",\"capacityPerDay\":1000000", ""))
                .header("ETag", "\"1\"");
        given().get("/api/v1/suppliers/" + code)
                .then()
                .body("items[0].item", is(item))
                .body("items[0].capacityPerDay", nullValue())
                .body("contact", is("line 1\nline 2"));
        put("suppliers/" + code, "{\"name\":{\"zh\":\"三奇\"}}")
                .header("ETag", "\"2\"")
                .body("items.size()", is(0));
        given().get("/api/v1/suppliers/none").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"items\":[{\"item\":\"none\"}]|422|items[0].item",
                "\"items\":[{\"item\":\"a\",\"capacityPerDay\":0}]|422|items[0].capacityPerDay",
                "\"items\":[{\"item\":\"a\",\"capacityPerDay\":1.5}]|400|items[0].capacityPerDay",
                "\"items\":[{}]|422|items[0].item",
                "\"latitude\":1|422|latitude",
                "\"region\":\"none\"|422|region",
                "\"address\":\"a\\nb\"|400|address"
            })
    void shouldRefuseBadInput(String members, int status, String field) {
        put("suppliers/SUP-9", "{\"name\":{\"en\":\"a\"}," + members + "}")
                .statusCode(status)
                .body("violations[0].field", is(field));
    }
}
