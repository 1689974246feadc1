package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.Order.Kind;
import dev.muster.allocation.history.UnitLandscape.Name;
import dev.muster.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random commands of one client about people, machines and teams. */
final class UnitWorkload {

    private static final List<String> URGENCIES = List.of("STAT", "ASAP", "URGENT", "ROUTINE");

    private final Random random;
    private final Known known;
    /** The earliest time that anybody asks for. */
    private final Instant base;

    UnitWorkload(Random random, Known known, Instant base) {
        this.random = random;
        this.known = known;
        this.base = base;
    }

    Order next() {
        int roll = random.nextInt(100);
        if (roll < 34) {
            return ask();
        } else if (roll < 48) {
            return book();
        } else if (roll < 56) {
            return extend();
        } else if (roll < 64) {
            return release();
        } else if (roll < 70) {
            return choose();
        }
        return stand();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String account() {
        return random.nextBoolean() ? "officer" : "commander";
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Instant hours(int most) {
        return base.plusSeconds(3600L * random.nextInt(most));
    }

    private Order ask() {
        UUID id = id();
        List<Map<String, Object>> lines = new ArrayList<>();
        lines.add(units());
        if (random.nextInt(3) == 0) {
            lines.add(units());
        }
        if (random.nextInt(3) == 0) {
            lines.add(Map.of("item", oneOf(Landscape.ITEMS), "quantity", 1 + random.nextInt(10)));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("site", oneOf(Landscape.HOSPITALS));
        if (random.nextInt(5) < 3) {
            body.put("incident", oneOf(Landscape.INCIDENTS));
        }
        body.put("urgency", oneOf(URGENCIES));
        body.put("neededBy", base.toString());
        body.put("lines", lines);
        if (random.nextInt(3) == 0) {
            body.put("allOrNothing", true);
        }
        return new Order(id, Kind.SUBMIT, id, 0, "/requests", Json.write(body), null, account());
    }

    private Map<String, Object> units() {
        Instant from = hours(48);
        Map<String, Object> line = new LinkedHashMap<>();
        int kind = random.nextInt(5);
        line.put(
                "item",
                switch (kind) {
                    case 0 -> UnitLandscape.MACHINE;
                    case 1 -> UnitLandscape.SURGERY;
                    case 2 -> UnitLandscape.RESCUE;
                    default -> UnitLandscape.CARE;
                });
        line.put("quantity", kind == 2 ? 1 : 1 + random.nextInt(2));
        line.put("from", from.toString());
        line.put("until", from.plusSeconds(3600L * (1 + random.nextInt(24))).toString());
        if (kind == 2) {
            line.put("team", true);
        } else if (kind == 3 && random.nextInt(3) == 0) {
            line.put("level", "INTERMEDIATE");
        }
        return line;
    }

    private Order book() {
        UUID id = id();
        Name unit = oneOf(UnitLandscape.ALL);
        Instant from = hours(96);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put(unit.field(), unit.code());
        body.put("purpose", unit.isAsset() ? oneOf(List.of("DUTY", "MAINTENANCE")) : "DUTY");
        body.put("from", from.toString());
        body.put("until", from.plusSeconds(3600L * (1 + random.nextInt(12))).toString());
        body.put("reason", "an exercise");
        return new Order(id, Kind.BOOK, id, 0, "/bookings", Json.write(body), null, account());
    }

    /** Later or earlier, but after it begins. */
    private Order extend() {
        return known.booking(random)
                .map(booking -> keyed(
                        Kind.EXTEND,
                        booking.id(),
                        "/bookings/" + booking.id() + "/extend",
                        Map.of(
                                "until",
                                booking.from()
                                        .plusSeconds(1800L * (1 + random.nextInt(40)))
                                        .toString())))
                .orElseGet(this::ask);
    }

    private Order release() {
        return known.booking(random)
                .map(booking -> keyed(
                        Kind.RELEASE,
                        booking.id(),
                        "/bookings/" + booking.id() + "/release",
                        Map.of("reason", "needed here")))
                .orElseGet(this::book);
    }

    private Order choose() {
        return known.shortOfUnits(random).map(this::choose).orElseGet(this::stand);
    }

    private Order choose(LineKey line) {
        UUID id = id();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("request", line.request());
        body.put("line", line.line());
        body.put("unit", oneOf(UnitLandscape.ALL).code());
        if (random.nextInt(4) > 0) {
            body.put("overrideReason", "nobody else can do it");
        }
        return new Order(
                id, Kind.CHOOSE, line.request(), line.line(), "/allocations", Json.write(body), null, account());
    }

    /** Mostly what may follow from where the unit stood when last heard of. */
    private Order stand() {
        Name unit = oneOf(UnitLandscape.ALL);
        String kind = unit.isAsset() ? "ASSET" : "PERSON";
        List<String> next = UnitStatuses.next(kind, known.status(unit.code())).stream()
                .filter(status ->
                        !status.equals("RETIRED") && !status.equals("RESERVED") && !status.equals("COMMITTED"))
                .toList();
        String status = next.isEmpty() || random.nextInt(8) == 0
                ? oneOf(
                        unit.isAsset()
                                ? List.of("IN_TRANSIT", "IN_USE", "RETURNING", "AVAILABLE", "OUT_OF_SERVICE")
                                : List.of("EN_ROUTE", "ON_SITE", "RETURNING", "RESTING", "AVAILABLE", "OFF_DUTY"))
                : oneOf(next);
        UUID id = id();
        return new Order(
                id,
                Kind.STAND,
                id,
                0,
                unit.statusPath(),
                Json.write(Map.of("id", id, "status", status, "reason", "said by radio")),
                null,
                account());
    }

    private Order keyed(Kind kind, UUID subject, String path, Map<String, Object> body) {
        String key = id().toString();
        String actor = account();
        UUID id = Ids.named(actor + "\u001f" + key);
        return new Order(id, kind, subject, 0, path, Json.write(body), key, actor);
    }
}
