package dev.muster.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint with every role, over the wire. Bodies are broken on purpose: who is let in meets 400, not an effect. */
@QuarkusTest
class AccessTest {

    static final List<String> ROLES = Roles.ORDER;

    /** Bound to a site or organisation besides the role, so a 403 may also mean that. */
    private static final Set<String> BOUND = Set.of(Roles.KEEPER, Roles.SUPPLIER);

    static Stream<Endpoint> guarded() {
        return Endpoint.all().values().stream()
                .filter(endpoint -> !endpoint.access().contains("anyone"));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void shouldRefuseWhoIsNotSignedIn(Endpoint endpoint) {
        assertThat(call(given(), endpoint).statusCode()).as(endpoint.name()).isEqualTo(401);
    }

    @ParameterizedTest
    @FieldSource("ROLES")
    void shouldLetInTheRolesOfTheTableOnly(String role) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Endpoint endpoint : guarded().toList()) {
            Set<String> access = Endpoint.table().getOrDefault(endpoint.name(), Set.of());
            if (access.contains("signed-in")) {
                continue;
            }
            int status = call(given().auth().preemptive().basic(role, "muster-demo"), endpoint)
                    .statusCode();
            if (!access.contains(role)) {
                softly.assertThat(status).as("%s: %s", role, endpoint.name()).isEqualTo(403);
            } else {
                softly.assertThat(status)
                        .as("%s: %s", role, endpoint.name())
                        .isNotEqualTo(401)
                        .isLessThan(500)
                        .matches(s -> s != 403 || BOUND.contains(role), "not 403");
            }
        }
        softly.assertAll();
    }

    @Test
    void shouldRefuseWhatIsNotThereToWhoIsNotSignedIn() {
        given().get("/api/v1/none-such").then().statusCode(401);
        given().get("/live/none-such").then().statusCode(401);
    }

    @ParameterizedTest
    @FieldSource("ROLES")
    void shouldOpenBoardsToAllButSuppliers(String role) {
        int status = given().auth()
                .preemptive()
                .basic(role, "muster-demo")
                .get("/live/none-such")
                .statusCode();
        assertThat(status == 403).as(role).isEqualTo(role.equals(Roles.SUPPLIER));
    }

    @Test
    void shouldKeepMetricsFromWhoIsNotSignedIn() {
        given().get("/q/metrics").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("viewer", "muster-demo")
                .get("/q/metrics")
                .then()
                .statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200);
    }

    private static Response call(RequestSpecification request, Endpoint endpoint) {
        RequestSpecification given = request.redirects().follow(false);
        if (Set.of("POST", "PUT", "PATCH").contains(endpoint.method())) {
            given.header("Content-Type", endpoint.contentType()).body("[".getBytes());
        }
        return given.request(endpoint.method(), endpoint.samplePath());
    }
}
