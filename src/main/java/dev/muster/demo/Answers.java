package dev.muster.demo;

import dev.muster.demo.Picture.Shelf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the public API answers. */
final class Answers {

    private static final Set<String> OPEN_STATES = Set.of("SUBMITTED", "PARTLY_ALLOCATED", "ALLOCATED");

    private Answers() {}

    /** A reservation that stands. */
    record Reserved(
            UUID id, String source, String item, @Nullable String lot, long quantity) {}

    static Stream<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items", new JsonArray()).stream().map(JsonObject.class::cast);
    }

    static Shelf shelf(JsonObject position) {
        String expiry = position.getString("expiry");
        return new Shelf(
                position.getString("site"),
                position.getString("item"),
                position.getString("lot"),
                expiry == null ? null : LocalDate.parse(expiry),
                position.getLong("onHand", 0L),
                position.getLong("held", 0L),
                position.getLong("available", 0L));
    }

    static boolean isOpen(JsonObject request) {
        return OPEN_STATES.contains(request.getString("state"));
    }

    /** Whether nothing more is to be reserved for it. */
    static boolean isComplete(JsonObject request) {
        return lines(request).allMatch(line -> {
            Long quantity = line.getLong("quantity");
            return quantity != null && line.getLong("allocated", 0L) >= quantity;
        });
    }

    static Set<String> itemsAsked(JsonObject request) {
        return lines(request).map(line -> line.getString("item")).collect(Collectors.toUnmodifiableSet());
    }

    static List<Reserved> reserved(JsonObject request) {
        return lines(request)
                .flatMap(line -> line.getJsonArray("allocations", new JsonArray()).stream())
                .map(JsonObject.class::cast)
                .filter(allocation -> "RESERVED".equals(allocation.getString("state")))
                .map(a -> new Reserved(
                        UUID.fromString(a.getString("id")),
                        a.getString("source"),
                        a.getString("item"),
                        a.getString("lot"),
                        a.getLong("quantity")))
                .toList();
    }

    private static Stream<JsonObject> lines(JsonObject request) {
        return request.getJsonArray("lines", new JsonArray()).stream().map(JsonObject.class::cast);
    }
}
