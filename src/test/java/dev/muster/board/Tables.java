package dev.muster.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.platform.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small world in memory that changes at random as the service would change it: every change is in its tables and, with
 * whole values, in its event log. The levels and key flags in its shortage events may be out of date, as they are when an
 * incident changes while a request is being decided.
 */
final class Tables {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STATUSES =
            List.of("AVAILABLE", "RETURNING", "ON_SITE", "COMMITTED", "RESTING", "RETIRED");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    final List<LoggedEvent> log = new ArrayList<>();
    final Map<String, String> parents = new TreeMap<>(Map.of("P1", "N", "P2", "N", "D1", "P1", "D2", "P1", "D3", "P2"));
    private final Map<String, ObjectNode> sites = new LinkedHashMap<>();
    private final Map<String, ObjectNode> items = new LinkedHashMap<>();
    private final Map<String, ObjectNode> incidents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> shortages = new LinkedHashMap<>();
    /** By shortage, with the site of its request, which may be short of it no more, or again. */
    private final Map<String, ObjectNode> outlooks = new LinkedHashMap<>();

    private final Map<String, ObjectNode> restock = new LinkedHashMap<>();
    private final Map<String, ObjectNode> allocations = new LinkedHashMap<>();
    private final Map<String, ObjectNode> standings = new LinkedHashMap<>();
    private final Map<String, ObjectNode> positions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> plans = new LinkedHashMap<>();
    private final Random random;

    Tables(long seed) {
        random = new Random(seed);
    }

    private record Op(int weight, Runnable change) {}

    private final List<Op> ops = List.of(
            new Op(2, this::changeSite),
            new Op(1, this::changeItem),
            new Op(2, this::changeIncident),
            new Op(1, this::moveRegion),
            new Op(12, this::changeStock),
            new Op(8, this::changeShortage),
            new Op(4, this::endShortage),
            new Op(6, this::expect),
            new Op(5, this::restock),
            new Op(8, this::allocate),
            new Op(6, this::progress),
            new Op(5, this::moveUnit),
            new Op(3, this::plan),
            new Op(3, this::progressOfPlan),
            new Op(1, this::forgetPlans),
            new Op(
                    1,
                    () -> append(
                            "request.submitted", "x", JSON.createObjectNode().put("id", "x"))));

    void change(int times) {
        for (int i = 0; i < times; i++) {
            int roll = random.nextInt(ops.stream().mapToInt(Op::weight).sum());
            for (Op op : ops) {
                roll -= op.weight;
                if (roll < 0) {
                    op.change.run();
                    break;
                }
            }
        }
    }

    long head() {
        return log.size();
    }

    Scope scope(@Nullable String region) {
        if (region == null) {
            return Scope.ALL;
        }
        List<String> codes = new ArrayList<>(List.of(region));
        for (int i = 0; i < codes.size(); i++) {
            String parent = codes.get(i);
            parents.forEach((code, above) -> {
                if (above.equals(parent)) {
                    codes.add(code);
                }
            });
        }
        return new Scope(region, Set.copyOf(codes));
    }

    /** What a query of the tables would give for the scope, unsorted and with the values of other tables joined. */
    Map<Section, Collection<JsonNode>> rows(Scope scope, int newest) {
        Map<Section, Collection<JsonNode>> rows = new EnumMap<>(Section.class);
        rows.put(
                Section.SITES,
                sites.values().stream()
                        .filter(s -> in(scope, s.path("code").asText()))
                        .map(s -> (JsonNode) s)
                        .toList());
        rows.put(Section.ITEMS, List.copyOf(items.values()));
        rows.put(Section.INCIDENTS, List.copyOf(incidents.values()));
        rows.put(
                Section.SHORTAGES,
                shortages.values().stream()
                        .filter(s -> in(scope, s.path("site").asText()))
                        .map(this::joined)
                        .toList());
        rows.put(
                Section.OUTLOOKS,
                of(scope, outlooks).stream().map(Tables::withoutZeroes).toList());
        rows.put(Section.RESTOCK, of(scope, restock));
        rows.put(
                Section.POSITIONS,
                positions.values().stream()
                        .filter(p -> in(scope, p.path("site").asText()))
                        .map(p -> (JsonNode) p)
                        .toList());
        rows.put(Section.PLANS, newest(plans.values().stream(), newest));
        rows.put(
                Section.STANDINGS,
                standings.values().stream()
                        .filter(u -> in(scope, u.path("site").asText()))
                        .map(u -> (JsonNode) u)
                        .toList());
        rows.put(
                Section.ALLOCATIONS,
                newest(
                        allocations.values().stream()
                                .filter(a -> in(scope, a.path("site").asText())
                                        || in(scope, a.path("source").asText())),
                        newest));
        return rows;
    }

    private static List<JsonNode> newest(Stream<ObjectNode> values, int newest) {
        return values.sorted(Comparator.comparing(
                                (ObjectNode a) -> Instant.parse(a.path("at").asText()))
                        .thenComparing(a -> a.path("id").asText())
                        .reversed())
                .limit(newest)
                .map(a -> (JsonNode) a)
                .toList();
    }

    private static JsonNode withoutZeroes(JsonNode outlook) {
        ObjectNode row = outlook.deepCopy();
        List.of("asked", "promised", "overdue").forEach(field -> {
            if (row.path(field).longValue() == 0) {
                row.remove(field);
            }
        });
        return row;
    }

    private List<JsonNode> of(Scope scope, Map<String, ObjectNode> values) {
        return values.values().stream()
                .filter(value -> in(scope, value.path("site").asText()))
                .map(value -> (JsonNode) value)
                .toList();
    }

    private boolean in(Scope scope, String site) {
        JsonNode region = the(sites, site).get("region");
        return scope.holds(region == null || region.isNull() ? null : region.asText());
    }

    private JsonNode joined(ObjectNode shortage) {
        ObjectNode row = shortage.deepCopy();
        row.set("keySite", the(sites, row.path("site").asText()).get("keySite"));
        if (row.hasNonNull("incident")) {
            row.set("level", the(incidents, row.path("incident").asText()).get("level"));
        }
        return row;
    }

    private void changeSite() {
        String code = sites.size() < 4 || random.nextInt(4) == 0 ? "S" + sites.size() : any(sites);
        ObjectNode site = JSON.createObjectNode()
                .put("code", code)
                .put("kind", "HOSPITAL")
                .put("latitude", random.nextInt(90))
                .put("longitude", 1.5)
                .put("keySite", random.nextBoolean())
                .put("status", "OPEN")
                .put("beds", 7);
        site.putObject("name").put("en", code).putNull("zh");
        site.put("region", random.nextInt(6) == 0 ? null : new String[] {"D1", "D2", "D3", "P1"}[random.nextInt(4)]);
        if (sites.containsKey(code) && random.nextInt(3) > 0) {
            site.set("region", the(sites, code).get("region"));
        }
        sites.put(code, site);
        append("site.changed", code, site);
    }

    private void changeItem() {
        String code = "I" + random.nextInt(4);
        ObjectNode item = JSON.createObjectNode()
                .put("code", code)
                .put("kind", "SUPPLY")
                .put("baseUnit", "u" + random.nextInt(3));
        item.putObject("name").put("zh", code);
        items.put(code, item);
        append("item.changed", code, item);
    }

    private void changeIncident() {
        String id = "N" + random.nextInt(3);
        ObjectNode incident = JSON.createObjectNode()
                .put("id", id)
                .put("code", id)
                .put("kind", "EPIDEMIC")
                .put("level", new String[] {"I", "II", "III", "IV"}[random.nextInt(4)])
                .put("phase", "RESPONSE")
                .put("startedAt", "2026-01-01T08:00:00+08:00");
        incident.putObject("name").put("en", id);
        incidents.put(id, incident);
        append("incident.changed", id, incident);
    }

    private void moveRegion() {
        String code = new String[] {"D1", "D2", "D3"}[random.nextInt(3)];
        parents.put(code, random.nextBoolean() ? "P1" : "P2");
        append("region.changed", code, JSON.createObjectNode().put("code", code).put("parent", parents.get(code)));
    }

    private void moveUnit() {
        if (sites.isEmpty()) {
            return;
        }
        ObjectNode standing = JSON.createObjectNode()
                .put("kind", random.nextBoolean() ? "ASSET" : "TEAM")
                .put("code", "U" + random.nextInt(5))
                .put("home", "x")
                .put("site", any(sites))
                .put("status", STATUSES.get(random.nextInt(STATUSES.size())));
        ArrayNode serves = standing.putArray("serves");
        List.of("I1", "I2", "I3").stream().filter(item -> random.nextBoolean()).forEach(serves::add);
        String key = Section.STANDINGS.key(standing);
        standings.put(key, standing);
        append("unit.changed", key, standing);
    }

    private void changeStock() {
        if (sites.isEmpty()) {
            return;
        }
        ObjectNode position = JSON.createObjectNode().put("site", any(sites)).put("item", "I" + random.nextInt(4));
        if (random.nextBoolean()) {
            position.put("lot", "L" + random.nextInt(2)).put("expiry", "2027-01-01");
        }
        long onHand = random.nextInt(4) == 0 ? 0 : random.nextInt(100);
        long reserved = onHand == 0 ? 0 : random.nextInt((int) onHand);
        long held = onHand == reserved ? 0 : random.nextInt((int) (onHand - reserved));
        position.put("onHand", onHand)
                .put("reserved", reserved)
                .put("held", held)
                .put("available", onHand - reserved - held);
        positions.put(Section.POSITIONS.key(position), position);
        append("stock.changed", position.path("site").asText(), position);
    }

    private void changeShortage() {
        if (sites.isEmpty()) {
            return;
        }
        ObjectNode shortage =
                JSON.createObjectNode().put("request", "R" + random.nextInt(12)).put("line", 1);
        ObjectNode known = shortages.get(Section.SHORTAGES.key(shortage));
        ObjectNode outlook = outlooks.get(Section.SHORTAGES.key(shortage));
        ObjectNode place = known == null ? outlook : known;
        shortage.put("site", place == null ? any(sites) : place.path("site").asText())
                .put("item", "I1");
        if (known == null ? !incidents.isEmpty() && random.nextBoolean() : known.has("incident")) {
            shortage.put(
                    "incident",
                    known == null ? any(incidents) : known.path("incident").asText());
            shortage.put("level", new String[] {"I", "II", "III", "IV"}[random.nextInt(4)]);
        }
        shortage.put("urgency", "STAT")
                .put("keySite", random.nextBoolean())
                .put("quantity", 10)
                .put("provenance", "STATED")
                .put("allocated", random.nextInt(9))
                .put("short", 1 + random.nextInt(9))
                .put("neededBy", BEGIN.toString())
                .put("since", "2026-01-01T00:00:00.123456789Z")
                .put("reason", "NO_STOCK");
        shortages.put(Section.SHORTAGES.key(shortage), shortage);
        append("shortage.changed", shortage.path("request").asText(), shortage);
    }

    private void endShortage() {
        if (!shortages.isEmpty()) {
            ObjectNode ended = shortages.remove(any(shortages));
            append(
                    "shortage.ended",
                    ended.path("request").asText(),
                    ended.deepCopy().retain("request", "line", "site", "item"));
        }
    }

    private void expect() {
        if (shortages.isEmpty()) {
            return;
        }
        ObjectNode outlook = the(shortages, any(shortages)).deepCopy().retain("request", "line", "site", "item");
        long asked = random.nextInt(3);
        long promised = random.nextInt(3);
        String key = Section.SHORTAGES.key(outlook);
        outlook.put("asked", asked).put("promised", promised).put("overdue", 0);
        if (promised > 0 && random.nextBoolean()) {
            outlook.put("endsAt", BEGIN.plusSeconds(random.nextInt(9)).toString());
        }
        if (asked + promised > 0) {
            outlooks.put(key, outlook);
        } else {
            outlooks.remove(key);
        }
        append("shortage.expected", key, outlook);
    }

    private void restock() {
        if (sites.isEmpty()) {
            return;
        }
        String id = "Q" + random.nextInt(8);
        ObjectNode known = restock.get(id);
        ObjectNode request = JSON.createObjectNode()
                .put("id", id)
                .put("supplier", "SUP")
                .put("site", known == null ? any(sites) : known.path("site").asText())
                .put("item", "I1")
                .put("urgency", "STAT")
                .put("state", "SENT")
                .put("overdue", random.nextBoolean())
                .put("quantity", 10)
                .put("promised", random.nextInt(10))
                .put("sentAt", BEGIN.toString());
        boolean ended = random.nextInt(4) == 0;
        if (ended) {
            restock.remove(id);
            request.put("state", "RECEIVED").put("endedAt", BEGIN.toString());
        } else {
            restock.put(id, request);
        }
        append(ended ? "restock.received" : "restock.sent", "SUP/" + id, request);
    }

    private void allocate() {
        if (sites.isEmpty()) {
            return;
        }
        String id = String.format("%08x", random.nextInt());
        ObjectNode allocation = JSON.createObjectNode()
                .put("id", id)
                .put("request", "R1")
                .put("line", 1)
                .put("source", any(sites))
                .put("site", any(sites))
                .put("item", "I1")
                .put("quantity", 5)
                .put("urgency", "ASAP")
                .put("distanceKm", random.nextInt(5))
                .put("travelMinutes", 12)
                .put("state", "RESERVED")
                .put("at", BEGIN.plusSeconds(log.size() - random.nextInt(5)).toString());
        allocations.put(id, allocation);
        append("allocation.reserved", id, allocation);
    }

    private void progress() {
        if (!allocations.isEmpty()) {
            String state = new String[] {"RELEASED", "EXPIRED", "DISPATCHED"}[random.nextInt(3)];
            ObjectNode allocation =
                    the(allocations, any(allocations)).deepCopy().put("state", state);
            allocations.put(allocation.path("id").asText(), allocation);
            append("allocation." + state.toLowerCase(Locale.ROOT), "x", allocation);
        }
    }

    private void plan() {
        String id = String.format("%08x", random.nextInt());
        ObjectNode plan = JSON.createObjectNode()
                .put("id", id)
                .put("state", "RUNNING")
                .put("actor", "officer")
                .put("automatic", false)
                .put("at", BEGIN.plusSeconds(log.size()).toString())
                .put("lines", 9)
                .put("planned", 0);
        plans.put(id, plan);
        append("plan.changed", id, plan);
    }

    private void progressOfPlan() {
        if (!plans.isEmpty()) {
            ObjectNode plan = the(plans, any(plans)).deepCopy().put("planned", random.nextInt(10));
            plans.put(plan.path("id").asText(), plan);
            append("plan.changed", plan.path("id").asText(), plan);
        }
    }

    /** The oldest go first. */
    private void forgetPlans() {
        if (!plans.isEmpty()) {
            String oldest = plans.values().stream()
                    .min(Comparator.comparing(
                            (ObjectNode p) -> Instant.parse(p.path("at").asText())))
                    .orElseThrow()
                    .path("id")
                    .asText();
            plans.remove(oldest);
            append("plan.forgotten", oldest, JSON.createObjectNode().put("id", oldest));
        }
    }

    private static ObjectNode the(Map<String, ObjectNode> among, String key) {
        return Objects.requireNonNull(among.get(key), key);
    }

    private String any(Map<String, ?> among) {
        return List.copyOf(among.keySet()).get(random.nextInt(among.size()));
    }

    private void append(String kind, String subject, ObjectNode data) {
        log.add(new LoggedEvent(log.size() + 1, BEGIN, kind, subject, "tester", data.deepCopy()));
    }
}
