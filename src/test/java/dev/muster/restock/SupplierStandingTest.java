package dev.muster.restock;

import static dev.muster.restock.ASupplier.answer;
import static dev.muster.restock.ASupplier.as;
import static dev.muster.restock.ASupplier.ask;
import static dev.muster.restock.ASupplier.in;
import static dev.muster.restock.ASupplier.promise;
import static dev.muster.restock.ASupplier.ship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a supplier may still do that is suspended, and one that is closed. */
@QuarkusTest
class SupplierStandingTest {

    @Inject
    AWorld world;

    @Inject
    ASupplier suppliers;

    @Test
    void shouldShipWhatItHasPromisedWhileSuspendedAndTakeOnNothingMore() {
        String item = world.item();
        String second = world.item();
        String site = world.site(30.0, 114.0);
        String supplier = suppliers.of(item);
        suppliers.delivers(supplier, second);
        String promised = ask(supplier, site, item, 100);
        String open = ask(supplier, site, second, 50);
        promise(supplier, promised, 60, 24).statusCode(200);
        standing(supplier, "SUSPENDED");

        as(supplier)
                .get("/api/v1/supplier/restock-requests")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(open));
        promise(supplier, open, 50, 24).statusCode(403).body("detail", containsString("suspended"));
        promise(supplier, promised, 61, 24).statusCode(403);
        promise(supplier, promised, 60, 48).statusCode(200);
        ship(supplier, promised, "A-" + promised, 61, "").statusCode(403);
        ship(supplier, promised, "A-" + promised, 60, "").statusCode(200);
        as(supplier)
                .body("{\"id\":\"%s\",\"item\":\"%s\",\"quantity\":1,\"availableAt\":\"%s\"}"
                        .formatted(UUID.randomUUID(), item, in(24)))
                .post("/api/v1/supplier/offers")
                .then()
                .statusCode(422);
        answer(supplier, open, "decline", "{\"reason\":\"suspended\"}").statusCode(200);
        assertThat(suppliers.count(
                        "select count(*) from audit_log where action = 'restock.promise.refused' and subject = $1",
                        open))
                .isEqualTo(1);
    }

    @Test
    void shouldSeeAndDoNothingOnceClosed() {
        String item = world.item();
        String supplier = suppliers.of(item);
        String asked = ask(supplier, world.site(30.0, 114.0), item, 10);
        standing(supplier, "CLOSED");

        for (String path : new String[] {"restock-requests", "offers", "events", "webhooks", "api-keys"}) {
            as(supplier)
                    .get("/api/v1/supplier/" + path)
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("closed"));
        }
        promise(supplier, asked, 10, 24).statusCode(403);
        assertThat(suppliers.count(
                        "select count(*) from audit_log where action = 'restock.promise.refused' and subject = $1",
                        asked))
                .isEqualTo(1);
        standing(supplier, "ACTIVE");
        promise(supplier, asked, 10, 24).statusCode(200);
    }

    private void standing(String supplier, String status) {
        suppliers.execute("update supplier set status = $2 where code = $1", Tuple.of(supplier, status));
    }
}
