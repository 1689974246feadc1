package dev.muster.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.platform.Name;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KitRulesTest {

    private final Map<String, List<Part>> stands = new HashMap<>();

    @Test
    void shouldRefuseKitsThatAreWithinOneAnotherWhoeverIsWrittenWithThem() {
        assertThat(check(kit("A", "B"), kit("B", "C"))).isEmpty();
        assertThat(check(kit("A", "B"), kit("B", "A"))).isNotEmpty();
        stands.put("B", List.of(new Part("C", 1)));
        stands.put("C", List.of(new Part("D", 1)));
        assertThat(check(kit("D", "A"))).isEmpty();
        assertThat(check(kit("D", "B"))).containsExactly("[0].contents");
    }

    @Test
    void shouldRefuseWhatWouldMakeAKitAboveTooLarge() {
        stands.put("TOP", List.of(new Part("BOX", 1_000_000)));
        assertThat(check(item("BOX", List.of(new Part("PILL", 1_000_000))))).isEmpty();
        assertThat(check(item("BOX", List.of(new Part("PILL", 1_000_001))))).containsExactly("[0].contents");
    }

    @Test
    void shouldCountDifferentItemsOnceAndStopWhereThereAreTooMany() {
        List<Part> many = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            many.add(new Part("P" + n, 1));
        }
        stands.put("HALF", List.copyOf(many));
        assertThat(check(item("KIT", List.of(new Part("HALF", 2), new Part("P0", 1)))))
                .isEmpty();
        assertThat(check(item("KIT", List.of(new Part("HALF", 2), new Part("OTHER", 1)))))
                .isNotEmpty();
    }

    @Test
    void shouldNotTakeForeverWhereKitsBranch() {
        for (int level = 0; level < 40; level++) {
            stands.put("L" + level, List.of(new Part("L" + (level + 1), 1), new Part("M" + (level + 1), 1)));
            stands.put("M" + level, List.of(new Part("L" + (level + 1), 1), new Part("M" + (level + 1), 1)));
        }
        assertThat(check(kit("TOP", "L0"))).isNotEmpty();
    }

    @Test
    void shouldHoldToTheLimitsThatAreSet() {
        ItemRecord two = item("TWO", List.of(new Part("P0", 1), new Part("P1", 1)));
        ItemRecord three = item("THREE", List.of(new Part("P0", 1), new Part("P1", 1), new Part("P2", 1)));
        assertThat(messages(2, 200, two)).isEmpty();
        assertThat(messages(2, 200, three)).containsExactly("too-many");
        assertThat(messages(100, 3, three)).isEmpty();
        assertThat(messages(100, 2, three)).containsExactly("kit.too-many");
    }

    private List<String> messages(int lines, int different, ItemRecord item) {
        Violations violations = new Violations();
        new KitRules(stands, Map.of(), different).check(List.of(item), false, violations);
        return Stream.concat(
                        KitRules.lengths(List.of(item), false, lines).found().stream(), violations.found().stream())
                .map(Violation::message)
                .toList();
    }

    private List<String> check(ItemRecord... items) {
        Violations violations = new Violations();
        new KitRules(stands, Map.of(), 200).check(List.of(items), true, violations);
        return violations.found().stream().map(Violation::field).distinct().toList();
    }

    private static ItemRecord kit(String code, String part) {
        return item(code, List.of(new Part(part, 1)));
    }

    private static ItemRecord item(String code, List<Part> contents) {
        return new ItemRecord(
                code,
                ItemKind.SUPPLY,
                new Name(null, code),
                null,
                "piece",
                List.of(),
                List.of(),
                StorageClass.AMBIENT,
                null,
                0,
                List.of(),
                contents);
    }
}
