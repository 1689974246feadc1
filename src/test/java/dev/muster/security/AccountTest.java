package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountTest {

    private static final String GIVEN = "given by the office 1";
    private static final String CHOSEN = "chosen by its owner 2";

    @Inject
    Pool pool;

    @Inject
    Parties parties;

    @Inject
    FirstAccounts firstAccounts;

    @Test
    void shouldAllowNothingBeforeThePasswordIsChanged() {
        String name = unique();
        put(name, Map.of("roles", List.of("officer"), "password", GIVEN))
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("mustChange", equalTo(true))
                .body("password", nullValue());

        as(name, GIVEN).get("/api/v1/session").then().body("mustChange", equalTo(true));
        as(name, GIVEN).get("/api/v1/accounts").then().statusCode(403);
        as(name, GIVEN)
                .header("Accept-Language", "zh-CN")
                .get("/live/overview")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("请先修改密码。"));
        changePassword(name, GIVEN, "wrong old password", CHOSEN)
                .statusCode(422)
                .body("violations[0].field", equalTo("currentPassword"));
        changePassword(name, GIVEN, GIVEN, "short").statusCode(422).body("violations.field", hasItem("newPassword"));
        changePassword(name, GIVEN, GIVEN, CHOSEN).statusCode(204);

        as(name, GIVEN).get("/api/v1/session").then().statusCode(401);
        as(name, CHOSEN).get("/api/v1/session").then().body("mustChange", equalTo(false));
        as(name, CHOSEN).get("/api/v1/accounts").then().statusCode(200);
    }

    @Test
    void shouldEndOtherSessionsWithTheOldPassword() {
        String name = ready("viewer");
        String other = SessionTest.signIn(name, GIVEN).getCookie("muster_session");
        String own = SessionTest.signIn(name, GIVEN).getCookie("muster_session");
        given().cookie("muster_session", own)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/json")
                .body(Map.of("currentPassword", GIVEN, "newPassword", CHOSEN))
                .post("/api/v1/account/password")
                .then()
                .statusCode(204);
        withCookie(own).body("username", equalTo(name));
        withCookie(other).body("anonymous", equalTo(true));
    }

    @Test
    void shouldRefuseADisabledAccountAtOnce() {
        String name = ready("viewer");
        String session = SessionTest.signIn(name, GIVEN).getCookie("muster_session");
        as(name, GIVEN).get("/api/v1/accounts").then().statusCode(200);

        put(name, Map.of("roles", List.of("viewer"), "disabled", true)).statusCode(200);

        as(name, GIVEN).get("/api/v1/accounts").then().statusCode(401);
        withCookie(session).body("anonymous", equalTo(true));
        SessionTest.signIn(name, GIVEN).then().statusCode(401);
    }

    @Test
    void shouldRefuseAnAccountAgainstTheRules() {
        String name = unique();
        put(name, Map.of("roles", List.of("viewer"))).statusCode(422).body("violations[0].field", equalTo("password"));
        put(name, Map.of("roles", List.of(), "password", GIVEN)).statusCode(422);
        put(name, Map.of("roles", List.of("king"), "password", GIVEN)).statusCode(422);
        put(name, Map.of("roles", List.of("keeper"), "password", GIVEN))
                .statusCode(422)
                .body("violations[0].field", equalTo("site"));
        put(name, Map.of("roles", List.of("supplier"), "password", GIVEN))
                .statusCode(422)
                .body("violations[0].field", equalTo("organisation"));
        put(name, Map.of("roles", List.of("viewer"), "password", "short")).statusCode(422);
        put(name, Map.of("roles", List.of("viewer"), "password", "aaaaaaaaaaaaaaa"))
                .statusCode(422);
        put(name, Map.of("roles", List.of("viewer"), "password", GIVEN, "language", "de"))
                .statusCode(422);
        put("Not A Name", Map.of("roles", List.of("viewer"), "password", GIVEN)).statusCode(422);
        as("admin", "muster-demo").get("/api/v1/accounts/" + name).then().statusCode(404);
    }

    @Test
    void shouldRefuseAWriteOverAnotherVersion() {
        String name = ready("viewer");
        as("admin", "muster-demo")
                .header("If-Match", "\"99\"")
                .contentType("application/json")
                .body(Map.of("roles", List.of("officer")))
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(412);
        as("admin", "muster-demo")
                .get("/api/v1/accounts/" + name)
                .then()
                .header("ETag", equalTo("\"1\""))
                .body("roles", equalTo(List.of("viewer")));
    }

    @Test
    void shouldKeepTheLastAdministrator() {
        put("admin", Map.of("roles", List.of("admin"), "disabled", true)).statusCode(422);
        as("admin", "muster-demo").get("/api/v1/device-tokens").then().statusCode(200);
    }

    @Test
    void shouldEndAnExpiredSession() {
        String name = ready("viewer");
        String session = SessionTest.signIn(name, GIVEN).getCookie("muster_session");
        withCookie(session).body("username", equalTo(name));
        execute("update session set expires_at = now() where token_hash = $1", session);
        withCookie(session).body("anonymous", equalTo(true));
    }

    @Test
    void shouldEndAnIdleSession() {
        String name = ready("viewer");
        String session = SessionTest.signIn(name, GIVEN).getCookie("muster_session");
        execute("update session set last_used_at = now() - interval '239 minutes' where token_hash = $1", session);
        withCookie(session).body("username", equalTo(name));
        execute("update session set last_used_at = now() - interval '241 minutes' where token_hash = $1", session);
        withCookie(session).body("anonymous", equalTo(true));
    }

    @Test
    void shouldRefuseFurtherSignInsAfterTooManyFailures() {
        String name = ready("viewer");
        for (int i = 0; i < 10; i++) {
            SessionTest.signIn(name, "wrong " + i).then().statusCode(401);
        }
        SessionTest.signIn(name, GIVEN)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/too-many-requests"));
        as(name, GIVEN).get("/api/v1/session").then().statusCode(429).header("Retry-After", notNullValue());
    }

    @Test
    void shouldNotLetFailuresLockOutAScriptThatIsSignedIn() {
        String name = ready("viewer");
        as(name, GIVEN).get("/api/v1/session").then().statusCode(200);
        for (int i = 0; i < 11; i++) {
            SessionTest.signIn(name, "wrong " + i);
        }
        as(name, GIVEN).get("/api/v1/session").then().statusCode(200);
    }

    @Test
    void shouldAuditSignInsWithoutSecrets() {
        String name = ready("viewer");
        SessionTest.signIn(name, "a wrong secret");
        SessionTest.signIn(name, GIVEN);
        SessionTest.signIn("no-such-" + name, "another secret");
        List<String> actions = audit("select action from audit_log where subject = '" + name + "' order by seq");
        assertThat(actions).containsExactly("account.put", "sign-in.failed", "sign-in.succeeded", "session.opened");
        assertThat(audit("select detail::text from audit_log where detail::text ~ 'secret|given by'"))
                .isEmpty();
        assertThat(audit("select subject from audit_log where subject ~ '^no-such-'"))
                .isEmpty();
    }

    @Test
    void shouldNotCountDemoAccountsWithoutTheDemo() {
        String name = ready("viewer");
        String session = SessionTest.signIn(name, GIVEN).getCookie("muster_session");
        pool.query("update account set demo = true where username = '" + name + "'")
                .executeAndAwait();
        parties.forget();
        as(name, GIVEN).get("/api/v1/session").then().statusCode(401);

        firstAccounts.makeAdmin().await().indefinitely();

        assertThat(audit("select disabled::text from account where username = '" + name + "'"))
                .containsExactly("true");
        assertThat(audit("select username from session where username = '" + name + "'"))
                .isEmpty();
        withCookie(session).body("anonymous", equalTo(true));
    }

    static ValidatableResponse put(String name, Map<String, Object> body) {
        return as("admin", "muster-demo")
                .contentType("application/json")
                .body(body)
                .put("/api/v1/accounts/{name}", name)
                .then();
    }

    static RequestSpecification as(String name, String password) {
        return given().auth().preemptive().basic(name, password);
    }

    /** A new account whose password need not be changed. */
    static String ready(String role) {
        String name = unique();
        put(name, Map.of("roles", List.of(role), "password", GIVEN, "mustChange", false))
                .statusCode(201);
        return name;
    }

    private static String unique() {
        return "u-" + UUID.randomUUID();
    }

    private static ValidatableResponse changePassword(String name, String password, String old, String next) {
        return as(name, password)
                .contentType("application/json")
                .body(Map.of("currentPassword", old, "newPassword", next))
                .post("/api/v1/account/password")
                .then();
    }

    private static ValidatableResponse withCookie(String session) {
        return given().cookie("muster_session", session)
                .get("/api/v1/session")
                .then()
                .statusCode(200);
    }

    private void execute(String sql, String session) {
        pool.preparedQuery(sql).executeAndAwait(Tuple.of(io.vertx.core.buffer.Buffer.buffer(Token.hash(session))));
        parties.forget();
    }

    private List<String> audit(String sql) {
        return pool.query(sql)
                .mapping(row -> row.getString(0))
                .executeAndAwait()
                .toMulti()
                .collect()
                .asList()
                .await()
                .indefinitely();
    }
}
