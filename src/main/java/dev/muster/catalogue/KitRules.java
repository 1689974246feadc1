package dev.muster.catalogue;

import dev.muster.platform.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kits must keep to among each other: nothing is in itself, and only supplies are in kits. Pure. */
final class KitRules {

    /** The most kits in kits that are taken apart for one. */
    private static final int MOST_LOOKS = 2000;

    private static final long MOST_OF_ONE = 1_000_000_000_000L;

    private final Map<String, List<Part>> kits;
    private final Map<String, ItemKind> kinds;
    private final int mostItems;

    /**
     * @param kits what is in each kit, as it stands
     * @param kinds of all items spoken of; of those that are written, as they will be
     * @param mostItems the most different items that one kit comes to, the kits in it taken apart
     */
    KitRules(Map<String, List<Part>> kits, Map<String, ItemKind> kinds, int mostItems) {
        this.kits = new HashMap<>(kits);
        this.kinds = kinds;
        this.mostItems = mostItems;
    }

    /**
     * Notes which of these items hold too many lines, before anything is looked up for what is in them.
     *
     * @param numbered whether fields begin with the item's number
     */
    static Violations lengths(List<ItemRecord> items, boolean numbered, int mostLines) {
        Violations violations = new Violations();
        for (int i = 0; i < items.size(); i++) {
            String row = numbered ? "[" + i + "]." : "";
            violations.check(items.get(i).contents().size() <= mostLines, row + "contents", "too-many", mostLines);
        }
        return violations;
    }

    /**
     * Notes what is wrong with these items, written together over what stands; unknown codes are left to others.
     *
     * @param numbered whether fields begin with the item's number
     */
    void check(List<ItemRecord> items, boolean numbered, Violations violations) {
        items.forEach(item -> kits.put(item.code(), item.contents()));
        Set<String> parts = new HashSet<>();
        kits.values().forEach(contents -> contents.forEach(part -> parts.add(part.item())));
        for (int i = 0; i < items.size(); i++) {
            ItemRecord item = items.get(i);
            String row = numbered ? "[" + i + "]." : "";
            if (item.kind() != ItemKind.SUPPLY) {
                violations
                        .check(item.contents().isEmpty(), row + "contents", "kit.only-supplies", item.kind())
                        .check(!parts.contains(item.code()), row + "kind", "kit.part-of-kit");
                continue;
            }
            for (int n = 0; n < item.contents().size(); n++) {
                String part = item.contents().get(n).item();
                @Nullable ItemKind kind = kinds.get(part);
                violations.check(
                        kind == null || kind == ItemKind.SUPPLY,
                        row + "contents[" + n + "].item",
                        "kit.part-not-supply",
                        part);
            }
            checkDepth(item, row, violations);
        }
    }

    /** A kit, and the kits that it is in, must not come to too much. */
    private void checkDepth(ItemRecord item, String row, Violations violations) {
        if (item.contents().isEmpty()) {
            return;
        }
        if (new Sum().add(item.code(), 1)) {
            kits.keySet().stream().sorted().forEach(kit -> {
                Sum sum = new Sum();
                sum.add(kit, 1);
                if (kit.equals(item.code()) || sum.kits.contains(item.code())) {
                    violations
                            .check(sum.all.size() <= mostItems, row + "contents", "kit.too-many", kit, mostItems)
                            .check(sum.most() <= MOST_OF_ONE, row + "contents", "kit.too-much", kit, MOST_OF_ONE);
                }
            });
        } else {
            violations.add(row + "contents", "kit.within-itself", item.code());
        }
    }

    /** What a kit comes to. */
    private final class Sum {

        private final Map<String, Long> all = new LinkedHashMap<>();
        private final Set<String> kits = new HashSet<>();
        private final Set<String> above = new HashSet<>();

        /** Adds it up; false where it is within itself. Stops where it is too much already. */
        boolean add(String kit, long times) {
            above.add(kit);
            boolean flat = true;
            for (Part part : KitRules.this.kits.getOrDefault(kit, List.of())) {
                long quantity = times > MOST_OF_ONE / part.quantity() ? MOST_OF_ONE + 1 : times * part.quantity();
                boolean isKit =
                        !KitRules.this.kits.getOrDefault(part.item(), List.of()).isEmpty();
                if (above.contains(part.item())) {
                    flat = false;
                } else if (!isKit) {
                    all.merge(part.item(), quantity, (a, b) -> Math.min(MOST_OF_ONE + 1, a + b));
                } else if (all.size() <= mostItems && ++looks <= MOST_LOOKS) {
                    kits.add(part.item());
                    flat &= add(part.item(), quantity);
                }
            }
            above.remove(kit);
            return flat;
        }

        long most() {
            return looks > MOST_LOOKS
                    ? MOST_OF_ONE + 1
                    : all.values().stream().mapToLong(n -> n).max().orElse(0);
        }

        private int looks;
    }
}
