package dev.muster.exchange.quantity;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words that count things, and how quantities in them become quantities of an item's base unit. */
public final class Units {

    /** Longest first, so that 公斤 is not read as 公 and 斤. */
    private static final List<String> KNOWN = Stream.of(
                    "只",
                    "个",
                    "件",
                    "套",
                    "副",
                    "双",
                    "台",
                    "支",
                    "把",
                    "瓶",
                    "桶",
                    "箱",
                    "盒",
                    "包",
                    "袋",
                    "公斤",
                    "千克",
                    "克",
                    "升",
                    "毫升",
                    "吨",
                    "斤",
                    "片",
                    "卷",
                    "张",
                    "辆",
                    "架",
                    "付",
                    "条",
                    "顶",
                    "组",
                    "粒",
                    "枚",
                    "罐",
                    "提",
                    "打",
                    "床",
                    "具",
                    "部",
                    "根",
                    "幅",
                    "人份",
                    "份",
                    "pieces",
                    "piece",
                    "pcs",
                    "pc",
                    "boxes",
                    "box",
                    "pairs",
                    "pair",
                    "sets",
                    "set",
                    "units",
                    "unit",
                    "bottles",
                    "bottle",
                    "packs",
                    "pack",
                    "cartons",
                    "carton",
                    "bags",
                    "bag",
                    "rolls",
                    "roll",
                    "kg",
                    "g",
                    "l",
                    "ml",
                    "ea",
                    "each",
                    "ampoules",
                    "ampoule",
                    "vials",
                    "vial",
                    "tests",
                    "test",
                    "kits",
                    "kit")
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    /** Words for the same unit; everything else is equal only to itself. */
    private static final List<Set<String>> SAME = List.of(
            Set.of("piece", "pieces", "pcs", "pc", "ea", "each", "unit", "units"),
            Set.of("box", "boxes"),
            Set.of("pair", "pairs", "双", "副", "付"),
            Set.of("set", "sets", "套"),
            Set.of("bottle", "bottles", "瓶"),
            Set.of("pack", "packs", "包"),
            Set.of("carton", "cartons", "箱"),
            Set.of("bag", "bags", "袋"),
            Set.of("roll", "rolls", "卷"),
            Set.of("ampoule", "ampoules"),
            Set.of("vial", "vials"),
            Set.of("test", "tests", "人份"),
            Set.of("kit", "kits"),
            Set.of("kg", "公斤", "千克"),
            Set.of("g", "克"),
            Set.of("l", "升"),
            Set.of("ml", "毫升"));

    private Units() {}

    /** The text if it is a unit and nothing else. */
    static @Nullable String exact(String text) {
        return KNOWN.contains(text.toLowerCase(Locale.ROOT)) ? text : null;
    }

    /** The unit that the text starts with, as written; a Latin one must end where its word ends. */
    static @Nullable String leading(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String unit : KNOWN) {
            if (lower.startsWith(unit) && (unit.charAt(0) > 127 || wordEnds(lower, unit.length()))) {
                return text.substring(0, unit.length());
            }
        }
        return null;
    }

    private static boolean wordEnds(String text, int at) {
        return at >= text.length() || !(text.charAt(at) < 128 && Character.isLetterOrDigit(text.charAt(at)));
    }

    /** Whether two words mean the same unit. */
    public static boolean same(String one, String other) {
        String a = plain(one);
        String b = plain(other);
        return a.equals(b) || SAME.stream().anyMatch(words -> words.contains(a) && words.contains(b));
    }

    /**
     * A quantity of a unit in base units.
     *
     * @param unit as written; null means the base unit
     * @param packs base units in each pack, by the pack's unit
     * @return empty if the unit is neither the base unit nor a declared pack, or the result passes {@link
     *     QuantityText#MAX}
     */
    public static Optional<Long> inBaseUnits(
            long quantity, @Nullable String unit, String baseUnit, Map<String, Long> packs) {
        if (unit == null || same(unit, baseUnit)) {
            return Optional.of(quantity);
        }
        List<Long> sizes = packs.entrySet().stream()
                .filter(pack -> same(pack.getKey(), unit))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        if (sizes.size() != 1 || quantity > QuantityText.MAX / sizes.get(0)) {
            return Optional.empty();
        }
        return Optional.of(quantity * sizes.get(0));
    }

    private static String plain(String unit) {
        return Normalizer.normalize(unit, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
