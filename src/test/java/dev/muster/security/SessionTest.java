package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionTest {

    private static final String SESSION = "/api/v1/session";

    @Test
    void shouldTellAnonymousThatNobodyIsSignedIn() {
        given().get(SESSION)
                .then()
                .statusCode(200)
                .body("anonymous", equalTo(true))
                .body("demo", equalTo(false))
                .body("username", nullValue());
    }

    @Test
    void shouldSignInByBasic() {
        given().auth()
                .preemptive()
                .basic("keeper", "muster-demo")
                .get(SESSION)
                .then()
                .statusCode(200)
                .body("username", equalTo("keeper"))
                .body("roles", hasItem("keeper"))
                .body("site", equalTo("HOSP-01"));
    }

    @Test
    void shouldSignInAndOutByCookie() {
        Response signedIn = signIn("officer", "muster-demo");
        signedIn.then()
                .statusCode(200)
                .body("username", equalTo("officer"))
                .body("mustChange", equalTo(false))
                .header("Set-Cookie", containsString("HttpOnly"))
                .header("Set-Cookie", containsString("SameSite=Strict"))
                .header("Set-Cookie", containsString("Path=/"))
                .header("Set-Cookie", not(containsString("Secure")));
        String cookie = signedIn.getCookie("muster_session");

        given().cookie("muster_session", cookie).get(SESSION).then().body("username", equalTo("officer"));
        given().cookie("muster_session", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .delete(SESSION)
                .then()
                .statusCode(204)
                .header("Set-Cookie", containsString("Max-Age=0"));
        given().cookie("muster_session", cookie).get(SESSION).then().body("anonymous", equalTo(true));
    }

    @Test
    void shouldMarkTheCookieSecureBehindHttps() {
        // A proxy in front is trusted only if configured, so the scheme of the request itself decides.
        given().header("X-Forwarded-Proto", "https")
                .contentType("application/json")
                .body("{\"username\":\"viewer\",\"password\":\"muster-demo\"}")
                .post(SESSION)
                .then()
                .statusCode(200)
                .header("Set-Cookie", not(containsString("Secure")));
    }

    @Test
    void shouldTakeASessionTokenAsBearer() {
        String token = signIn("auditor", "muster-demo").getCookie("muster_session");
        given().header("Authorization", "Bearer " + token).get(SESSION).then().body("username", equalTo("auditor"));
    }

    @Test
    void shouldRefuseAWrongPassword() {
        signIn("commander", "wrong")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthenticated"));
        given().auth()
                .preemptive()
                .basic("commander", "wrong")
                .get(SESSION)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Basic"));
    }

    @Test
    void shouldRefuseAnUnknownBearerToken() {
        given().header("Authorization", "Bearer " + Token.make(Token.SESSION))
                .get(SESSION)
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer nonsense").get(SESSION).then().statusCode(401);
    }

    @Test
    void shouldNotMakeABrowsersOwnPasswordDialogAppear() {
        given().header("X-Requested-With", "muster")
                .get("/api/v1/anything")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
        given().cookie("muster_session", Token.make(Token.SESSION))
                .get("/api/v1/anything")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
        given().get("/api/v1/anything").then().statusCode(401).header("WWW-Authenticate", startsWith("Basic"));
    }

    static Response signIn(String username, String password) {
        return given().contentType("application/json")
                .body("{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}")
                .post(SESSION);
    }
}
