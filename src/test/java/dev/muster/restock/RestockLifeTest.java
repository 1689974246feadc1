package dev.muster.restock;

import static dev.muster.restock.ASupplier.answer;
import static dev.muster.restock.ASupplier.as;
import static dev.muster.restock.ASupplier.ask;
import static dev.muster.restock.ASupplier.in;
import static dev.muster.restock.ASupplier.officer;
import static dev.muster.restock.ASupplier.promise;
import static dev.muster.restock.ASupplier.request;
import static dev.muster.restock.ASupplier.ship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restock request from asking to the shelf, through the interface of both sides. */
@QuarkusTest
class RestockLifeTest {

    @Inject
    AWorld world;

    @Inject
    ASupplier suppliers;

    @Inject
    Desk desk;

    @Test
    void shouldTurnAShortageIntoGoodsOnTheWayAndServeItWhenTheyCome() {
        String item = world.item();
        String hospital = world.site(30.6, 114.3);
        String depot = world.site(30.7, 114.4);
        String supplier = suppliers.of(item);
        String need = desk.ask(hospital, item, "STAT", 80);
        String id = ask(supplier, depot, item, 100);

        as(supplier)
                .get("/api/v1/supplier/restock-requests")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id));
        answer(supplier, id, "acknowledge", "{}").statusCode(200).body("state", is("ACKNOWLEDGED"));
        answer(
                        supplier,
                        id,
                        "promise",
                        "{\"parts\":[{\"quantity\":40,\"date\":\"%s\"},{\"quantity\":60,\"date\":\"%s\"}]}"
                                .formatted(in(48), in(24)))
                .statusCode(200)
                .body("state", is("PROMISED"))
                .body("promised", is(100))
                .body("promises.quantity", is(List.of(60, 40)))
                .body("due", notNullValue())
                .body("promisedUntil", notNullValue());
        String shipment = ship(
                        supplier,
                        id,
                        "ASN-1-" + id,
                        60,
                        ",\"lot\":\"L1\",\"expiry\":\"2031-01-01\",\"sscc\":\"106141411234567897\"")
                .statusCode(200)
                .body("state", is("SHIPPED"))
                .extract()
                .jsonPath()
                .getString("shipments[0].id");
        officer(
                        id,
                        "receive",
                        "{\"shipment\":\"%s\",\"lines\":[{\"line\":1,\"accepted\":50,\"rejected\":8,\"reason\":\"crushed, 2 missing\"}]}"
                                .formatted(shipment))
                .statusCode(200)
                .body("state", is("PARTLY_RECEIVED"))
                .body("received", is(50))
                .body("rejected", is(8));
        assertThat(Desk.allocated(need)).isEqualTo(50);
        as("officer")
                .get("/api/v1/movements?item=" + item)
                .then()
                .body("items[0].kind", is("RECEIPT"))
                .body("items[0].lot", is("L1"))
                .body("items[0].quantity", is(50));

        ship(supplier, id, "ASN-2-" + id, 40, "").statusCode(200);
        String second = request(id).extract().jsonPath().getString("shipments[1].id");
        officer(id, "receive", "{\"shipment\":\"" + second + "\"}")
                .statusCode(200)
                .body("state", is("RECEIVED"))
                .body("received", is(90))
                .body("endedAt", notNullValue());
        assertThat(Desk.allocated(need)).isEqualTo(80);
    }

    @Test
    void shouldBookInOnceHoweverOftenTheReceiptIsSent() {
        String item = world.item();
        String depot = world.site(30.7, 114.4);
        String supplier = suppliers.of(item);
        String id = ask(supplier, depot, item, 10);
        promise(supplier, id, 10, 5).statusCode(200);
        String body = "{\"id\":\"%s\",\"lines\":[{\"accepted\":10,\"lot\":\"A\"}]}".formatted(UUID.randomUUID());
        String first = officer(id, "receive", body)
                .statusCode(200)
                .body("state", is("RECEIVED"))
                .extract()
                .asString();
        assertThat(officer(id, "receive", body).statusCode(200).extract().asString())
                .isEqualTo(first);
        officer(id, "receive", body.replace(":10", ":9"))
                .statusCode(409)
                .body("type", is("/problems/command-conflict"));
        as("officer").get("/api/v1/stock?item=" + item).then().body("items.onHand.sum()", is(10));
    }

    @Test
    void shouldLeaveTheShipmentOnTheWayWhereItsLotCannotBeBookedIn() {
        String item = world.item();
        String depot = world.site(30.7, 114.4);
        String supplier = suppliers.of(item);
        String id = ask(supplier, depot, item, 10);
        promise(supplier, id, 10, 5).statusCode(200);
        world.move(
                java.util.Map.of(
                        "kind",
                        "RECEIPT",
                        "site",
                        depot,
                        "item",
                        item,
                        "quantity",
                        1,
                        "lot",
                        "X",
                        "expiry",
                        "2030-01-01"),
                201);
        String shipment = ship(supplier, id, "ASN-" + id, 10, ",\"lot\":\"X\",\"expiry\":\"2031-01-01\"")
                .extract()
                .jsonPath()
                .getString("shipments[0].id");
        officer(id, "receive", "{\"shipment\":\"" + shipment + "\"}")
                .statusCode(422)
                .body("violations.field", hasItem("expiry"));
        request(id)
                .body("state", is("SHIPPED"))
                .body("shipments[0].state", is("ANNOUNCED"))
                .body("received", is(0));
        officer(
                        id,
                        "receive",
                        "{\"shipment\":\"%s\",\"lines\":[{\"line\":1,\"accepted\":10,\"expiry\":\"2030-01-01\"}]}"
                                .formatted(shipment))
                .statusCode(200)
                .body("state", is("RECEIVED"));
    }

    @Test
    void shouldShowASupplierOnlyItsOwn() {
        String item = world.item();
        String depot = world.site(30.7, 114.4);
        String supplier = suppliers.of(item);
        String other = suppliers.of(item);
        String id = ask(supplier, depot, item, 10);
        String draft = UUID.randomUUID().toString();
        ask(
                        draft,
                        other,
                        depot,
                        item,
                        5,
                        ",\"draft\":true,\"need\":\""
                                + request(id).extract().jsonPath().getString("need") + "\"")
                .statusCode(201)
                .body("state", is("DRAFT"));
        for (String foreign : List.of(id, draft)) {
            as(other).get("/api/v1/supplier/restock-requests/" + foreign).then().statusCode(404);
            answer(other, foreign, "acknowledge", "{}").statusCode(404);
            promise(other, foreign, 5, 5).statusCode(404);
            answer(other, foreign, "decline", "{\"reason\":\"no\"}").statusCode(404);
            ship(other, foreign, "A-" + foreign, 5, "").statusCode(404);
        }
        as(other).get("/api/v1/supplier/restock-requests").then().body("items.id", not(hasItem(draft)));
        officer(draft, "send", "{}").statusCode(200).body("state", is("SENT"));
        as(other).get("/api/v1/supplier/restock-requests").then().body("items.id", hasItem(draft));
        request(id).body("state", is("SENT"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            promise | {"quantity":5,"date":"2099-01-01T00:00:00Z"} | date | 422
            promise | {"quantity":11,"date":"%in%"} | quantity | 422
            promise | {"quantity":0,"date":"%in%"} | quantity | 422
            promise | {"quantity":-5,"date":"%in%"} | quantity | 422
            promise | {"quantity":5,"date":"2020-01-01T00:00:00Z"} | date | 422
            promise | {"parts":[]} | parts | 422
            promise | {"parts":[{"quantity":6,"date":"%in%"},{"quantity":5,"date":"%in%"}]} | quantity | 422
            promise | {"parts":[null]} | parts[0].quantity | 422
            promise | {"quantity":5} | date | 422
            promise | {"quantity":5.5,"date":"%in%"} | quantity | 400
            promise | {"quantity":5,"date":"tomorrow"} | date | 400
            decline | {} | reason | 422
            ship | {"asn":"A","quantity":5} | eta | 422
            """)
    void shouldRefuseABadAnswerAndAuditIt(String what, String body, String field, int status) {
        String item = world.item();
        String supplier = suppliers.of(item);
        String id = ask(supplier, world.site(30.7, 114.4), item, 10);
        answer(supplier, id, what, body.replace("%in%", in(4)))
                .statusCode(status)
                .body("violations.field", hasItem(field));
        request(id).body("state", is("SENT")).body("promised", is(0));
        if (status == 422) {
            assertThat(audited("restock." + what + ".refused", id)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "eta":"%in%","quantity":5 | asn
            "asn":"A","eta":"2020-01-01T00:00:00Z","quantity":5 | eta
            "asn":"A","eta":"%in%","quantity":11 | quantity
            "asn":"A","eta":"%in%","quantity":5,"expiry":"2020-01-01" | expiry
            "asn":"A","eta":"%in%","quantity":5,"sscc":"106141411234567890" | sscc
            "asn":"A","eta":"%in%","lines":[{"quantity":2},{"quantity":-2}] | lines[1].quantity
            "asn":"A","eta":"%in%","quantity":1,"lines":[{"quantity":2}] | lines
            """)
    void shouldRefuseABadNotice(String members, String field) {
        String item = world.item();
        String supplier = suppliers.of(item);
        String id = ask(supplier, world.site(30.7, 114.4), item, 10);
        promise(supplier, id, 10, 5).statusCode(200);
        answer(supplier, id, "ship", "{" + members.replace("%in%", in(4)) + "}")
                .statusCode(422)
                .body("violations.field", hasItem(field));
        request(id).body("state", is("PROMISED")).body("shipped", is(0));
    }

    @Test
    void shouldRefuseWhatIsNotPossibleInTheState() {
        String item = world.item();
        String supplier = suppliers.of(item);
        String id = ask(supplier, world.site(30.7, 114.4), item, 10);
        ship(supplier, id, "B-" + id, 5, "").statusCode(409).body("type", is("/problems/illegal-transition"));
        officer(id, "receive", "{\"lines\":[{\"accepted\":5}]}").statusCode(409);
        promise(supplier, id, 10, 5).statusCode(200);
        answer(supplier, id, "acknowledge", "{}").statusCode(409);
        ship(supplier, id, "B-" + id, 5, "").statusCode(200);
        ship(supplier, id, "B-" + id, 5, "").statusCode(422).body("violations.field", hasItem("asn"));
        promise(supplier, id, 4, 5).statusCode(422);
        answer(supplier, id, "decline", "{\"reason\":\"no\"}").statusCode(409);
        officer(id, "cancel", "{}").statusCode(409);
        String shipment = request(id).extract().jsonPath().getString("shipments[0].id");
        officer(id, "receive", "{\"shipment\":\"" + shipment + "\",\"lines\":[{\"line\":1,\"accepted\":4}]}")
                .statusCode(422)
                .body("violations.field", hasItem("lines[0].reason"));
        officer(id, "receive", "{\"shipment\":\"" + UUID.randomUUID() + "\"}").statusCode(422);
        officer(id, "receive", "{\"shipment\":\"" + shipment + "\"}").statusCode(200);
        promise(supplier, id, 5, 5).statusCode(200).body("state", is("RECEIVED"));
        officer(id, "cancel", "{}").statusCode(409);
    }

    @Test
    void shouldNotOpenASecondNeedForTheSameThing() {
        String item = world.item();
        String depot = world.site(30.7, 114.4);
        String supplier = suppliers.of(item);
        String other = suppliers.of(item);
        String id = ask(supplier, depot, item, 10);
        ask(UUID.randomUUID().toString(), other, depot, item, 10, "")
                .statusCode(409)
                .body("detail", containsString(request(id).extract().jsonPath().getString("need")));
        officer(id, "cancel", "{\"reason\":\"found some\"}").statusCode(200).body("state", is("CANCELLED"));
        ask(other, depot, item, 10);
    }

    @Test
    void shouldOpenOneNeedUnderThirtyTwoOfficersAtOnce() {
        String item = world.item();
        String depot = world.site(30.7, 114.4);
        List<String> all =
                IntStream.range(0, 4).mapToObj(i -> suppliers.of(item)).toList();
        List<Integer> answers = together(
                32,
                i -> ask(UUID.randomUUID().toString(), all.get(i % 4), depot, item, 10, "")
                        .extract()
                        .statusCode());
        assertThat(answers).containsOnly(201, 409);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
        as("officer").get("/api/v1/restock-requests?item=" + item).then().body("items.size()", is(1));
    }

    @Test
    void shouldEndAPromiseRacingACancelOneWay() {
        for (int round = 0; round < 8; round++) {
            String item = world.item();
            String supplier = suppliers.of(item);
            String id = ask(supplier, world.site(30.7, 114.4), item, 10);
            List<Integer> answers = together(
                    2,
                    i -> (i == 0 ? promise(supplier, id, 10, 5) : officer(id, "cancel", "{}"))
                            .extract()
                            .statusCode());
            JsonPath end = request(id).extract().jsonPath();
            assertThat(answers.get(1)).isEqualTo(200);
            assertThat(end.getString("state")).isEqualTo("CANCELLED");
            assertThat(answers.get(0)).isIn(200, 409);
            assertThat(end.getLong("promised")).isEqualTo(answers.get(0) == 200 ? 10 : 0);
            promise(supplier, id, 10, 5).statusCode(409);
        }
    }

    private static List<Integer> together(int clients, java.util.function.IntFunction<Integer> call) {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            return IntStream.range(0, clients)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), pool))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            pool.shutdown();
        }
    }

    private long audited(String action, String subject) {
        return suppliers.count("select count(*) from audit_log where action = $1 and subject = $2", action, subject);
    }
}
