package dev.muster.allocation;

import static dev.muster.allocation.Desk.as;
import static dev.muster.allocation.Desk.body;
import static dev.muster.allocation.Desk.request;
import static dev.muster.allocation.Desk.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kits: asked for, assembled, broken. A bag holds 10 masks and 2 tourniquets. */
@QuarkusTest
class KitTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Inject
    AWorld world;

    @Inject
    Desk desk;

    @Inject
    Invariants invariants;

    String hospital;
    String near;
    String far;
    String mask;
    String tourniquet;
    String bag;

    @BeforeEach
    void aBagOfMasksAndTourniquets() {
        hospital = world.site(30.0, 114.0);
        near = world.site(30.1, 114.0);
        far = world.site(31.0, 114.0);
        mask = world.item();
        tourniquet = world.item();
        bag = "BAG-" + UUID.randomUUID();
        put(bag, part(mask, 10), part(tourniquet, 2)).statusCode(201);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.check();
    }

    @Test
    void shouldServeAKitByItsPartsAndCountItOnceAllAreThere() {
        world.receive(near, mask, 100);
        String id = ask(3);
        request(id)
                .body("lines", hasSize(3))
                .body("lines[0].quantity", equalTo(3))
                .body("lines[0].allocated", equalTo(0))
                .body("lines[0].shortage", equalTo(3))
                .body("lines[0].assembled", equalTo(0))
                .body("lines[1].kit", equalTo(1))
                .body("lines[1].perKit", equalTo(10))
                .body("lines[1].quantity", equalTo(30))
                .body("lines[1].allocated", equalTo(30))
                .body("lines[2].item", equalTo(tourniquet))
                .body("lines[2].shortage", equalTo(6))
                .body("state", equalTo("PARTLY_ALLOCATED"));
        world.receive(far, tourniquet, 5);
        request(id).body("lines[0].allocated", equalTo(2)).body("lines[0].shortage", equalTo(1));
        world.receive(far, tourniquet, 5);
        request(id).body("lines[0].shortage", equalTo(0)).body("state", equalTo("ALLOCATED"));
        Desk.explanation(id, "en")
                .body("decisions.words.flatten()", hasItem(containsString("gives 30")))
                .body("decisions.findAll { it.line == 1 }.words.flatten()", hasItem(containsString(tourniquet)))
                .body(
                        "decisions.words.flatten()",
                        hasItem(containsString("of " + tourniquet + " there is enough for 0 only")));
    }

    @Test
    void shouldPreferAssembledKitsThatAreNoFartherAndTakeTheRestApart() {
        world.receive(far, mask, 1000);
        world.receive(far, tourniquet, 1000);
        assemble(far, 4, "").statusCode(201);
        world.receive(near, mask, 20);
        world.receive(near, tourniquet, 4);
        String id = ask(7);
        // two from nearer parts, four assembled, one from parts as far away
        request(id)
                .body("lines[0].assembled", equalTo(4))
                .body("lines[0].allocated", equalTo(7))
                .body("lines[0].allocations.source", hasItem(far))
                .body("lines[1].quantity", equalTo(30))
                .body("lines[1].allocations.source", hasItem(near))
                .body("state", equalTo("ALLOCATED"));
        Desk.explanation(id, "en")
                .body("decisions.findAll { it.line == 1 }.kits.assembled", hasItem(4))
                .body("decisions.findAll { it.line == 1 }.kits.asParts", hasItem(3))
                .body("decisions.words.flatten()", hasItem("Of 7 kits 4 are served assembled, 3 as their parts."))
                .body("decisions.words.flatten()", hasItem(containsString("since beyond 2 kits the parts are not")))
                .body("decisions.words.flatten()", hasItem(containsString("farthest away is")));
        Desk.explanation(id, "zh").body("decisions.words.flatten()", hasItem(containsString("成套供应 4 套")));
    }

    @Test
    void shouldServeWhoIsShortOfPartsWithKitsAssembledLater() {
        String id = ask(2);
        request(id).body("lines[0].shortage", equalTo(2)).body("lines[1].shortage", equalTo(20));
        world.receive(near, bag, 1);
        request(id)
                .body("lines[0].assembled", equalTo(1))
                .body("lines[0].allocated", equalTo(1))
                .body("lines[1].quantity", equalTo(10));
        as("officer")
                .post("/api/v1/allocations/" + request(id).extract().jsonPath().getString("lines[0].allocations[0].id")
                        + "/release")
                .then()
                .statusCode(200);
        request(id)
                .body("lines[0].assembled", equalTo(0))
                .body("lines[0].allocated", equalTo(0))
                .body("lines[1].shortage", equalTo(20));
    }

    @Test
    void shouldTakeBackAssembledKitsFromLowerClassesWhereThereAreNoParts() {
        world.receive(near, bag, 2);
        String low = send(body(UUID.randomUUID().toString(), far, bag, "ROUTINE", 2, ""))
                .statusCode(201)
                .body("lines[0].allocated", equalTo(2))
                .extract()
                .path("id");
        String high = send(body(UUID.randomUUID().toString(), hospital, bag, "STAT", 3, ""))
                .statusCode(201)
                .extract()
                .path("id");
        request(high)
                .body("lines[0].allocated", equalTo(2))
                .body("lines[0].shortage", equalTo(1))
                .body("lines[1].shortage", equalTo(10));
        request(low).body("lines[0].allocated", equalTo(0)).body("lines[0].shortage", equalTo(2));
        assertThat(request(low).extract().jsonPath().getLong("lines.find { it.kit == 1 }.shortage"))
                .isEqualTo(20);
    }

    @Test
    void shouldRefuseAllOrNothingOfAKitThatIsNotWhole() {
        world.receive(near, mask, 100);
        String all = body(UUID.randomUUID().toString(), hospital, bag, "ASAP", 1, "")
                .replaceFirst("\\{", "{\"allOrNothing\":true,");
        send(all).statusCode(409).body("type", equalTo("/problems/not-enough-stock"));
        world.receive(near, tourniquet, 2);
        send(all).statusCode(201).body("lines[0].allocated", equalTo(1));
    }

    @Test
    void shouldLetAnOfficerServeKitsWithAssembledOnesAndStateHowManyLater() {
        String id = UUID.randomUUID().toString();
        send(body(id, hospital, bag, "ASAP", 1, "").replace("\"quantity\":1", "\"quantity\":null"))
                .statusCode(201)
                .body("lines", hasSize(1));
        as("officer")
                .body("{\"quantity\":2}")
                .post("/api/v1/requests/" + id + "/lines/1/quantity")
                .then()
                .statusCode(200);
        request(id).body("lines", hasSize(3)).body("lines[0].quantity", equalTo(2));
        world.receive(near, bag, 5);
        request(id).body("lines[0].allocated", equalTo(2));
        as("officer").post("/api/v1/requests/" + id + "/cancel").then().statusCode(200);
        assertThat(available(near, bag)).isEqualTo(5);
    }

    @Test
    void shouldAssembleAndBreakAsMovementsThatLoseNothing() {
        receive(near, mask, "M1", TODAY.plusDays(30), 15);
        receive(near, mask, "M2", TODAY.plusDays(90), 30);
        receive(near, tourniquet, "T1", TODAY.plusDays(60), 9);
        String movement = UUID.randomUUID().toString();
        String command =
                "{\"id\":\"%s\",\"kind\":\"ASSEMBLY\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":4,\"lot\":\"K1\"}"
                        .formatted(movement, near, bag);
        move(command)
                .statusCode(201)
                .body("item", equalTo(bag))
                .body("quantity", equalTo(4))
                .body("entries[0].lot", equalTo("K1"))
                .body("entries[0].expiry", equalTo(TODAY.plusDays(30).toString()))
                .body("entries[0].from", equalTo("ASSEMBLED"))
                .body("entries.findAll { it.lot == 'M1' }.quantity", equalTo(List.of(15)))
                .body("entries.findAll { it.lot == 'M2' }.quantity", equalTo(List.of(25)));
        move(command).statusCode(200);
        move(command.replace("\"quantity\":4", "\"quantity\":1")).statusCode(409);
        assertThat(available(near, mask)).isEqualTo(5);
        assertThat(available(near, bag)).isEqualTo(4);
        move(command.replace(movement, UUID.randomUUID().toString()))
                .statusCode(422)
                .body("violations[0].field", equalTo("lot"));

        breakUp(near, 5).statusCode(409).body("detail", containsString("K1 4"));
        String broken = UUID.randomUUID().toString();
        move("{\"id\":\"%s\",\"kind\":\"BREAKING\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":2}"
                        .formatted(broken, near, bag))
                .statusCode(201)
                .body("entries.findAll { it.lot == 'M1' }.quantity", equalTo(List.of(15)))
                .body("entries.findAll { it.lot == 'M2' }.quantity", equalTo(List.of(5)))
                .body("entries[1].item", equalTo(mask));
        breakUp(near, 1).statusCode(201).body("entries.findAll { it.lot == 'M2' }.quantity", equalTo(List.of(10)));
        move("{\"kind\":\"REVERSAL\",\"reverses\":\"%s\",\"reason\":\"miscounted\"}".formatted(broken))
                .statusCode(201);
        assertThat(available(near, bag)).isEqualTo(3);
        breakUp(near, 3).statusCode(201);
        assertThat(available(near, bag)).isZero();
        assertThat(available(near, mask)).isEqualTo(45);
        assertThat(available(near, tourniquet)).isEqualTo(9);
    }

    @Test
    void shouldRefuseToAssembleOrBreakWhatCannotBe() {
        world.receive(near, mask, 10);
        assemble(near, 1, "").statusCode(409).body("detail", containsString(tourniquet + " 0/2"));
        assertThat(available(near, mask)).isEqualTo(10);
        move("{\"kind\":\"ASSEMBLY\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":1}".formatted(near, mask))
                .statusCode(422)
                .body("violations[0].field", equalTo("item"));
        assemble(near, 1_000_000_000_000L, "").statusCode(422).body("violations[0].field", equalTo("quantity"));
        world.receive(near, bag, 1);
        breakUp(near, 1).statusCode(409).body("detail", containsString("not assembled here"));
    }

    @Test
    void shouldTakeOutOfAKitWhatWentInThoughItsContentsAreOthersNow() {
        world.receive(near, mask, 10);
        world.receive(near, tourniquet, 2);
        assemble(near, 1, "").statusCode(201);
        put(bag, part(mask, 1)).statusCode(200);
        breakUp(near, 1).statusCode(201);
        assertThat(available(near, tourniquet)).isEqualTo(2);
        assertThat(available(near, mask)).isEqualTo(10);
    }

    @Test
    void shouldKnowKitsInKitsButNoneWithinItself() {
        String big = "BIG-" + UUID.randomUUID();
        put(big, part(bag, 3), part(mask, 5)).statusCode(201).body("contents[0].item", equalTo(bag));
        send(body(UUID.randomUUID().toString(), hospital, big, "ASAP", 2, ""))
                .statusCode(201)
                .body("lines.find { it.item == '%s' }.quantity".formatted(mask), equalTo(70))
                .body("lines.find { it.item == '%s' }.quantity".formatted(tourniquet), equalTo(12));
        put(bag, part(mask, 10), part(big, 1)).statusCode(422).body("violations[0].field", equalTo("contents"));
        as("admin").get("/api/v1/items/" + bag).then().body("contents", hasSize(2));
    }

    @Test
    void shouldRefuseContentsThatCannotBe() {
        String kit = "KIT-" + UUID.randomUUID();
        put(kit, part(kit, 1)).statusCode(422).body("violations[0].field", equalTo("contents[0].item"));
        put(kit, part("NO-SUCH", 1)).statusCode(422).body("violations[0].field", equalTo("contents[0].item"));
        put(kit, part(mask, 0)).statusCode(422).body("violations[0].field", equalTo("contents[0].quantity"));
        put(kit, part(mask, 1), part(mask, 2)).statusCode(422).body("violations[0].field", equalTo("contents[1].item"));
        String[] many = new String[101];
        Arrays.setAll(many, n -> part("X" + n, 1));
        put(kit, many).statusCode(422).body("violations[0].field", equalTo("contents"));
        as("admin").get("/api/v1/items/" + kit).then().statusCode(404);
        as("admin")
                .body("{\"kind\":\"STAFF\",\"name\":{\"en\":\"x\"},\"baseUnit\":\"person\"}")
                .put("/api/v1/items/" + mask)
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("kind"));
    }

    @Test
    void shouldLoseNothingWhereManyAssembleBreakAndAskAtOnce() throws Exception {
        world.receive(near, mask, 200);
        world.receive(near, tourniquet, 40);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = clients.invokeAll(java.util.stream.IntStream.range(0, 48)
                    .<java.util.concurrent.Callable<Integer>>mapToObj(n -> () -> switch (n % 3) {
                        case 0 -> assemble(near, 1 + n % 4, "").extract().statusCode();
                        case 1 -> breakUp(near, 1).extract().statusCode();
                        default ->
                            send(body(UUID.randomUUID().toString(), hospital, bag, "ASAP", 1, ""))
                                    .extract()
                                    .statusCode();
                    })
                    .toList());
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(Set.of(201, 409));
            }
        } finally {
            clients.shutdownNow();
        }
        long inKits = onHand(near, bag);
        assertThat(onHand(near, mask) + 10 * inKits).isEqualTo(200);
        assertThat(onHand(near, tourniquet) + 2 * inKits).isEqualTo(40);
        desk.lookAgain(bag);
    }

    @Test
    void shouldRefuseARequestWhoseKitsComeToTooManyLines() {
        String big = "BAG-" + UUID.randomUUID();
        put(
                        big,
                        java.util.stream.Stream.generate(() -> part(world.item(), 1))
                                .limit(10)
                                .toArray(String[]::new))
                .statusCode(201);
        String id = UUID.randomUUID().toString();
        String lines = "{\"item\":\"" + big + "\",\"quantity\":1},";
        String one = body(id, hospital, big, "ASAP", 1, "");
        String many = one.replace("\"lines\":[", "\"lines\":[" + lines.repeat(454));
        as("officer")
                .header("Accept-Language", "en")
                .body(many)
                .post("/api/v1/requests")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("lines"))
                .body("violations[0].message", containsString("5"))
                .body("violations[0].message", containsString("lines"));
        as("officer").get("/api/v1/requests/" + id).then().statusCode(404);
        send(one.replace("\"lines\":[", "\"lines\":[" + lines.repeat(9)))
                .statusCode(201)
                .body("lines", hasSize(110));
    }

    private String ask(long kits) {
        return send(body(UUID.randomUUID().toString(), hospital, bag, "ASAP", kits, ""))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String part(String item, long quantity) {
        return "{\"item\":\"%s\",\"quantity\":%d}".formatted(item, quantity);
    }

    private static ValidatableResponse put(String kit, String... parts) {
        return as("admin")
                .body("{\"kind\":\"SUPPLY\",\"name\":{\"en\":\"Bag\"},\"baseUnit\":\"bag\",\"contents\":["
                        + String.join(",", parts) + "]}")
                .put("/api/v1/items/" + kit)
                .then();
    }

    private ValidatableResponse assemble(String site, long kits, String more) {
        return move("{\"kind\":\"ASSEMBLY\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%d%s}"
                .formatted(site, bag, kits, more));
    }

    private ValidatableResponse breakUp(String site, long kits) {
        return move(
                "{\"kind\":\"BREAKING\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%d}".formatted(site, bag, kits));
    }

    private static ValidatableResponse move(String movement) {
        return as("officer").body(movement).post("/api/v1/movements").then();
    }

    private void receive(String site, String item, String lot, LocalDate expiry, long quantity) {
        world.move(
                Map.of(
                        "kind",
                        "RECEIPT",
                        "site",
                        site,
                        "item",
                        item,
                        "lot",
                        lot,
                        "expiry",
                        expiry.toString(),
                        "quantity",
                        quantity),
                201);
    }

    private static long available(String site, String item) {
        return sum(site, item, "available");
    }

    private static long onHand(String site, String item) {
        return sum(site, item, "onHand");
    }

    private static long sum(String site, String item, String of) {
        JsonPath stock = as("officer")
                .get("/api/v1/stock?site=" + site + "&item=" + item)
                .then()
                .extract()
                .jsonPath();
        return stock.getList("items." + of, Long.class).stream().collect(Collectors.summingLong(n -> n));
    }
}
