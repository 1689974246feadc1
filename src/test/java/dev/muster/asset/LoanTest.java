package dev.muster.asset;

import static dev.muster.unit.Crew.as;
import static dev.muster.unit.Crew.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.AWorld;
import dev.muster.unit.Crew;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Equipment lent to somebody, and what a refused booking offers instead. */
@QuarkusTest
class LoanTest {

    @Inject
    AWorld world;

    @Inject
    Crew crew;

    @Inject
    Pool pool;

    private static ValidatableResponse post(String role, String path, String body) {
        return as(role).body(body).post("/api/v1/" + path).then();
    }

    private static String loan(UUID id, String asset, int from, int until) {
        return "{\"id\":\"%s\",\"asset\":\"%s\",\"borrower\":\"Fire brigade 3\",\"contact\":\"119\",\"from\":\"%s\",\"until\":\"%s\"}"
                .formatted(id, asset, hours(from), hours(until));
    }

    @Test
    void shouldLendTakeBackAndListWhatIsLate() {
        String home = world.site(30, 114);
        String asset = crew.asset(crew.type(), home);
        UUID id = UUID.randomUUID();
        post("officer", "loans", loan(id, asset, 0, 24))
                .statusCode(201)
                .body("borrower", equalTo("Fire brigade 3"))
                .body("state", equalTo("RESERVED"))
                .body("overdue", equalTo(false));
        post("officer", "loans", loan(id, asset, 0, 24)).statusCode(201).body("id", equalTo(id.toString()));
        post("officer", "loans", loan(id, asset, 0, 24).replace("brigade 3", "brigade 4"))
                .statusCode(409);
        post("officer", "loans", loan(UUID.randomUUID(), asset, 5, 6)).statusCode(409);
        as("viewer").get("/api/v1/loans?out=true&home=" + home).then().body("items", empty());

        post("officer", "assets/" + asset + "/status", "{\"status\":\"IN_TRANSIT\"}")
                .statusCode(200);
        as("viewer").get("/api/v1/loans?out=true&home=" + home).then().body("items.asset", contains(asset));
        as("viewer").get("/api/v1/loans?overdue=true&home=" + home).then().body("items", empty());
        pool.preparedQuery(
                        "update booking set period = tstzrange(now() - interval '2 hours', now() - interval '1 hour'), "
                                + "starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(Duration.ofSeconds(20));
        as("viewer")
                .get("/api/v1/loans?overdue=true&home=" + home)
                .then()
                .body("items.borrower", contains("Fire brigade 3"))
                .body("items.overdue", contains(true));

        post("officer", "assets/" + asset + "/status", "{\"status\":\"IN_USE\"}")
                .statusCode(200);
        post("officer", "assets/" + asset + "/status", "{\"status\":\"RETURNING\"}")
                .statusCode(200);
        post("officer", "assets/" + asset + "/status", "{\"status\":\"AVAILABLE\"}")
                .statusCode(200);
        as("viewer").get("/api/v1/loans?overdue=true&home=" + home).then().body("items", empty());
        as("viewer")
                .get("/api/v1/loans?asset=" + asset)
                .then()
                .body("items[0].state", equalTo("RETURNED"))
                .body("items[0].returnedAt", notNullValue());
        assertThat(as("viewer").accept("text/csv").get("/api/v1/loans").asString())
                .startsWith("id,asset,home,borrower");
    }

    @Test
    void shouldRefuseLoansThatCannotBe() {
        String asset = crew.asset(crew.type(), world.site(30, 114));
        UUID id = UUID.randomUUID();
        post("officer", "loans", loan(id, asset, 2, 1)).statusCode(422).body("violations.field", contains("until"));
        post("officer", "loans", loan(id, "NO-SUCH", 0, 1)).statusCode(404);
        post("officer", "loans", "{\"asset\":\"" + asset + "\"}")
                .statusCode(422)
                .body("violations.field", containsInAnyOrder("borrower", "from", "until"));
        post("keeper", "loans", loan(id, asset, 0, 1)).statusCode(403);
        post("viewer", "loans", loan(id, asset, 0, 1)).statusCode(403);
    }

    @Test
    void shouldListWhatIsFreeInstead() {
        String type = crew.type();
        String asset = crew.asset(type, world.site(30, 114));
        String other = crew.asset(type, world.site(30.1, 114));
        post("officer", "loans", loan(UUID.randomUUID(), asset, 0, 24)).statusCode(201);
        String booking = "{\"asset\":\"%s\",\"purpose\":\"DUTY\",\"from\":\"%s\",\"until\":\"%s\"}"
                .formatted(asset, hours(5), hours(6));
        post("officer", "bookings", booking)
                .statusCode(409)
                .body("alternatives.unit", contains(other, asset))
                .body("alternatives[0].freeFrom", equalTo(hours(5).toString()))
                .body("alternatives[1].freeFrom", equalTo(hours(24).toString()));
        post("officer", "loans", loan(UUID.randomUUID(), asset, 5, 6))
                .statusCode(409)
                .body("alternatives.unit", hasItem(other));
    }
}
