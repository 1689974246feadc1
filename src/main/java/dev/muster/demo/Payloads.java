package dev.muster.demo;

import dev.muster.demo.Deed.Ask;
import dev.muster.demo.Deed.Move;
import dev.muster.demo.Deed.Wish;
import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Province.Region;
import dev.muster.platform.Name;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies the public API takes. */
final class Payloads {

    private static final String ATC_VERSION = "2025";

    private Payloads() {}

    static JsonObject region(Region region) {
        return present(new JsonObject()
                .put("code", region.code())
                .put("parent", region.parent())
                .put("level", region.level())
                .put("name", name(region.name())));
    }

    static JsonObject site(Place place) {
        return present(new JsonObject()
                .put("code", place.code())
                .put("kind", place.kind().name())
                .put("name", name(place.name()))
                .put("latitude", place.latitude())
                .put("longitude", place.longitude())
                .put("region", place.region())
                .put("keySite", place.keySite())
                .put("status", "OPEN")
                .put("beds", place.beds())
                .put("staff", place.staff()));
    }

    static JsonObject item(Good good) {
        JsonArray packs = new JsonArray();
        good.packs()
                .forEach(p -> packs.add(new JsonObject().put("unit", p.unit()).put("quantity", p.quantity())));
        JsonArray codings = new JsonArray();
        good.codings()
                .forEach(c -> codings.add(new JsonObject()
                        .put("system", c.system())
                        .put("code", c.code())
                        .put("version", ATC_VERSION)));
        return present(new JsonObject()
                .put("code", good.code())
                .put("kind", good.kind())
                .put("name", name(good.name()))
                .put("category", good.category())
                .put("baseUnit", good.baseUnit())
                .put("packs", packs)
                .put("codings", codings)
                .put("storageClass", good.storageClass())
                .put("shelfLifeDays", good.shelfLifeDays())
                .put("minRemainingLifeDays", good.minRemainingLifeDays())
                .put("substitutes", new JsonArray(good.substitutes())));
    }

    static JsonObject level(Place place, Good good, Needs needs) {
        return new JsonObject()
                .put("floor", Levels.floor(place, good, needs))
                .put("par", Levels.par(place, good, needs));
    }

    static JsonObject move(Move move) {
        return present(new JsonObject()
                .put("id", move.id().toString())
                .put("kind", move.kind())
                .put("site", move.site())
                .put("item", move.item())
                .put("lot", move.lot())
                .put("expiry", move.expiry() == null ? null : move.expiry().toString())
                .put("quantity", move.quantity())
                .put("reason", move.reason()));
    }

    /** @param incident id, null if the incident is not known */
    static JsonObject request(Ask ask, @Nullable UUID incident, Instant neededBy) {
        JsonArray lines = new JsonArray();
        ask.lines().forEach(wish -> lines.add(line(wish)));
        return present(new JsonObject()
                .put("id", ask.id().toString())
                .put("site", ask.site())
                .put("incident", incident == null ? null : incident.toString())
                .put("urgency", ask.urgency().name())
                .put("neededBy", neededBy.toString())
                .put("lines", lines));
    }

    private static JsonObject line(Wish wish) {
        return new JsonObject()
                .put("item", wish.item())
                .put("quantity", wish.quantity())
                .put("substitutesAllowed", wish.substitutesAllowed());
    }

    static JsonObject incident(UUID id, Emergency emergency) {
        return new JsonObject()
                .put("id", id.toString())
                .put("code", emergency.code())
                .put("name", name(emergency.name()))
                .put("kind", emergency.kind())
                .put("region", emergency.region())
                .put("level", emergency.level())
                .put("phase", emergency.phase());
    }

    private static JsonObject name(Name name) {
        return new JsonObject().put("zh", name.zh()).put("en", name.en());
    }

    /** Without the fields that are null. */
    private static JsonObject present(JsonObject payload) {
        payload.fieldNames().stream()
                .filter(field -> payload.getValue(field) == null)
                .toList()
                .forEach(payload::remove);
        return payload;
    }
}
