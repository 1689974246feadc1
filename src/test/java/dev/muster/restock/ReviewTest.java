package dev.muster.restock;

import static dev.muster.restock.ASupplier.answer;
import static dev.muster.restock.ASupplier.as;
import static dev.muster.restock.ASupplier.officer;
import static dev.muster.restock.ASupplier.promise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.AWorld;
import dev.muster.allocation.Desk;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The review as it follows the event log; tests let it catch up themselves, and the service's own rounds do no harm. */
@QuarkusTest
class ReviewTest {

    @Inject
    AWorld world;

    @Inject
    ASupplier suppliers;

    @Inject
    Desk desk;

    @Inject
    Reviews reviews;

    @Inject
    Reviewers reviewers;

    @Inject
    RestockDeadlines deadlines;

    @AfterEach
    void usualPolicy() {
        policy("{}");
    }

    private static void policy(String settings) {
        as("commander").body(settings).put("/api/v1/restock-policy").then().statusCode(200);
    }

    private void catchUp() {
        reviewers.catchUp();
    }

    private static ValidatableResponse suggestions(String site, String item) {
        return as("officer")
                .get("/api/v1/restock-suggestions?site=" + site + "&item=" + item)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse requests(String item) {
        return as("officer").get("/api/v1/restock-requests?item=" + item).then().statusCode(200);
    }

    @Test
    void shouldSuggestInWordsAndFiguresAndAskByOneClick() {
        String item = world.item();
        String depot = world.site(31.0, 114.0);
        String near = suppliers.of(item);
        String far = suppliers.of(item);
        suppliers.execute(
                "update supplier_item set lead_time_hours = 240, pack_size = 50, capacity_per_day = 5 where supplier = $1",
                Tuple.of(far));
        suppliers.execute(
                "update supplier_item set lead_time_hours = 24, pack_size = 50, capacity_per_day = 60, minimum_order = 50 "
                        + "where supplier = $1",
                Tuple.of(near));
        Desk.floor(depot, item, 80);
        catchUp();
        suggestions(depot, item)
                .body("items[0].reason", is("BELOW_FLOOR"))
                .body("items[0].quantity", is(80))
                .body("items[0].policy", containsString("restock@"))
                .body("items[0].figures.suppliers.supplier", contains(near, far))
                .body("items[0].figures.split.supplier", contains(near, far))
                .body("items[0].figures.split.quantity", contains(50, 50))
                .body("items[0].words[0]", containsString("floor is 80"));
        as("officer")
                .header("Accept-Language", "zh")
                .get("/api/v1/restock-suggestions?site=" + depot)
                .then()
                .body("items[0].words[0]", containsString("低于储备底线"));

        String path = "/api/v1/restock-suggestions/" + depot + "/" + item + "/send";
        as("officer").body("{}").post(path).then().statusCode(201).body("requests", hasSize(2));
        as("commander").body("{}").post(path).then().statusCode(409);
        catchUp();
        suggestions(depot, item).body("items", hasSize(0));
        requests(item).body("items.need.unique()", hasSize(1));
    }

    @Test
    void shouldSendAShortageToTheNearestWarehouseAndSayWhenItEnds() {
        String item = world.item();
        String hospital = world.site(-40.0, 20.0);
        String depot = world.site(-40.5, 20.5);
        suppliers.execute("update site set kind = 'WAREHOUSE' where code = $1", Tuple.of(depot));
        as("admin")
                .body("{\"name\":{\"en\":\"x\"},\"kind\":\"WAREHOUSE\",\"latitude\":-40.5,\"longitude\":20.6}")
                .put("/api/v1/sites/" + depot)
                .then()
                .statusCode(200);
        String supplier = suppliers.of(item);
        String first = desk.ask(hospital, item, "STAT", 60);
        String second = desk.ask(hospital, item, "ROUTINE", 60);
        catchUp();
        suggestions(depot, item)
                .body("items[0].reason", is("SHORTAGE"))
                .body("items[0].quantity", is(120))
                .body("items[0].urgency", is("STAT"));
        as("officer")
                .body("{}")
                .post("/api/v1/restock-suggestions/" + depot + "/" + item + "/send")
                .then()
                .statusCode(201);
        catchUp();
        String path = "/api/v1/shortages?item=" + item;
        as("viewer").get(path).then().body("items.find { it.request == '" + first + "' }.asked", is(60));
        String id = requests(item).extract().jsonPath().getString("items[0].id");
        promise(supplier, id, 70, 20).statusCode(200);
        catchUp();
        as("viewer")
                .get(path)
                .then()
                .body("items.find { it.request == '" + first + "' }.promised", is(60))
                .body("items.find { it.request == '" + first + "' }.endsAt", notNullValue())
                .body("items.find { it.request == '" + second + "' }.promised", is(10))
                .body("items.find { it.request == '" + second + "' }.endsAt", nullValue());
        officer(id, "receive", "{\"lines\":[{\"accepted\":60}]}").statusCode(200);
        assertThat(Desk.allocated(first)).isEqualTo(60);
        catchUp();
        as("viewer").get(path).then().body("items.request", contains(second));
    }

    @Test
    void shouldForeseeFromTheLedgerThatItRunsOut() {
        String item = world.item();
        String depot = world.site(31.0, 114.0);
        suppliers.of(item);
        world.receive(depot, item, 100);
        String issue = UUID.randomUUID().toString();
        world.move(
                Map.of("id", issue, "kind", "ISSUE", "site", depot, "item", item, "quantity", 95, "reason", "used"),
                201);
        catchUp();
        suggestions(depot, item)
                .body("items[0].reason", is("RUNS_OUT"))
                .body("items[0].figures.consumed", is(95))
                .body("items[0].quantity", is(21 + 21 - 5));
        world.move(Map.of("kind", "REVERSAL", "reverses", issue, "reason", "counted wrongly"), 201);
        catchUp();
        suggestions(depot, item).body("items", hasSize(0));
    }

    @Test
    void shouldAskByItselfOnlyForTheReasonsOfThePolicy() {
        String item = world.item();
        String depot = world.site(31.0, 114.0);
        suppliers.of(item);
        policy("{\"automatic\":[\"SHORTAGE\"]}");
        Desk.floor(depot, item, 40);
        catchUp();
        requests(item).body("items", hasSize(0));
        policy("{\"automatic\":[\"SHORTAGE\",\"BELOW_FLOOR\"]}");
        catchUp();
        requests(item)
                .body("items", hasSize(1))
                .body("items[0].quantity", is(40))
                .body("items[0].state", is("SENT"));
        catchUp();
        requests(item).body("items", hasSize(1));
    }

    /** Whoever triggers it: two processes' reviews, officers, and the service's own rounds. */
    @Test
    void shouldAskOnceUnderThirtyTwoTriggersInTwoProcesses() {
        String item = world.item();
        String depot = world.site(31.0, 114.0);
        String supplier = suppliers.of(item);
        policy("{\"automatic\":[\"BELOW_FLOOR\"]}");
        Desk.floor(depot, item, 40);
        together(32, i -> {
            if (i % 4 == 0) {
                as("officer").body("{}").post("/api/v1/restock-suggestions/" + depot + "/" + item + "/send");
            } else if (i % 4 == 1) {
                ASupplier.ask(UUID.randomUUID().toString(), supplier, depot, item, 40, "");
            } else {
                reviewers.review(i % 2, depot, item);
            }
        });
        requests(item).body("items", hasSize(1)).body("items[0].quantity", is(40));
        assertThat(suppliers.count(
                        "select count(*) from restock_need n join item i on i.id = n.item_id where i.code = $1", item))
                .isEqualTo(1);
    }

    @Test
    void shouldAskTheNextSupplierForWhatOneDeclinesOrPromisesShort() {
        String item = world.item();
        String depot = world.site(31.0, 114.0);
        String first = suppliers.of(item);
        suppliers.execute("update supplier_item set lead_time_hours = 12 where supplier = $1", Tuple.of(first));
        String second = suppliers.of(item);
        suppliers.execute("update supplier_item set lead_time_hours = 24 where supplier = $1", Tuple.of(second));
        String third = suppliers.of(item);
        suppliers.execute("update supplier_item set lead_time_hours = 48 where supplier = $1", Tuple.of(third));
        String id = ASupplier.ask(first, depot, item, 100);
        promise(first, id, 30, 10).statusCode(200);
        catchUp();
        requests(item).body("items.find { it.supplier == '" + second + "' }.quantity", is(70));
        String next =
                requests(item).extract().jsonPath().getString("items.find { it.supplier == '" + second + "' }.id");
        answer(second, next, "decline", "{\"reason\":\"sold out\"}").statusCode(200);
        catchUp();
        requests(item)
                .body("items.find { it.supplier == '" + third + "' }.quantity", is(70))
                .body("items.need.unique()", hasSize(1));
    }

    @Test
    void shouldRemindThenMarkOverdueThenGiveUpByTheDatabasesClock() {
        String item = world.item();
        String depot = world.site(31.0, 114.0);
        String supplier = suppliers.of(item);
        String other = suppliers.of(item);
        String id = ASupplier.ask(supplier, depot, item, 10);
        earlier(id, 50);
        round();
        ASupplier.request(id).body("remindedAt", notNullValue()).body("overdue", is(false));
        earlier(id, 100);
        round();
        ASupplier.request(id).body("overdue", is(true)).body("state", is("SENT"));
        catchUp();
        requests(item).body("items.find { it.supplier == '" + other + "' }.quantity", is(10));
        earlier(id, 200);
        round();
        ASupplier.request(id).body("state", is("CANCELLED")).body("reason", is("NO_ANSWER"));
        promise(supplier, id, 10, 3).statusCode(409);
    }

    @Test
    void shouldMarkPromisedGoodsOverdueUntilANewDateIsPromised() {
        String item = world.item();
        String supplier = suppliers.of(item);
        String id = ASupplier.ask(supplier, world.site(31.0, 114.0), item, 10);
        promise(supplier, id, 10, 5).statusCode(200);
        suppliers.execute(
                "update restock_request set due = now() - interval '1 minute' where id = $1",
                Tuple.of(UUID.fromString(id)));
        round();
        ASupplier.request(id).body("overdue", is(true)).body("state", is("PROMISED"));
        promise(supplier, id, 8, 9).statusCode(200).body("overdue", is(false)).body("promised", is(8));
    }

    private void round() {
        deadlines.round().await().atMost(Duration.ofSeconds(30));
    }

    /** As if so many percent of the 24 hours had passed that it has to be answered in. */
    private void earlier(String id, int percent) {
        suppliers.execute(
                "update restock_request set sent_at = now() - interval '14.4 minutes' * $2::int, "
                        + "answer_by = now() - interval '14.4 minutes' * ($2::int - 100), "
                        + "remind_at = now() - interval '14.4 minutes' * ($2::int - 50) where id = $1",
                Tuple.of(UUID.fromString(id), percent));
    }

    private static void together(int clients, java.util.function.IntConsumer call) {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<CompletableFuture<Void>> all = IntStream.range(0, clients)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> call.accept(i), pool))
                    .toList();
            all.forEach(CompletableFuture::join);
        } finally {
            pool.shutdown();
        }
    }
}
