package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.Order.Kind;
import dev.muster.platform.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random commands of one client, seeded; what they are about depends on what the clients know by then. */
final class Workload {

    private static final List<String> URGENCIES = List.of("STAT", "ASAP", "URGENT", "ROUTINE");
    /** Requests that may be open before more are cancelled than made. */
    private static final int MANY_OPEN = 120;

    private final Random random;
    private final Known known;
    private final Instant neededBy;
    private final LocalDate today;
    private final UnitWorkload units;

    Workload(Random random, Known known, Instant now) {
        this.random = random;
        this.known = known;
        this.neededBy = now.truncatedTo(ChronoUnit.SECONDS).plus(2, ChronoUnit.DAYS);
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.units = new UnitWorkload(random, known, neededBy);
    }

    /** The next command, several requests to be sent in one call, or several choices to be sent at once. */
    List<Order> next() {
        int roll = random.nextInt(100);
        if (known.openRequests() > MANY_OPEN && random.nextInt(5) < 2) {
            return List.of(cancel());
        } else if (random.nextInt(80) == 0) {
            return List.of(plan());
        } else if (random.nextInt(10) < 3) {
            return List.of(units.next());
        } else if (roll < 36) {
            return List.of(submit(account()));
        } else if (roll < 40) {
            String actor = account();
            List<Order> together = new ArrayList<>();
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                together.add(submit(actor));
            }
            return together;
        } else if (roll < 53) {
            return List.of(receive());
        } else if (roll < 57) {
            return List.of(kits());
        } else if (roll < 61) {
            return List.of(move("ISSUE", store(), null, 1 + random.nextInt(12)));
        } else if (roll < 69) {
            return List.of(cancel());
        } else if (roll < 79) {
            return List.of(release());
        } else if (roll < 92) {
            return choices();
        }
        return List.of(single(roll));
    }

    private Order single(int roll) {
        if (roll < 94) {
            return state();
        } else if (roll < 98) {
            String kind = List.of("HOLD", "UNHOLD", "WRITE_OFF").get(random.nextInt(3));
            return move(kind, store(), null, 1 + random.nextInt(6));
        } else {
            return random.nextBoolean() ? reverse() : move("ADJUSTMENT", store(), null, random.nextBoolean() ? 3 : -2);
        }
    }

    private String store() {
        return oneOf(Landscape.stores());
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

    private Order submit() {
        return submit(account());
    }

    private Order submit(String actor) {
        UUID id = id();
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("item", random.nextInt(8) == 0 ? Landscape.KIT : oneOf(Landscape.ITEMS));
            line.put("quantity", random.nextInt(16) == 0 ? null : 1 + random.nextInt(20));
            line.put("substitutesAllowed", random.nextInt(5) < 2);
            lines.add(line);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("site", oneOf(Landscape.HOSPITALS));
        if (random.nextInt(5) < 3) {
            body.put("incident", oneOf(Landscape.INCIDENTS));
        }
        body.put("urgency", oneOf(URGENCIES));
        body.put("neededBy", neededBy.plusSeconds(60L * random.nextInt(600)).toString());
        body.put("lines", lines);
        return new Order(id, Kind.SUBMIT, id, 0, "/requests", Json.write(body), null, actor);
    }

    /** A lot number always has the same expiry; some keep too short for what needs its life. */
    private Order receive() {
        int lot = random.nextInt(6);
        Map<String, Object> more = new LinkedHashMap<>();
        if (lot > 0) {
            more.put("lot", "L" + lot);
            more.put("expiry", today.plusDays(lot == 1 ? 20 : 100L * lot).toString());
        }
        return move("RECEIPT", store(), more, 1 + random.nextInt(14));
    }

    private Order move(String kind, String site, @Nullable Map<String, Object> more, long quantity) {
        UUID id = id();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("kind", kind);
        body.put("site", site);
        body.put("item", oneOf(Landscape.ITEMS));
        body.put("quantity", quantity);
        body.put("reason", "as counted");
        if (more != null) {
            body.putAll(more);
        }
        return new Order(id, Kind.MOVE, id, 0, "/movements", Json.write(body), null, account());
    }

    private Order plan() {
        UUID id = id();
        UUID plan = id();
        return new Order(
                id, Kind.APPLY, plan, 0, "/plans/" + plan + "/apply", Json.write(Map.of("id", id)), null, account());
    }

    /** Assembled where there are parts, or broken where there are such kits. */
    private Order kits() {
        String kind = random.nextInt(3) < 2 ? "ASSEMBLY" : "BREAKING";
        return move(kind, store(), Map.of("item", Landscape.KIT), 1 + random.nextInt(3));
    }

    private Order reverse() {
        UUID id = id();
        return known.movement(random)
                .map(movement -> new Order(
                        id,
                        Kind.MOVE,
                        id,
                        0,
                        "/movements",
                        Json.write(Map.of("id", id, "kind", "REVERSAL", "reverses", movement, "reason", "mistaken")),
                        null,
                        account()))
                .orElseGet(this::receive);
    }

    private Order cancel() {
        return known.request(random)
                .map(r -> keyed(Kind.CANCEL, r, 0, "/requests/" + r + "/cancel", Map.of("reason", "over")))
                .orElseGet(this::submit);
    }

    private Order release() {
        return known.allocation(random)
                .map(a -> keyed(Kind.RELEASE, a, 0, "/allocations/" + a + "/release", Map.of("reason", "needed here")))
                .orElseGet(this::submit);
    }

    private Order state() {
        return known.unknownLine(random)
                .map(l -> keyed(
                        Kind.STATE,
                        l.request(),
                        l.line(),
                        "/requests/" + l.request() + "/lines/" + l.line() + "/quantity",
                        Map.of("quantity", 1 + random.nextInt(20))))
                .orElseGet(this::submit);
    }

    private Order keyed(Kind kind, UUID subject, int line, String path, Map<String, Object> body) {
        String key = id().toString();
        String actor = account();
        UUID id = Ids.named(actor + "\u001f" + key);
        return new Order(id, kind, subject, line, path, Json.write(body), key, actor);
    }

    /** One officer's choices for one line, sometimes two at once. */
    private List<Order> choices() {
        String actor = random.nextInt(3) == 0 ? "officer" : "commander";
        boolean two = random.nextInt(3) == 0;
        return known.shortLine(random)
                .map(line -> two ? List.of(choose(line, actor), choose(line, actor)) : List.of(choose(line, actor)))
                .orElseGet(() -> List.of(submit()));
    }

    private Order choose(LineKey line, String actor) {
        UUID id = id();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("request", line.request());
        body.put("line", line.line());
        body.put("source", oneOf(Landscape.DEPOTS));
        body.put("quantity", 1 + random.nextInt(4));
        if (random.nextInt(4) > 0) {
            body.put("overrideReason", "the floor is for cases like this");
        }
        return new Order(id, Kind.CHOOSE, line.request(), line.line(), "/allocations", Json.write(body), null, actor);
    }

    /** The same command with another payload: refused where the first one is done. */
    static Order changed(Order order) {
        String body = order.body();
        String other = body.contains("\"quantity\":")
                ? body.replaceFirst("\"quantity\":(null|-?\\d+)", "\"quantity\":77")
                : body.contains("\"reason\":")
                        ? body.replaceFirst("\"reason\":\"[^\"]*\"", "\"reason\":\"another\"")
                        : body.contains("\"until\":")
                                ? body.replaceFirst("Z\"", ".5Z\"")
                                : body.replaceFirst(
                                        "\"unit\":\"[^\"]*\"",
                                        body.contains("\"P-3\"") ? "\"unit\":\"P-4\"" : "\"unit\":\"P-3\"");
        return new Order(
                order.id(),
                order.kind(),
                order.subject(),
                order.line(),
                order.path(),
                other,
                order.key(),
                order.actor());
    }
}
