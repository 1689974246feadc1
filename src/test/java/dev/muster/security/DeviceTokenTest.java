package dev.muster.security;

import static dev.muster.security.AccountTest.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeviceTokenTest {

    @Test
    void shouldShowAWallWhatAViewerSeesUntilItsTokenIsRevoked() {
        JsonPath made = make();
        String token = made.getString("token");

        bearer(token)
                .body("device", equalTo("Wall 1"))
                .body("region", equalTo("4201"))
                .body("roles", hasItem("viewer"));
        String cookie = given().header("Authorization", "Bearer " + token)
                .post("/api/v1/session/device")
                .then()
                .statusCode(200)
                .extract()
                .cookie("muster_session");
        cookie(cookie).body("device", equalTo("Wall 1"));
        given().cookie("muster_session", cookie).get("/live/none-such").then().statusCode(not(equalTo(403)));
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/accounts")
                .then()
                .statusCode(403);

        as("admin", "muster-demo")
                .post("/api/v1/device-tokens/" + made.getString("id") + "/revoke")
                .then()
                .statusCode(200)
                .body("revokedAt", notNullValue());

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/session")
                .then()
                .statusCode(401);
        cookie(cookie).body("anonymous", equalTo(true));
    }

    @Test
    void shouldShowTheSecretOnceOnly() {
        JsonPath made = make();
        as("admin", "muster-demo")
                .queryParam("limit", 1000)
                .get("/api/v1/device-tokens")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(made.getString("id")))
                .body(not(org.hamcrest.Matchers.containsString(made.getString("token"))));
    }

    @Test
    void shouldRefuseAWallWithoutName() {
        as("admin", "muster-demo")
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/device-tokens")
                .then()
                .statusCode(422);
    }

    @Test
    void shouldGiveNoWallCookieForAPerson() {
        as("viewer", "muster-demo").post("/api/v1/session/device").then().statusCode(403);
    }

    private static JsonPath make() {
        return as("admin", "muster-demo")
                .contentType("application/json")
                .body(Map.of("name", "Wall 1", "region", "4201"))
                .post("/api/v1/device-tokens")
                .then()
                .statusCode(201)
                .body("token", startsWith("msd_"))
                .extract()
                .jsonPath();
    }

    private static io.restassured.response.ValidatableResponse bearer(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/session")
                .then()
                .statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse cookie(String cookie) {
        return given().cookie("muster_session", cookie)
                .get("/api/v1/session")
                .then()
                .statusCode(200);
    }
}
