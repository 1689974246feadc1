package dev.muster.allocation.simulation;

import dev.muster.allocation.Command;
import dev.muster.allocation.PlannedLine;
import dev.muster.allocation.SimulatedTables;
import dev.muster.allocation.SimulatedTables.LineRow;
import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.SimulatedWorld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes up a plan: some lines as they stand, and what they would have instead; good, bad, stale or impossible. */
final class Planning {

    private record Shelf(int site, int item) {}

    private final Step.Order.Plan order;
    private final SimulatedTables tables;
    private final SimulatedWorld world;
    private final Random random;

    Planning(Step.Order.Plan order, SimulatedTables tables, SimulatedWorld world) {
        this.order = order;
        this.tables = tables;
        this.world = world;
        this.random = new Random(order.seed());
    }

    Command.ApplyPlan command() {
        List<PlannedLine> lines = new ArrayList<>();
        for (List<LineRow> rows : tables.lines.values()) {
            for (LineRow row : rows) {
                if (row.quantity() != null && (row.open() || random.nextInt(10) == 0) && random.nextInt(3) > 0) {
                    lines.add(line(row));
                }
            }
        }
        return new Command.ApplyPlan(order.id(), order.plan(), List.of(), 0, lines, "officer");
    }

    private PlannedLine line(LineRow row) {
        Map<Shelf, Long> now = new LinkedHashMap<>();
        for (ReservationRow r : tables.reservations()) {
            if (r.request().equals(row.request())
                    && r.line() == row.number()
                    && r.state().equals("RESERVED")
                    && r.officer() == null) {
                now.merge(new Shelf(world.site(r.site()).id, r.item()), r.quantity(), Long::sum);
            }
        }
        long quantity = row.quantity() == null ? 0 : row.quantity();
        long others = row.allocated()
                - now.values().stream().mapToLong(Long::longValue).sum();
        Map<Shelf, Long> planned = new LinkedHashMap<>();
        now.forEach((shelf, units) -> planned.put(shelf, random.nextBoolean() ? units : random.nextLong(units + 1)));
        long left = quantity
                - others
                - planned.values().stream().mapToLong(Long::longValue).sum();
        for (int i = 0; i < 2 && left > 0; i++) {
            Shelf shelf = new Shelf(world.sites.get(random.nextInt(world.sites.size())).id, good(row));
            long units = random.nextInt(3) == 0 ? left : random.nextLong(left + 1);
            planned.merge(shelf, units, Long::sum);
            left -= units;
        }
        if (random.nextInt(8) == 0) {
            now.replaceAll((shelf, units) -> units + 1);
        }
        Set<Shelf> shelves = new LinkedHashSet<>(now.keySet());
        shelves.addAll(planned.keySet());
        return new PlannedLine(
                row.request(),
                row.number(),
                quantity,
                row.allocated(),
                shelves.stream()
                        .map(shelf -> new PlannedLine.From(
                                shelf.site,
                                shelf.item,
                                now.getOrDefault(shelf, 0L),
                                planned.getOrDefault(shelf, 0L),
                                null))
                        .toList());
    }

    private int good(LineRow row) {
        List<Integer> goods = new ArrayList<>(List.of(row.item()));
        if (row.substitutesAllowed()) {
            goods.addAll(world.item(row.item()).substitutes());
        }
        return goods.get(random.nextInt(goods.size()));
    }
}
