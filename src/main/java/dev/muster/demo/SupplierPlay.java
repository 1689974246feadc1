package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Answer;
import dev.muster.demo.Calls.Call;
import dev.muster.platform.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Plays the suppliers: each looks now and then what it is asked for, and answers through the suppliers' interface with its own
 * account; sometimes late, sometimes short, sometimes not at all. What has arrived an officer books in, and counts at
 * times less than was announced. Chance follows from the requests' ids.
 */
final class SupplierPlay {

    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int SUPPLIERS_PER_ROUND = 3;
    private static final int PER_LOOK = 40;
    private static final long LEAST_SECONDS = 15;
    private static final double DAMAGED = 0.08;

    private final io.vertx.core.Vertx vertx;
    private final io.vertx.core.Context loop;
    private final Clock clock;
    private final BooleanSupplier running;
    private final DoubleSupplier speed;
    private final Calls calls;
    private boolean prepared;
    private int turn;
    private volatile boolean stopped;

    /**
     * A play that waits to be started.
     *
     * @param running whether the province is there and not paused
     * @param speed simulated seconds per real second
     * @param service for instance {@code http://127.0.0.1:8080}
     */
    SupplierPlay(
            Vertx vertx,
            Clock clock,
            DemoConfig config,
            BooleanSupplier running,
            DoubleSupplier speed,
            String service) {
        this.vertx = vertx.getDelegate();
        this.loop = this.vertx.getOrCreateContext();
        this.clock = clock;
        this.running = running;
        this.speed = speed;
        this.calls = new Calls(vertx, new Waiting(vertx), service, config);
    }

    void start() {
        loop.runOnContext(x -> later());
    }

    void stop() {
        stopped = true;
        loop.runOnContext(x -> calls.close());
    }

    private void later() {
        if (!stopped) {
            vertx.setTimer(ROUND.toMillis(), x -> round());
        }
    }

    private void round() {
        if (stopped || !running.getAsBoolean()) {
            later();
            return;
        }
        (prepared ? play() : prepare()).subscribe().with(done -> later(), failure -> {
            calls.note("suppliers", String.valueOf(failure), "tried again");
            later();
        });
    }

    /** Makes the suppliers known; what sites are short of is asked of them without a person. */
    Uni<Void> prepare() {
        JsonObject policy = new JsonObject()
                .put("automatic", new JsonArray().add("SHORTAGE"))
                .put("maxSuppliers", 2)
                .put("restHours", 0)
                .put(
                        "answerMinutes",
                        new JsonObject()
                                .put("stat", 1)
                                .put("asap", 1)
                                .put("urgent", 2)
                                .put("routine", 2));
        return each(
                        Maker.ALL,
                        maker -> calls.send(
                                Call.put(Account.ADMIN, "/api/v1/suppliers/" + maker.code(), maker.payload())))
                .chain(() -> calls.send(Call.put(Account.COMMANDER, "/api/v1/restock-policy", policy)))
                .invoke(() -> prepared = true)
                .replaceWithVoid();
    }

    /** Some suppliers look and answer, and what has arrived is booked in. */
    Uni<Void> play() {
        List<Maker> some = Maker.ALL.subList(turn, turn + SUPPLIERS_PER_ROUND);
        turn = (turn + SUPPLIERS_PER_ROUND) % Maker.ALL.size();
        return each(
                        some,
                        maker -> listed(maker.account(), "/api/v1/supplier/restock-requests?state=SENT")
                                .chain(asked -> each(asked, request -> answer(maker, request)))
                                .chain(() ->
                                        listed(maker.account(), "/api/v1/supplier/restock-requests?state=PROMISED"))
                                .chain(promised -> each(promised, request -> ship(maker, request))))
                .chain(() -> listed(Account.OFFICER, "/api/v1/restock-requests?state=SHIPPED"))
                .chain(shipped -> each(shipped, this::receive));
    }

    private Uni<List<JsonObject>> listed(Account as, String path) {
        return calls.send(Call.get(as, path + "&limit=" + PER_LOOK))
                .map(answer -> answer.body().getJsonArray("items", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<?>> what) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> what.apply(one).replaceWith(1))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<?> answer(Maker maker, JsonObject request) {
        String id = request.getString("id");
        Chance chance = new Chance(id.hashCode());
        if (chance.in(maker.silent(), "silent")) {
            return Uni.createFrom().voidItem();
        }
        if (chance.in(maker.declines(), "declines")) {
            return command(maker, id, "decline", new JsonObject().put("reason", "产能已满 no capacity left"));
        }
        long asked = request.getLong("quantity");
        long promised = chance.in(maker.shortOf(), "short")
                ? Math.max(1, Math.round(asked * chance.between(0.4, 0.9, "part")))
                : asked;
        long seconds = realSeconds(maker.leadHours() * chance.between(0.8, 1.3, "lead"));
        JsonObject promise = new JsonObject()
                .put("quantity", promised)
                .put(
                        "date",
                        clock.instant()
                                .plusSeconds(seconds)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        return command(maker, id, "acknowledge", new JsonObject()).chain(() -> command(maker, id, "promise", promise));
    }

    private Uni<?> ship(Maker maker, JsonObject request) {
        String id = request.getString("id");
        Chance chance = new Chance(id.hashCode());
        Instant promisedAt = Instant.parse(request.getString("promisedAt"));
        Instant due = Instant.parse(request.getString("due"));
        long span = Math.max(1, Duration.between(promisedAt, due).toMillis());
        double at =
                chance.in(maker.late(), "late") ? chance.between(1.05, 1.6, "when") : chance.between(0.4, 0.6, "when");
        Instant now = clock.instant();
        if (now.isBefore(promisedAt.plusMillis((long) (span * at)))) {
            return Uni.createFrom().voidItem();
        }
        JsonObject notice = new JsonObject()
                .put("asn", "ASN-" + id.substring(id.length() - 12))
                .put("eta", now.plusMillis(Math.max(3_000, span / 4)).toString())
                .put("quantity", request.getLong("promised"))
                .put("lot", maker.code() + "-" + request.getString("item").hashCode() % 1_000);
        return command(maker, id, "ship", notice);
    }

    private Uni<?> receive(JsonObject request) {
        for (Object each : request.getJsonArray("shipments", new JsonArray())) {
            JsonObject shipment = (JsonObject) each;
            boolean arrived = shipment.getString("state", "").equals("ANNOUNCED")
                    && !Instant.parse(shipment.getString("eta")).isAfter(clock.instant());
            if (arrived) {
                return receive(request.getString("id"), shipment);
            }
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Answer> receive(String id, JsonObject shipment) {
        String shipmentId = shipment.getString("id");
        JsonObject receipt = new JsonObject()
                .put("id", Ids.named("receive/" + shipmentId).toString())
                .put("shipment", shipmentId);
        Chance chance = new Chance(shipmentId.hashCode());
        if (chance.in(DAMAGED, "damaged")) {
            JsonObject line = shipment.getJsonArray("lines").getJsonObject(0);
            long quantity = line.getLong("quantity");
            long damaged = Math.min(quantity, 1 + quantity / 20);
            receipt.put(
                    "lines",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("line", 1)
                                    .put("accepted", quantity - damaged)
                                    .put("rejected", damaged)
                                    .put("reason", "外箱破损 damaged in transit")));
        }
        return calls.send(Call.post(Account.OFFICER, "/api/v1/restock-requests/" + id + "/receive", receipt));
    }

    private Uni<Answer> command(Maker maker, String id, String what, JsonObject body) {
        UUID command = Ids.named(what + "/" + id);
        String path = "/api/v1/supplier/restock-requests/" + id + "/" + what;
        return calls.send(Call.post(maker.account(), path, body.put("id", command.toString())));
    }

    private long realSeconds(double simulatedHours) {
        return Math.max(LEAST_SECONDS, Math.round(simulatedHours * 3_600 / speed.getAsDouble()));
    }
}
