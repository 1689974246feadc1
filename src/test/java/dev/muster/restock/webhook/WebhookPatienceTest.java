package dev.muster.restock.webhook;

import static dev.muster.restock.webhook.HookedSupplier.LIMIT;
import static dev.muster.restock.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a receiver is waited for, and when it is given up. */
@QuarkusTest
class WebhookPatienceTest {

    @Inject
    HookedSupplier supplier;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void shouldLeaveAReceiverAloneForAsLongAsItAsks() {
        receiver.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            exchange.sendResponseHeaders(429, -1);
        });
        supplier.register(receiver.url());
        supplier.happens("too much");
        await().atMost(LIMIT).until(() -> supplier.deliveries().getInt("items[0].attempts") == 1);

        assertThat(supplier.rest()).isBetween(60.0, 120.0);
        supplier.happens("while it rests");
        supplier.age("rest_until = clock_timestamp()");

        supplier.awaitDeliveries("DELIVERED", 2);
        assertThat(receiver.received()).hasSize(3);
    }

    @Test
    void shouldBeDisabledOnceEverythingHasFailedForFiveDays() {
        receiver.always(status(500));
        supplier.register(receiver.url());
        supplier.happens("first");
        supplier.awaitDeliveries("DEAD", 1);
        assertThat(supplier.hook().getString("state")).isEqualTo("ACTIVE");

        supplier.age("failing_since = clock_timestamp() - interval '4 days 23 hours'");
        supplier.happens("nearly");
        supplier.awaitDeliveries("DEAD", 2);
        assertThat(supplier.hook().getString("state")).isEqualTo("ACTIVE");
        supplier.age("failing_since = clock_timestamp() - interval '5 days 1 minute'");
        supplier.happens("last");

        await().atMost(LIMIT).until(() -> supplier.hook().getString("state").equals("DISABLED"));
        assertThat(supplier.hook().getString("reason")).isEqualTo("failing");
        await().atMost(LIMIT)
                .until(() -> supplier.bearer()
                        .get("/api/v1/supplier/events")
                        .jsonPath()
                        .getList("items.kind")
                        .contains("webhook.disabled"));
    }

    /** A byte now and then, so that the connection is never idle. */
    @Test
    void shouldCutOffAnAnswerThatDrips() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        receiver.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (!over.await(50, TimeUnit.MILLISECONDS)) {
                    out.write('x');
                    out.flush();
                }
            } catch (IOException closed) {
                cut.countDown();
            }
        });
        supplier.register(receiver.url());
        supplier.happens("drips");

        supplier.awaitDeliveries("DELIVERED", 1);
        assertThat(cut.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        over.countDown();
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void shouldKeepWhatAClosedSupplierIsToBeToldUntilItIsBack() {
        supplier.register(receiver.url());
        supplier.execute("insert into supplier (code, name_en, status) values ($1, 'Closed', 'CLOSED')");
        supplier.happens("closed");
        assertThat(receiver.received()).isEmpty();

        supplier.execute("update supplier set status = 'SUSPENDED' where code = $1");

        await().atMost(LIMIT).until(() -> receiver.received().size() == 1);
    }
}
