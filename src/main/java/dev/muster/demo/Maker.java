package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * A supplier of the invented province and its ways.
 *
 * @param leadHours simulated hours from asking to arrival
 * @param late part of its deliveries that come after the promised time
 * @param shortOf part of its promises for less than was asked
 * @param declines part of requests it declines
 * @param silent part of requests it does not answer
 */
record Maker(
        int number,
        String zh,
        String en,
        double latitude,
        double longitude,
        List<String> items,
        long perDay,
        int leadHours,
        double late,
        double shortOf,
        double declines,
        double silent) {

    private static final List<String> PROTECTION =
            List.of("PPE-N95", "PPE-SURGMASK", "PPE-COVERALL", "PPE-ISOGOWN", "PPE-GLOVE", "PPE-GOGGLE");
    private static final List<String> HYGIENE = List.of("DIS-SANITISER", "DIS-CHLORINE", "PPE-GLOVE", "PPE-FACESHIELD");
    private static final List<String> MEDICINES =
            List.of("MED-OSELTAMIVIR", "MED-DEXAMETHASONE", "MED-PARACETAMOL", "MED-CEFTRIAXONE", "MED-ENOXAPARIN");
    private static final List<String> INTENSIVE =
            List.of("MED-NORADRENALINE", "MED-MIDAZOLAM", "MED-INSULIN", "OXY-CANNULA", "BLD-TUBE", "BLD-BAG");
    private static final List<String> FLUIDS = List.of("IVF-NACL", "IVF-RINGER", "IVF-GLUCOSE", "BLD-TRANSFUSION");
    private static final List<String> TESTS = List.of("TST-ANTIGEN", "TST-PCR");
    private static final List<String> RELIEF = List.of("SHL-TENT", "SHL-BLANKET", "FOD-RATION", "WTR-BOTTLE");

    /** The dozen. */
    static final List<Maker> ALL = List.of(
            new Maker(
                    1,
                    "澜城防护用品有限公司",
                    "Lancheng Protective Products",
                    31.17,
                    110.25,
                    PROTECTION,
                    9_000,
                    10,
                    0.1,
                    0.15,
                    0.02,
                    0.02),
            new Maker(2, "望溪无纺制品厂", "Wangxi Nonwovens", 30.72, 110.61, PROTECTION, 6_000, 16, 0.25, 0.3, 0.05, 0.05),
            new Maker(
                    3, "松岭劳保集团", "Songling Safety Group", 31.64, 109.83, PROTECTION, 4_000, 20, 0.15, 0.2, 0.05, 0.08),
            new Maker(
                    4,
                    "澜江日化股份",
                    "Lanjiang Household Chemicals",
                    31.22,
                    110.41,
                    HYGIENE,
                    7_000,
                    8,
                    0.1,
                    0.1,
                    0.02,
                    0.02),
            new Maker(5, "青石消毒科技", "Qingshi Disinfection", 31.02, 110.92, HYGIENE, 3_000, 14, 0.3, 0.25, 0.08, 0.05),
            new Maker(6, "华澜制药", "Hualan Pharmaceutical", 31.25, 110.30, MEDICINES, 5_000, 18, 0.1, 0.15, 0.03, 0.02),
            new Maker(7, "望溪药业", "Wangxi Pharma", 30.75, 110.66, MEDICINES, 3_000, 26, 0.3, 0.35, 0.1, 0.08),
            new Maker(
                    8,
                    "澜城重症医疗器材",
                    "Lancheng Critical Care Supply",
                    31.19,
                    110.33,
                    INTENSIVE,
                    1_500,
                    12,
                    0.15,
                    0.2,
                    0.05,
                    0.03),
            new Maker(9, "松岭输液厂", "Songling Infusion Works", 31.61, 109.88, FLUIDS, 4_000, 15, 0.2, 0.2, 0.05, 0.05),
            new Maker(10, "江澜诊断试剂", "Jianglan Diagnostics", 31.21, 110.36, TESTS, 6_000, 9, 0.1, 0.2, 0.03, 0.03),
            new Maker(11, "北岸救灾物资公司", "Beian Relief Goods", 31.30, 110.35, RELIEF, 2_500, 11, 0.15, 0.15, 0.05, 0.05),
            new Maker(12, "南渡粮油饮水", "Nandu Food and Water", 30.58, 110.20, RELIEF, 2_000, 22, 0.35, 0.3, 0.1, 0.1));

    String code() {
        return String.format(Locale.ROOT, "SUP-%02d", number);
    }

    /** The account it answers with. */
    Account account() {
        return Account.valueOf(String.format(Locale.ROOT, "SUPPLIER_%02d", number));
    }

    JsonObject payload() {
        JsonArray deliveries = new JsonArray();
        for (int i = 0; i < items.size(); i++) {
            deliveries.add(new JsonObject()
                    .put("item", items.get(i))
                    .put("capacityPerDay", perDay)
                    .put("agreedReserve", perDay)
                    .put("leadTimeHours", leadHours)
                    .put("priceMinor", 300 + 37L * number + 110L * i)
                    .put("currency", "CNY"));
        }
        return new JsonObject()
                .put("code", code())
                .put("name", new JsonObject().put("zh", zh).put("en", en))
                .put("region", "LJ")
                .put("latitude", latitude)
                .put("longitude", longitude)
                .put("items", deliveries);
    }
}
