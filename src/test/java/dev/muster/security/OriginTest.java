package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OriginTest {

    @Test
    void shouldRefuseAChangeByCookieThatNamesNoOrigin() {
        withCookie().delete("/api/v1/session").then().statusCode(403);
        withCookie()
                .header("Sec-Fetch-Site", "cross-site")
                .delete("/api/v1/session")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldRefuseAChangeFromAnotherOrigin() {
        withCookie()
                .header("Origin", "https://evil.example")
                .delete("/api/v1/session")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/forbidden"));
        given().auth()
                .preemptive()
                .basic("officer", "muster-demo")
                .header("Origin", "null")
                .delete("/api/v1/session")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldAllowAChangeFromTheOwnOrigin() {
        withCookie().header("Origin", own()).delete("/api/v1/session").then().statusCode(204);
    }

    @Test
    void shouldCheckASocketBeforeTheUpgrade() {
        upgrade()
                .header("Origin", "https://evil.example")
                .get("/live/overview")
                .then()
                .statusCode(403);
        upgrade().header("Origin", own()).get("/live/overview").then().statusCode(401);
        upgrade().get("/live/overview").then().statusCode(401);
    }

    @Test
    void shouldSendSecurityHeaders() {
        given().get("/api/v1/session")
                .then()
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store");
    }

    private static RequestSpecification withCookie() {
        return given().cookie(
                        "muster_session",
                        SessionTest.signIn("officer", "muster-demo").getCookie("muster_session"));
    }

    private static RequestSpecification upgrade() {
        return given().header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static String own() {
        return "http://localhost:" + RestAssured.port;
    }
}
