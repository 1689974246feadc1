package dev.muster.restock;

import static dev.muster.restock.ASupplier.as;
import static dev.muster.restock.ASupplier.promise;
import static dev.muster.restock.ASupplier.ship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the policy lets be asked for without a person, in money; and lead times as they turned out. */
@QuarkusTest
class AutomaticLimitTest {

    @Inject
    AWorld world;

    @Inject
    ASupplier suppliers;

    @Inject
    Reviewers reviewers;

    @AfterEach
    void usualPolicy() {
        policy("{}").statusCode(200);
    }

    private static ValidatableResponse policy(String settings) {
        return as("commander").body(settings).put("/api/v1/restock-policy").then();
    }

    private static ValidatableResponse suggestions(String item) {
        return as("officer")
                .get("/api/v1/restock-suggestions?item=" + item)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse requests(String item) {
        return as("officer").get("/api/v1/restock-requests?item=" + item).then().statusCode(200);
    }

    /** Ten pieces for 5.00; 80 are wanting, which is 40.00. */
    private String wanting(String currency) {
        String item = world.item();
        String supplier = suppliers.of(item);
        suppliers.execute(
                "update supplier_item set pack_size = 10, price_minor = 500, currency = $2 where supplier = $1",
                Tuple.of(supplier, currency));
        Desk.floor(world.site(31.0, 114.0), item, 80);
        return item;
    }

    @Test
    void shouldLeaveToAPersonWhatCostsMore() {
        policy("{\"automatic\":[\"BELOW_FLOOR\"],\"automaticLimit\":{\"currency\":\"ISK\",\"perRequest\":3999}}")
                .statusCode(200)
                .body("automaticLimit.perRequest", is(3999));
        String dear = wanting("ISK");
        String foreign = wanting("NOK");
        reviewers.catchUp();

        requests(dear).body("items", hasSize(0));
        suggestions(dear)
                .body("items[0].figures.held", is("ABOVE_REQUEST"))
                .body("items[0].words", hasItem(containsString("more than the policy allows for one request")));
        suggestions(foreign).body("items[0].figures.held", is("NO_PRICE"));
        String site = suggestions(dear).extract().path("items[0].site");
        as("officer")
                .body("{}")
                .post("/api/v1/restock-suggestions/" + site + "/" + dear + "/send")
                .then()
                .statusCode(201);
        requests(dear).body("items.quantity", contains(80));
    }

    @Test
    void shouldSpendNoMoreInADayThanTheLimit() {
        String first = wanting("CLP");
        String second = wanting("CLP");
        policy("{\"automatic\":[\"BELOW_FLOOR\"],\"automaticLimit\":{\"currency\":\"CLP\",\"perDay\":7999}}")
                .statusCode(200);
        reviewers.catchUp();

        long asked = suppliers.count(
                "select count(*) from restock_request r join item i on i.id = r.item_id where i.code in ($1, $2)",
                first,
                second);
        assertThat(asked).isEqualTo(1);
        String held = requests(first).extract().jsonPath().getList("items").isEmpty() ? first : second;
        suggestions(held).body("items[0].figures.held", is("ABOVE_DAY"));
        assertThat(suppliers.count(
                        "select count(*) from restock_watch w join item i on i.id = w.item_id where i.code = $1 "
                                + "and w.check_on > current_date",
                        held))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseALimitThatLimitsNothing() {
        policy("{\"automaticLimit\":{\"currency\":\"yuan\"}}")
                .statusCode(422)
                .body("violations.field", hasItems("automaticLimit", "automaticLimit.currency"));
        policy("{\"automaticLimit\":{\"currency\":\"CNY\",\"perDay\":-1}}")
                .statusCode(422)
                .body("violations.field", hasItem("automaticLimit.perDay"));
    }

    @Test
    void shouldTellHowLongDeliveriesReallyTook() {
        String item = world.item();
        String supplier = suppliers.of(item);
        delivered(supplier, item, 30, 40);
        delivered(supplier, item, 50, 40);
        delivered(supplier, item, 90, 40);

        as("viewer")
                .get("/api/v1/suppliers/" + supplier + "/lead-times")
                .then()
                .statusCode(200)
                .body("item", contains(item))
                .body("[0].deliveries", is(3))
                .body("[0].medianHours", is(50))
                .body("[0].promisedMedianHours", is(40))
                .body("[0].late", is(2))
                .body("[0].lateShare", is(0.667f));
        as("viewer").get("/api/v1/suppliers/NOBODY/lead-times").then().statusCode(404);
        Desk.floor(world.site(31.0, 114.0), item, 80);
        reviewers.catchUp();
        suggestions(item)
                .body("items[0].figures.suppliers[0].measured.medianHours", is(50))
                .body(
                        "items[0].words",
                        hasItem(containsString("latest 3 deliveries half came within 50 hours, 2 late")));
    }

    /** Asked and received, so many hours later than asked; first promised for so many hours later. */
    private void delivered(String supplier, String item, int hours, int promised) {
        String site = world.site(30.0, 113.0);
        String id = ASupplier.ask(supplier, site, item, 10);
        promise(supplier, id, 10, 24).statusCode(200);
        String shipment =
                ship(supplier, id, "A-" + id, 10, "").statusCode(200).extract().path("shipments[0].id");
        ASupplier.officer(id, "receive", "{\"shipment\":\"" + shipment + "\"}")
                .statusCode(200)
                .body("state", is("RECEIVED"));
        suppliers.execute(
                "update restock_request set sent_at = ended_at - make_interval(hours => $2), "
                        + "first_due = ended_at - make_interval(hours => $2) + make_interval(hours => $3) where id = $1",
                Tuple.of(UUID.fromString(id), hours, promised));
    }
}
