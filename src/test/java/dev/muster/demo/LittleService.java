package dev.muster.demo;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands in for the service behind its API: keeps stock, gives what it has to who asks first, answers ids once. */
final class LittleService implements AutoCloseable {

    final Map<String, JsonObject> referenceData = new LinkedHashMap<>();
    final Map<String, JsonObject> requests = new LinkedHashMap<>();
    final Map<String, JsonObject> movements = new LinkedHashMap<>();
    final Map<String, JsonObject> incidents = new LinkedHashMap<>();
    final List<String> refusals = new ArrayList<>();
    /** Status of a failure instead of the answer, by the number of the call; 0 for none. */
    Function<Integer, Integer> failing = n -> 0;

    final Map<String, JsonObject> rosters = new LinkedHashMap<>();
    int calls;
    int mostAtOnce;
    private int atOnce;
    private final Map<String, JsonObject> shelves = new LinkedHashMap<>();
    private final Vertx vertx;
    private final HttpServer server;

    LittleService(Vertx vertx) {
        this.vertx = vertx;
        server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest call) {
        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        call.body().onSuccess(body -> {
            vertx.setTimer(1, timer -> {
                atOnce--;
                answer(call, body);
            });
        });
    }

    private synchronized void answer(HttpServerRequest call, Buffer body) {
        int failure = failing.apply(++calls);
        if (failure == 0 || failure > 1000) {
            JsonObject answer = route(call, body.length() == 0 ? new JsonObject() : body.toJsonObject());
            if (failure == 0) {
                send(call.response(), answer);
                return;
            }
            failure -= 1000;
        }
        call.response().setStatusCode(failure).putHeader("Retry-After", "0").end();
    }

    /** A failure of this status after the call has had its effect. */
    static int afterEffect(int status) {
        return status + 1000;
    }

    private static void send(HttpServerResponse response, JsonObject answer) {
        Integer status = (Integer) answer.remove("~status");
        response.setStatusCode(status == null ? 200 : status).end(answer.toBuffer());
    }

    private JsonObject route(HttpServerRequest call, JsonObject body) {
        String[] path = call.path().substring("/api/v1/".length()).split("/");
        return switch (call.method().name() + " " + path[0]) {
            case "PUT regions",
                    "PUT sites",
                    "PUT items",
                    "PUT stock-levels",
                    "PUT assets",
                    "PUT staff",
                    "PUT teams" -> {
                referenceData.put(call.path(), body);
                yield body.copy();
            }
            case "POST rosters" -> once(rosters, body, roster -> null);
            case "POST movements" -> once(movements, body, this::move);
            case "GET stock" -> page(new ArrayList<>(shelves.values()));
            case "POST requests" -> path.length == 1 ? once(requests, body, this::request) : cancel(path[1]);
            case "GET requests" ->
                path.length == 1 ? page(inState(call.getParam("state"))) : found(requests.get(path[1]));
            case "POST allocations" -> new JsonObject();
            case "GET incidents" -> found(incidents.get(path[1]));
            case "POST incidents" -> once(incidents, body, incident -> null);
            case "PATCH incidents" ->
                Objects.requireNonNull(incidents.get(path[1])).mergeIn(body).copy();
            default -> refused(405, call.method() + " " + call.path());
        };
    }

    private JsonObject once(
            Map<String, JsonObject> known, JsonObject body, Function<JsonObject, @Nullable JsonObject> effect) {
        String id = body.getString("id");
        JsonObject before = known.get(id);
        if (before != null) {
            return before.copy();
        }
        JsonObject refusal = effect.apply(body);
        if (refusal != null) {
            return refusal;
        }
        known.put(id, body);
        return body.copy().put("~status", 201);
    }

    private @Nullable JsonObject move(JsonObject move) {
        String key = move.getString("site") + "/" + move.getString("item") + "/" + move.getString("lot");
        long quantity = move.getLong("quantity");
        if (Set.of("RECEIPT", "ASSEMBLY").contains(move.getString("kind"))) {
            shelves.computeIfAbsent(key, k -> shelf(move));
        }
        JsonObject shelf = shelves.get(key);
        if (shelf == null && !move.getString("kind").equals("ISSUE")) {
            return refused(409, move.encode());
        }
        switch (move.getString("kind")) {
            case "RECEIPT", "ASSEMBLY" -> add(shelf, "onHand", quantity);
            case "ISSUE" -> {
                return issue(move.getString("site"), move.getString("item"), move.getString("lot"), quantity);
            }
            case "HOLD" -> add(shelf, "held", quantity);
            case "UNHOLD" -> add(shelf, "held", -quantity);
            case "WRITE_OFF" -> add(shelf, "onHand", -quantity);
            default -> {
                return refused(422, move.encode());
            }
        }
        return null;
    }

    private static void add(@Nullable JsonObject shelf, String field, long quantity) {
        Objects.requireNonNull(shelf).put(field, shelf.getLong(field) + quantity);
    }

    private static JsonObject shelf(JsonObject move) {
        return new JsonObject()
                .put("site", move.getString("site"))
                .put("item", move.getString("item"))
                .put("lot", move.getString("lot"))
                .put("expiry", move.getString("expiry"))
                .put("onHand", 0L)
                .put("reserved", 0L)
                .put("held", 0L);
    }

    private @Nullable JsonObject issue(String site, String item, @Nullable String lot, long quantity) {
        List<JsonObject> givers = shelves.values().stream()
                .filter(s -> s.getString("site").equals(site)
                        && s.getString("item").equals(item)
                        && (lot == null || lot.equals(s.getString("lot"))))
                .toList();
        if (givers.stream().mapToLong(LittleService::available).sum() < quantity) {
            return refused(409, "not-enough-stock");
        }
        long left = quantity;
        for (JsonObject shelf : givers) {
            long taken = Math.min(left, available(shelf));
            shelf.put("onHand", shelf.getLong("onHand") - taken);
            left -= taken;
        }
        return null;
    }

    private static long available(JsonObject shelf) {
        return shelf.getLong("onHand") - shelf.getLong("reserved") - shelf.getLong("held");
    }

    private @Nullable JsonObject request(JsonObject request) {
        if (!Instant.parse(request.getString("neededBy")).isAfter(Instant.now())) {
            return refused(422, "neededBy " + request.encode());
        }
        request.getJsonArray("lines")
                .forEach(line -> ((JsonObject) line).put("allocated", 0L).put("allocations", new JsonArray()));
        serve(request);
        return null;
    }

    private void serve(JsonObject request) {
        boolean complete = true;
        boolean any = false;
        for (Object each : request.getJsonArray("lines")) {
            JsonObject line = (JsonObject) each;
            Long quantity = line.getLong("quantity");
            for (JsonObject shelf : shelves.values()) {
                long open = quantity == null ? 0 : quantity - line.getLong("allocated");
                boolean may = shelf.getString("item").equals(line.getString("item"))
                        && !shelf.getString("site").equals(request.getString("site"))
                        && available(shelf) > floor(shelf);
                if (open > 0 && may) {
                    reserve(line, shelf, Math.min(open, available(shelf) - floor(shelf)));
                }
            }
            any |= line.getLong("allocated") > 0;
            complete &= quantity != null && quantity.equals(line.getLong("allocated"));
        }
        request.put("state", complete ? "ALLOCATED" : any ? "PARTLY_ALLOCATED" : "SUBMITTED");
    }

    private long floor(JsonObject shelf) {
        JsonObject level =
                referenceData.get("/api/v1/stock-levels/" + shelf.getString("site") + "/" + shelf.getString("item"));
        return level == null ? 0 : level.getLong("floor");
    }

    private static void reserve(JsonObject line, JsonObject shelf, long quantity) {
        shelf.put("reserved", shelf.getLong("reserved") + quantity);
        line.put("allocated", line.getLong("allocated") + quantity);
        line.getJsonArray("allocations")
                .add(new JsonObject()
                        .put("id", UUID.randomUUID().toString())
                        .put("source", shelf.getString("site"))
                        .put("item", shelf.getString("item"))
                        .put("lot", shelf.getString("lot"))
                        .put("quantity", quantity)
                        .put("state", "RESERVED"));
    }

    private JsonObject cancel(String id) {
        JsonObject request = requests.get(id);
        if (request == null) {
            return refused(404, id);
        }
        if (!request.getString("state").equals("CANCELLED")) {
            Answers.reserved(request)
                    .forEach(r -> shelves.values().stream()
                            .filter(s -> s.getString("site").equals(r.source())
                                    && s.getString("item").equals(r.item())
                                    && s.getString("lot").equals(r.lot()))
                            .forEach(s -> s.put("reserved", s.getLong("reserved") - r.quantity())));
            request.put("state", "CANCELLED");
            requests.values().stream()
                    .filter(r -> Answers.isOpen(r) && !r.getString("state").equals("ALLOCATED"))
                    .forEach(this::serve);
        }
        return request.copy();
    }

    private List<JsonObject> inState(@Nullable String state) {
        return requests.values().stream()
                .filter(r -> r.getString("state").equals(state))
                .toList();
    }

    private static JsonObject page(List<JsonObject> entries) {
        JsonArray items = new JsonArray();
        entries.forEach(e -> items.add(e.copy().put("available", e.containsKey("onHand") ? available(e) : 0L)));
        return new JsonObject().put("items", items);
    }

    private JsonObject found(@Nullable JsonObject entity) {
        return entity == null ? new JsonObject().put("~status", 404) : entity.copy();
    }

    private JsonObject refused(int status, String why) {
        refusals.add(status + " " + why);
        return new JsonObject().put("~status", status).put("type", "/problems/refused");
    }
}
