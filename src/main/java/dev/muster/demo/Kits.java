package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Call;
import dev.muster.demo.Deed.Move;
import dev.muster.demo.Scenario.IdMaker;
import dev.muster.platform.Name;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The province's kits. Each medical team has a bag that it does not leave without, and first aid kits if there are any; clinics,
 * shelters and rescue stations ask for first aid kits, of which warehouses have some assembled.
 */
final class Kits {

    static final String FIRST_AID = "KIT-FIRSTAID";
    static final String BAG = "KIT-EMTBAG";

    private static final Map<String, Integer> IN_FIRST_AID =
            contents("PPE-GLOVE", 10, "PPE-SURGMASK", 10, "DIS-SANITISER", 1, "IVF-NACL", 2, "MED-PARACETAMOL", 20);
    private static final Map<String, Integer> IN_BAG = contents(
            "PPE-N95", 40, "PPE-COVERALL", 8, "PPE-GOGGLE", 4, "MED-DEXAMETHASONE", 20, "IVF-RINGER", 6, FIRST_AID, 2);

    private static final List<String> ASSEMBLED_AT = List.of("WH-01", "WH-03", "WH-05");
    private static final int ASSEMBLED = 20;
    private static final int FIRST_AID_AT_HOME = 8;
    private static final int DAYS_TO_LAST = 700;

    private Kits() {}

    private static Map<String, Integer> contents(Object... pairs) {
        Map<String, Integer> contents = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            contents.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return contents;
    }

    /** In the order in which one needs the other. */
    static List<Call> items() {
        return List.of(
                item(FIRST_AID, new Name("急救包", "First aid kit"), IN_FIRST_AID),
                item(BAG, new Name("背包队携行包", "Backpack team's bag"), IN_BAG));
    }

    private static Call item(String code, Name name, Map<String, Integer> contents) {
        JsonArray parts = new JsonArray();
        contents.forEach(
                (part, quantity) -> parts.add(new JsonObject().put("item", part).put("quantity", quantity)));
        return Call.put(
                Account.ADMIN,
                "/api/v1/items/" + code,
                new JsonObject()
                        .put("kind", "SUPPLY")
                        .put("name", new JsonObject().put("zh", name.zh()).put("en", name.en()))
                        .put("category", "KIT")
                        .put("baseUnit", "kit")
                        .put("contents", parts));
    }

    /** What goes with every team. */
    static JsonArray ofTeam() {
        return new JsonArray()
                .add(new JsonObject().put("item", BAG).put("kits", 1))
                .add(new JsonObject().put("item", FIRST_AID).put("kits", 1).put("required", false));
    }

    /** What of a team's kits comes back: the bag; first aid kits are used up. */
    static JsonArray returned(JsonObject team) {
        JsonArray returned = new JsonArray();
        team.getJsonArray("kits", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(kit -> kit.getBoolean("required", true))
                .forEach(kit -> returned.add(
                        new JsonObject().put("item", kit.getString("item")).put("kits", kit.getInteger("kits"))));
        return returned;
    }

    /**
     * What stands where on the first day, once there are parts.
     *
     * @param teams by home
     */
    static List<Move> firstStock(Map<String, Integer> teams, IdMaker ids, LocalDate firstDay) {
        List<Move> moves = new ArrayList<>();
        ASSEMBLED_AT.forEach(site -> moves.add(move(ids, "ASSEMBLY", site, FIRST_AID, ASSEMBLED, null)));
        LocalDate expiry = firstDay.plusDays(DAYS_TO_LAST);
        teams.forEach((home, count) -> {
            moves.add(move(ids, "RECEIPT", home, BAG, count, expiry));
            moves.add(move(ids, "RECEIPT", home, FIRST_AID, FIRST_AID_AT_HOME, expiry));
        });
        return moves;
    }

    private static Move move(IdMaker ids, String kind, String site, String kit, int kits, @Nullable LocalDate expiry) {
        String lot = kit.substring(kit.indexOf('-') + 1) + "-" + site;
        return new Move(ids.id(0, "first " + kind + " " + site + " " + lot), kind, site, kit, lot, expiry, kits, null);
    }
}
