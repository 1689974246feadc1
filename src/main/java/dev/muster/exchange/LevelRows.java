package dev.muster.exchange;

import dev.muster.exchange.ImportTarget.Entry;
import dev.muster.exchange.ImportTarget.Outcome;
import dev.muster.exchange.quantity.QuantityText;
import dev.muster.platform.Problem.Violation;
import dev.muster.stock.StockLevel;
import dev.muster.stock.StockLevels;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of floors and par levels; what a row leaves open stays as it is. Blocks. */
final class LevelRows {

    private record Place(String site, String item) {

        static Place of(StockLevel level) {
            return new Place(level.site(), level.item());
        }
    }

    private final StockLevels levels;
    private final String actor;
    private final ImportConfig config;

    LevelRows(StockLevels levels, String actor, ImportConfig config) {
        this.levels = levels;
        this.actor = actor;
        this.config = config;
    }

    /** Sets the levels of a step together; notes what became of each. A site's item stands once in a step. */
    void apply(List<Entry<StockRow>> entries, boolean trial, Map<Entry<StockRow>, Outcome> outcomes) {
        if (entries.isEmpty()) {
            return;
        }
        List<StockLevel> named = entries.stream()
                .map(entry -> level(entry))
                .map(level -> new StockLevel(level.site(), level.item(), 0, 0))
                .toList();
        Map<Place, StockLevel> present = new HashMap<>();
        wait(levels.present(named)).forEach(level -> present.put(Place.of(level), level));
        Map<Place, Entry<StockRow>> left = new HashMap<>();
        List<StockLevel> wanted = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            StockRow.Level row = level(entries.get(i));
            Place place = Place.of(named.get(i));
            StockLevel there = present.getOrDefault(place, named.get(i));
            StockLevel written = new StockLevel(
                    row.site(),
                    row.item(),
                    row.floor() == null ? there.floor() : row.floor(),
                    row.par() == null ? there.par() : row.par());
            List<Violation> violations = violations(written);
            outcomes.put(
                    entries.get(i),
                    !violations.isEmpty()
                            ? Outcome.rejected(violations)
                            : written.equals(there) ? Outcome.UNCHANGED : Outcome.ACCEPTED);
            if (violations.isEmpty() && !written.equals(there)) {
                left.put(place, entries.get(i));
                wanted.add(written);
            }
        }
        if (!trial && !wanted.isEmpty()) {
            Set<Place> changed = new HashSet<>();
            wait(levels.putAll(wanted, actor)).forEach(level -> changed.add(Place.of(level)));
            left.forEach((place, entry) ->
                    outcomes.put(entry, changed.contains(place) ? Outcome.ACCEPTED : Outcome.UNCHANGED));
        }
    }

    private static StockRow.Level level(Entry<StockRow> entry) {
        if (entry.command() instanceof StockRow.Level level) {
            return level;
        }
        throw new IllegalArgumentException("No levels: " + entry);
    }

    private static List<Violation> violations(StockLevel level) {
        List<Violation> violations = new ArrayList<>();
        if (level.floor() < 0 || level.floor() > QuantityText.MAX) {
            violations.add(Violation.of("floor", "range", 0L, QuantityText.MAX));
        }
        if (level.par() < 0 || level.par() > QuantityText.MAX) {
            violations.add(Violation.of("par", "range", 0L, QuantityText.MAX));
        }
        return violations;
    }

    private <T> T wait(Uni<T> uni) {
        return uni.await().atMost(config.stepTimeout());
    }
}
