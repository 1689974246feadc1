package dev.muster.demo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

/** Where the scenario is not played, as in all tests. */
@QuarkusTest
class DemoResourceTest {

    @Test
    @TestSecurity(user = "chief", roles = "commander")
    void shouldNotBeFoundWhereItIsNotPlayed() {
        given().header("Accept-Language", "en")
                .get("/api/v1/demo")
                .then()
                .statusCode(404)
                .body("detail", equalTo("The demo scenario is not played here."));
        given().post("/api/v1/demo/pause").then().statusCode(404);
        given().contentType(ContentType.JSON)
                .body("{\"speed\": 60}")
                .post("/api/v1/demo/speed")
                .then()
                .statusCode(404);
    }

    @Test
    @TestSecurity(user = "chief", roles = "commander")
    void shouldRefuseASpeedThatIsNone() {
        given().contentType(ContentType.JSON)
                .body("{\"speed\": null}")
                .post("/api/v1/demo/speed")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("speed"));
    }
}
