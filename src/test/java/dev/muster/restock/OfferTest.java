package dev.muster.restock;

import static dev.muster.restock.ASupplier.as;
import static dev.muster.restock.ASupplier.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offers and donations: matched to what is wanting, within what may come in. */
@QuarkusTest
class OfferTest {

    @Inject
    AWorld world;

    @Inject
    ASupplier suppliers;

    @Inject
    Reviewers reviewers;

    private static ValidatableResponse offer(String account, String id, String item, long quantity, String more) {
        return as(account)
                .body("{\"id\":\"%s\",\"item\":\"%s\",\"quantity\":%d,\"availableAt\":\"%s\"%s}"
                        .formatted(id, item, quantity, in(10), more))
                .post(account.equals("officer") ? "/api/v1/offers" : "/api/v1/supplier/offers")
                .then();
    }

    private static ValidatableResponse officer(String offer, String what, String body) {
        return as("officer")
                .body(body)
                .post("/api/v1/offers/" + offer + "/" + what)
                .then();
    }

    @Test
    void shouldGiveAnOfferToWhoWantsItMostWithinTheLimits() {
        String item = world.item();
        String worst = world.site(31.0, 114.0);
        String better = world.site(31.1, 114.1);
        String full = world.site(31.2, 114.2);
        Desk.floor(worst, item, 80);
        Desk.floor(better, item, 30);
        Desk.floor(full, item, 90);
        String supplier = suppliers.of(world.item());
        reviewers.catchUp();
        as("officer")
                .body("{\"most\":0,\"reason\":\"yard is full\"}")
                .put("/api/v1/intake-limits/" + full + "/*")
                .then()
                .statusCode(200)
                .body("site", hasItem(full));
        String id = UUID.randomUUID().toString();
        offer(supplier, id, item, 100, ",\"donation\":true").statusCode(201).body("state", is("OPEN"));
        offer(supplier, id, item, 100, ",\"donation\":false").statusCode(409);
        as("viewer")
                .get("/api/v1/offers/" + id + "/matches")
                .then()
                .body("site", contains(worst, better))
                .body("quantity", contains(80, 20));
        officer(id, "accept", "{\"parts\":[{\"site\":\"" + full + "\",\"quantity\":1}]}")
                .statusCode(422);
        officer(id, "accept", "{\"parts\":[{\"site\":\"" + worst + "\",\"quantity\":101}]}")
                .statusCode(422);
        officer(id, "accept", "{}")
                .statusCode(200)
                .body("offer.state", is("TAKEN"))
                .body("requests.state", contains("PROMISED", "PROMISED"));
        officer(id, "accept", "{}").statusCode(409);
        reviewers.catchUp();
        as("officer")
                .get("/api/v1/restock-suggestions?item=" + item)
                .then()
                .body("items.site", not(hasItem(worst)))
                .body("items.find { it.site == '" + better + "' }.quantity", is(10));
        as(supplier)
                .get("/api/v1/supplier/restock-requests?state=PROMISED")
                .then()
                .body("items", hasSize(2));
    }

    @Test
    void shouldKeepOffersToTheirOwnersAndWithdrawThem() {
        String item = world.item();
        String supplier = suppliers.of(item);
        String other = suppliers.of(item);
        String id = UUID.randomUUID().toString();
        offer(supplier, id, item, 10, "").statusCode(201);
        as(other).get("/api/v1/supplier/offers").then().body("items", hasSize(0));
        as(other)
                .body("{}")
                .post("/api/v1/supplier/offers/" + id + "/withdraw")
                .then()
                .statusCode(404);
        offer(other, UUID.randomUUID().toString(), item, 10, ",\"supplier\":\"" + supplier + "\"")
                .statusCode(422);
        as(supplier)
                .body("{}")
                .post("/api/v1/supplier/offers/" + id + "/withdraw")
                .then()
                .statusCode(200)
                .body("state", is("WITHDRAWN"));
        officer(id, "accept", "{}").statusCode(409);
        officer(id, "decline", "{}").statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,"quantity":0                                | quantity | 400
            ,"validUntil":"2020-01-01T00:00:00Z"         | validUntil | 422
            ,"expiry":"2020-01-01"                       | expiry | 422
            ,"priceMinor":5                              | currency | 422
            ,"priceMinor":5,"currency":"XYZ"             | currency | 422
            ,"priceMinor":5,"currency":"CNY","donation":true | priceMinor | 422
            """)
    void shouldRefuseABadOffer(String more, String field, int status) {
        String item = world.item();
        String supplier = suppliers.of(item);
        ValidatableResponse answer =
                offer(supplier, UUID.randomUUID().toString(), item, 10, more).statusCode(status);
        if (status == 422) {
            answer.body("violations.field", hasItem(field));
        }
        assertThat(suppliers.count("select count(*) from restock_offer where supplier = $1", supplier))
                .isZero();
    }

    /** Who it is stays with officers; what they give is traced like any other goods. */
    @Test
    void shouldTakeWhatSomebodyGivesWhoIsNoSupplier() {
        String item = world.item();
        String site = world.site(31.0, 114.0);
        Desk.floor(site, item, 80);
        reviewers.catchUp();
        String id = UUID.randomUUID().toString();
        String donor = ",\"donation\":true,\"donor\":{\"name\":\"Li Na\",\"contact\":\"+86 27 0000 0000\"}";
        offer("officer", id, item, 50, ",\"donor\":{\"name\":\" \"}")
                .statusCode(422)
                .body("violations.field", hasItem("donor.contact"));
        offer("officer", id, item, 50, donor + ",\"supplier\":\"SUP-01\"").statusCode(422);
        offer("officer", id, item, 50, "").statusCode(422);
        String code =
                offer("officer", id, item, 50, donor).statusCode(201).extract().path("supplier");

        as("officer")
                .get("/api/v1/offers/" + id + "/donor")
                .then()
                .statusCode(200)
                .body("name", is("Li Na"))
                .body("contact", is("+86 27 0000 0000"));
        as("viewer").get("/api/v1/offers/" + id + "/donor").then().statusCode(403);
        as("viewer").get("/api/v1/suppliers?limit=1000").then().body("items.code", not(hasItem(code)));
        assertThat(suppliers.count("select count(*) from event_log where position('Li Na' in data::text) > 0"))
                .isZero();
        String request = officer(id, "accept", "{}")
                .statusCode(200)
                .body("requests[0].supplier", is(code))
                .extract()
                .path("requests[0].id");
        ASupplier.officer(request, "receive", "{\"lines\":[{\"accepted\":50,\"reason\":\"brought to the gate\"}]}")
                .statusCode(200)
                .body("state", is("RECEIVED"));
        String supplier = suppliers.of(item);
        String theirs = UUID.randomUUID().toString();
        offer(supplier, theirs, item, 1, donor).statusCode(422);
        offer(supplier, theirs, item, 1, "").statusCode(201);
        as("officer").get("/api/v1/offers/" + theirs + "/donor").then().statusCode(404);
    }
}
