package dev.muster.demo;

import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Place;
import dev.muster.platform.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who asks for which equipment, people and teams at a step of the scenario; follows from the seed and the step. */
final class UnitAsking {

    /** Asked for over so long in real time, since ways take real time; they come back earlier, in the scenario's. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private static final double WITH_CREW = 0.25;

    /** Something asked for: how often beside the others, and how many at most. */
    private record Kit(String item, double weight, int most) {}

    private static final List<Kit> KITS = List.of(
            new Kit("EQP-VENTILATOR", 0.34, 5),
            new Kit(Crews.NURSE, 0.20, 5),
            new Kit("EQP-OXYCON", 0.12, 6),
            new Kit(Crews.DOCTOR, 0.09, 3),
            new Kit("EQP-INFPUMP", 0.07, 5),
            new Kit("EQP-MONITOR", 0.06, 4),
            new Kit(Crews.TEAM, 0.05, 1),
            new Kit(Crews.TECHNICIAN, 0.03, 2),
            new Kit("EQP-XRAY", 0.02, 1),
            new Kit("EQP-GENERATOR", 0.02, 2));

    private final List<Place> places;

    UnitAsking(Province province) {
        places = province.places().stream()
                .filter(place -> place.kind().hasWards() || place.kind() == Kind.CLINIC || place.kind() == Kind.SHELTER)
                .toList();
    }

    /** How many requests may be open at a response level, and how likely a round asks for more. */
    enum Demand {
        I(26, 0.6),
        II(18, 0.5),
        III(12, 0.4),
        IV(6, 0.25);

        final int mostOpen;
        final double perRound;

        Demand(int mostOpen, double perRound) {
            this.mostOpen = mostOpen;
            this.perRound = perRound;
        }
    }

    static UUID id(long seed, long step) {
        return Ids.named("demo/" + seed + "/units/" + step);
    }

    /**
     * The request of a step, or null if nobody asks.
     *
     * @param incident null for none
     */
    @Nullable
    JsonObject at(long seed, long step, Demand demand, @Nullable String incident, Instant now) {
        Chance chance = new Chance(seed);
        if (!chance.in(demand.perRound, "units", step)) {
            return null;
        }
        Place place = places.get(chance.below(places.size(), "units at", step));
        Kit kit = kit(chance.of("units what", step));
        int count = 1 + chance.below(kit.most, "units count", step);
        Instant until = now.plus(LONGEST);
        JsonArray lines = new JsonArray().add(line(kit.item, count, until));
        if (kit.item.equals("EQP-VENTILATOR") && chance.in(WITH_CREW, "units crew", step)) {
            lines.add(line(Crews.NURSE, count, until)).add(line(Crews.DOCTOR, 1, until));
        }
        JsonObject request = new JsonObject()
                .put("id", id(seed, step).toString())
                .put("site", place.code())
                .put("urgency", urgency(chance.of("units urgency", step)))
                .put("neededBy", now.plusSeconds(60).toString())
                .put("lines", lines);
        return incident == null ? request : request.put("incident", incident);
    }

    private static Kit kit(double drawn) {
        double left = drawn;
        for (Kit kit : KITS) {
            left -= kit.weight;
            if (left < 0) {
                return kit;
            }
        }
        return KITS.get(0);
    }

    private static JsonObject line(String item, int count, Instant until) {
        JsonObject line =
                new JsonObject().put("item", item).put("quantity", count).put("until", until.toString());
        return item.equals(Crews.TEAM) ? line.put("team", true) : line;
    }

    private static String urgency(double drawn) {
        return drawn < 0.08 ? "STAT" : drawn < 0.3 ? "ASAP" : drawn < 0.75 ? "URGENT" : "ROUTINE";
    }
}
