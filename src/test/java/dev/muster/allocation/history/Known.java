package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.allocation.history.EndState.LineKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** What the clients of a run have learnt from answers together, so that they can get at each other's things. */
final class Known {

    private static final int MOST = 2_000;
    private static final int NEWEST = 40;

    private final List<UUID> requests = new ArrayList<>();
    private final List<UUID> allocations = new ArrayList<>();
    private final List<LineKey> shortLines = new ArrayList<>();
    private final List<LineKey> unknownLines = new ArrayList<>();
    private final List<UUID> receipts = new ArrayList<>();
    private final List<LineKey> shortOfUnits = new ArrayList<>();
    private final List<Booked> bookings = new ArrayList<>();
    private final Map<String, String> statuses = new HashMap<>();

    /** A booking, and since when the unit is needed. */
    record Booked(UUID id, Instant from) {}

    /** Takes in the answer to a command that is done. */
    synchronized void learn(Order order, String answer) {
        switch (order.kind()) {
            case SUBMIT -> {
                JsonNode request = Json.read(answer);
                keep(requests, order.id());
                for (JsonNode line : request.path("lines")) {
                    LineKey key = new LineKey(order.id(), line.path("line").asInt());
                    line.path("allocations").forEach(this::allocated);
                    if (line.has("until")) {
                        if (line.path("shortage").asLong() > 0) {
                            keep(shortOfUnits, key);
                        }
                    } else if (!line.hasNonNull("quantity")) {
                        keep(unknownLines, key);
                    } else if (line.path("shortage").asLong() > 0) {
                        keep(shortLines, key);
                    }
                }
            }
            case CHOOSE -> Json.read(answer).path("allocations").forEach(this::allocated);
            case MOVE -> keep(receipts, order.id());
            case BOOK -> booked(Json.read(answer));
            case STAND -> {
                JsonNode unit = Json.read(answer);
                statuses.put(unit.path("code").asText(), unit.path("status").asText());
            }
            case CANCEL, STATE, RELEASE, EXTEND -> {}
        }
    }

    private void allocated(JsonNode allocation) {
        keep(allocations, UUID.fromString(allocation.path("id").asText()));
        if (allocation.has("unit")) {
            booked(allocation);
        }
    }

    private void booked(JsonNode booking) {
        keep(
                bookings,
                new Booked(
                        UUID.fromString(booking.path("id").asText()),
                        Instant.parse(booking.path("from").asText())));
        String unit = booking.path("unit").asText();
        statuses.put(unit, unit.startsWith("VENT") ? "RESERVED" : "COMMITTED");
    }

    private static <T> void keep(List<T> known, T thing) {
        known.add(thing);
        if (known.size() > MOST) {
            known.remove(0);
        }
    }

    synchronized int openRequests() {
        return requests.size();
    }

    /** One of the newest. Mostly gone afterwards; now and then it stays, for somebody to do the same again. */
    private static <T> Optional<T> draw(List<T> known, Random random) {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        int place = known.size() - 1 - random.nextInt(Math.min(NEWEST, known.size()));
        return Optional.of(random.nextInt(5) == 0 ? known.get(place) : known.remove(place));
    }

    /** One of the oldest. */
    synchronized Optional<UUID> request(Random random) {
        return requests.isEmpty()
                ? Optional.empty()
                : Optional.of(requests.remove(random.nextInt(Math.min(NEWEST, requests.size()))));
    }

    synchronized Optional<UUID> allocation(Random random) {
        return draw(allocations, random);
    }

    synchronized Optional<LineKey> unknownLine(Random random) {
        return draw(unknownLines, random);
    }

    synchronized Optional<UUID> movement(Random random) {
        return draw(receipts, random);
    }

    /** Stays: officers may choose several sources for a line, at the same time too. */
    synchronized Optional<LineKey> shortLine(Random random) {
        return newest(shortLines, random);
    }

    /** Stays: what is booked may be changed again and again. */
    synchronized Optional<Booked> booking(Random random) {
        return newest(bookings, random);
    }

    synchronized Optional<LineKey> shortOfUnits(Random random) {
        return newest(shortOfUnits, random);
    }

    private static <T> Optional<T> newest(List<T> known, Random random) {
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(known.get(known.size() - 1 - random.nextInt(Math.min(NEWEST, known.size()))));
    }

    /** Where a unit stood when last heard of, empty if never. */
    synchronized String status(String unit) {
        return statuses.getOrDefault(unit, "");
    }
}
