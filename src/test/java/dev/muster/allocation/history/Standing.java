package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Position;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How things stand at one moment of the log: every lot and every need. */
final class Standing {

    /** A stock position. */
    static final class Lot {
        final String site;
        final String item;
        final @Nullable LocalDate expiry;
        long onHand;
        long reserved;
        long held;
        boolean touched;

        private Lot(Position position) {
            this.site = position.site();
            this.item = position.item();
            this.expiry = position.expiry();
        }

        long available() {
            return onHand - reserved - held;
        }

        boolean usableOn(LocalDate day) {
            return expiry == null || !expiry.isBefore(day);
        }

        boolean sound() {
            return onHand >= 0 && reserved >= 0 && held >= 0 && available() >= 0;
        }

        @Override
        public String toString() {
            return item + " at " + site + " expiring " + expiry + ": on hand " + onHand + ", reserved " + reserved
                    + ", held " + held;
        }
    }

    /** A request line. */
    static final class Need {
        /** Sites whose reservation an officer took back: not a source by rule any more. */
        final Set<String> takenBack = new HashSet<>();

        long allocated;
        boolean open;
        /** What the last shortage event says is allocated. */
        @Nullable
        Long said;

        private @Nullable Long missing;
    }

    private final World world;
    private final Map<LineKey, Line> lines = new HashMap<>();
    private final Map<Long, Lot> lots = new HashMap<>();
    private final Map<String, Map<String, List<Lot>>> shelves = new HashMap<>();
    private final Map<LineKey, Need> needs = new HashMap<>();
    private final Map<String, Set<LineKey>> shortOf = new HashMap<>();

    /** At the beginning: no stock, no need. */
    Standing(History history) {
        this.world = history.world();
        Set<UUID> requests =
                history.end().requests().stream().map(EndState.Request::id).collect(Collectors.toSet());
        history.end().lines().stream()
                .filter(line -> requests.contains(line.key().request()))
                .forEach(line -> lines.put(line.key(), line));
        for (Position position : history.end().positions()) {
            Lot lot = new Lot(position);
            lots.put(position.id(), lot);
            shelves.computeIfAbsent(lot.item, i -> new HashMap<>())
                    .computeIfAbsent(lot.site, s -> new ArrayList<>())
                    .add(lot);
        }
    }

    /** Whether all that it speaks of is there. */
    boolean knows(EndState.Allocation allocation) {
        return lines.containsKey(allocation.line()) && lots.containsKey(allocation.position());
    }

    Lot lot(long position) {
        return Objects.requireNonNull(lots.get(position), () -> "position " + position);
    }

    /** All lots of an item, by site. */
    Map<String, List<Lot>> shelves(String item) {
        return shelves.getOrDefault(item, Map.of());
    }

    Need need(LineKey line) {
        return needs.computeIfAbsent(line, k -> new Need());
    }

    Line line(LineKey key) {
        return Objects.requireNonNull(lines.get(key), () -> "line " + key);
    }

    /** What the line is short of; null if it is not, or nobody knows how much it needs. */
    @Nullable
    Long missing(LineKey line) {
        return need(line).missing;
    }

    void isShort(LineKey key, @Nullable Long missing) {
        need(key).missing = missing;
        Line line = lines.get(key);
        if (line == null) {
            return;
        }
        for (String item : wanted(line)) {
            Set<LineKey> those = shortOf.computeIfAbsent(item, i -> new LinkedHashSet<>());
            if (missing == null) {
                those.remove(key);
            } else {
                those.add(key);
            }
        }
    }

    /** The lines that are short and that this item may serve. */
    Set<LineKey> shortOf(String item) {
        return shortOf.getOrDefault(item, Set.of());
    }

    /** The item asked for and, where the line allows them, its substitutes. */
    List<String> wanted(Line line) {
        List<String> wanted = new ArrayList<>(List.of(line.item()));
        if (line.substitutesAllowed()) {
            wanted.addAll(Objects.requireNonNull(world.items().get(line.item())).substitutes());
        }
        return wanted;
    }
}
