package dev.muster.board;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Totals per item over the positions in view, kept up with each position that changes. */
final class StockTotals {

    private record Quantities(long onHand, long reserved, long held) {

        static final Quantities NONE = new Quantities(0, 0, 0);

        static Quantities of(ObjectNode position) {
            return new Quantities(
                    position.path("onHand").longValue(),
                    position.path("reserved").longValue(),
                    position.path("held").longValue());
        }

        Quantities plus(Quantities other) {
            return new Quantities(
                    Math.addExact(onHand, other.onHand),
                    Math.addExact(reserved, other.reserved),
                    Math.addExact(held, other.held));
        }

        Quantities minus(Quantities other) {
            return new Quantities(onHand - other.onHand, reserved - other.reserved, held - other.held);
        }
    }

    private final Map<String, Quantities> positions = new HashMap<>();
    private final Map<String, Quantities> totals = new HashMap<>();

    /** Takes a position's new quantities; gives what that changes. */
    List<Change> take(ObjectNode position) {
        String item = position.path("item").asText();
        Quantities now = Quantities.of(position);
        Quantities before = remember(Section.POSITIONS.key(position), now);
        Quantities known = totals.get(item);
        Quantities total =
                (known == null ? Quantities.NONE : known).minus(before).plus(now);
        totals.put(item, total);
        return total.equals(known) ? List.of() : List.of(Change.put(Section.STOCK, value(item, total)));
    }

    /** Every item that any position in view has ever been of, in stock or not. */
    Collection<ObjectNode> all() {
        return totals.entrySet().stream()
                .map(e -> value(e.getKey(), e.getValue()))
                .toList();
    }

    private Quantities remember(String key, Quantities now) {
        Quantities before = now.equals(Quantities.NONE) ? positions.remove(key) : positions.put(key, now);
        return before == null ? Quantities.NONE : before;
    }

    private static ObjectNode value(String item, Quantities total) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("item", item)
                .put("onHand", total.onHand)
                .put("reserved", total.reserved)
                .put("held", total.held)
                .put("available", total.onHand - total.reserved - total.held);
    }
}
