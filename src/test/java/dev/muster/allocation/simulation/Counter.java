package dev.muster.allocation.simulation;

import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.simulation.Shelves.Lot;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each kind of movement does, for the reference. */
final class Counter {

    /** One part of a movement: how on hand and held of a lot changed. */
    private record Part(Lot lot, long onHand, long held) {}

    private record Done(MovementKind kind, List<Part> parts) {}

    private final Shelves shelves;
    private final Map<UUID, Done> movements = new HashMap<>();
    private final Set<UUID> standing = new HashSet<>();
    private final List<UUID> reversed = new ArrayList<>();
    private final Map<String, @Nullable LocalDate> expiries = new HashMap<>();

    Counter(Shelves shelves) {
        this.shelves = shelves;
    }

    /** A batch begins: only movements that stand already can be reversed in it. */
    void begin() {
        standing.clear();
        standing.addAll(movements.keySet());
    }

    /** Of two new lots with one number the first that comes stands. */
    void foresee(Movement movement) {
        if (opens(movement) && plausible(movement) && !lot(movement).isEmpty()) {
            LocalDate expiry = movement.expiry();
            if (expiry == null || !expiry.isBefore(shelves.today())) {
                expiries.putIfAbsent(movement.item() + "/" + lot(movement), expiry);
            }
        }
    }

    /** Gives the items of which something may have become free, null if the movement is refused. */
    @Nullable
    List<Integer> record(UUID id, Movement movement) {
        if (movement.kind() == MovementKind.REVERSAL) {
            return reverse(id, movement);
        }
        List<Part> parts = plausible(movement) ? parts(movement) : null;
        if (parts == null) {
            return null;
        }
        post(id, movement, parts);
        boolean frees = opens(movement) || movement.kind() == MovementKind.UNHOLD;
        return frees ? List.of(item(movement)) : List.of();
    }

    private @Nullable List<Integer> reverse(UUID id, Movement movement) {
        Done done = movements.get(Objects.requireNonNull(movement.reverses()));
        if (done == null
                || !standing.contains(movement.reverses())
                || done.kind == MovementKind.REVERSAL
                || reversed.contains(movement.reverses())) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        for (Part part : done.parts) {
            Part back = new Part(part.lot, -part.onHand, -part.held);
            long free = shelves.available(part.lot);
            if (part.lot.held + back.held < 0 || free + back.onHand - back.held < 0) {
                parts.forEach(p -> apply(p, -1));
                return null;
            }
            apply(back, 1);
            parts.add(back);
        }
        parts.forEach(p -> apply(p, -1));
        post(id, movement, parts);
        reversed.add(movement.reverses());
        return parts.stream().map(p -> p.lot.item).distinct().toList();
    }

    private void post(UUID id, Movement movement, List<Part> parts) {
        parts.forEach(part -> apply(part, 1));
        movements.put(id, new Done(Objects.requireNonNull(movement.kind()), parts));
    }

    private static void apply(Part part, int sign) {
        part.lot.onHand += sign * part.onHand;
        part.lot.held += sign * part.held;
    }

    private @Nullable List<Part> parts(Movement movement) {
        long quantity = Math.abs(Objects.requireNonNull(movement.quantity()));
        List<Lot> lots = lots(movement);
        LocalDate today = shelves.today();
        return switch (Objects.requireNonNull(movement.kind())) {
            case RECEIPT -> receive(movement, quantity);
            case ADJUSTMENT -> movement.quantity() > 0 ? receive(movement, quantity) : take(lots, quantity);
            case ISSUE -> take(lots.stream().filter(lot -> lot.usableOn(today)).toList(), quantity);
            case HOLD -> each(lots, quantity, shelves::available, (lot, part) -> new Part(lot, 0, part));
            case UNHOLD -> each(lots, quantity, lot -> lot.held, (lot, part) -> new Part(lot, 0, -part));
            case WRITE_OFF -> writeOff(lots, quantity);
            default -> null;
        };
    }

    private @Nullable List<Part> receive(Movement movement, long quantity) {
        String number = lot(movement);
        LocalDate asked = movement.expiry();
        LocalDate expiry = number.isEmpty() ? asked : expiries.get(movement.item() + "/" + number);
        boolean other = asked != null && !asked.equals(expiry);
        if (other || expiry != null && expiry.isBefore(shelves.today())) {
            return null;
        }
        String site = Objects.requireNonNull(movement.site());
        Lot lot = shelves.at(site, item(movement)).stream()
                .filter(l -> l.number.equals(number) && Objects.equals(l.expiry, expiry))
                .findAny()
                .orElse(null);
        if (lot == null) {
            lot = new Lot(site, item(movement), number, expiry);
            shelves.lots.add(lot);
        }
        return List.of(new Part(lot, quantity, 0));
    }

    private @Nullable List<Part> take(List<Lot> lots, long quantity) {
        return each(lots, quantity, shelves::available, (lot, part) -> new Part(lot, -part, 0));
    }

    /** What is held goes first. */
    private @Nullable List<Part> writeOff(List<Lot> lots, long quantity) {
        long held = Math.min(quantity, lots.stream().mapToLong(lot -> lot.held).sum());
        List<Part> first = each(lots, held, lot -> lot.held, (lot, part) -> new Part(lot, -part, -part));
        List<Part> then = take(lots, quantity - held);
        if (first == null || then == null) {
            return null;
        }
        List<Part> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static @Nullable List<Part> each(
            List<Lot> lots,
            long quantity,
            java.util.function.ToLongFunction<Lot> has,
            java.util.function.BiFunction<Lot, Long, Part> part) {
        List<Part> parts = new ArrayList<>();
        long open = quantity;
        for (Lot lot : lots) {
            long some = Math.min(open, has.applyAsLong(lot));
            if (some > 0) {
                parts.add(part.apply(lot, some));
                open -= some;
            }
        }
        return open > 0 ? null : parts;
    }

    private List<Lot> lots(Movement movement) {
        return shelves.at(Objects.requireNonNull(movement.site()), item(movement)).stream()
                .filter(lot -> movement.lot() == null || movement.lot().equals(lot.number))
                .filter(lot -> movement.expiry() == null || movement.expiry().equals(lot.expiry))
                .toList();
    }

    private boolean plausible(Movement movement) {
        MovementKind kind = Objects.requireNonNull(movement.kind());
        boolean reasoned = kind == MovementKind.RECEIPT || kind == MovementKind.ISSUE || movement.reason() != null;
        return reasoned
                && movement.quantity() != null
                && (movement.quantity() > 0 || kind == MovementKind.ADJUSTMENT && movement.quantity() < 0)
                && world().sites.stream().anyMatch(s -> s.code.equals(movement.site()))
                && world().items.stream().anyMatch(i -> i.code().equals(movement.item()));
    }

    private static boolean opens(Movement movement) {
        return movement.kind() == MovementKind.RECEIPT
                || movement.kind() == MovementKind.ADJUSTMENT && Objects.requireNonNull(movement.quantity()) > 0;
    }

    private static String lot(Movement movement) {
        return movement.lot() == null ? "" : movement.lot();
    }

    private int item(Movement movement) {
        return world().items.stream()
                .filter(i -> i.code().equals(movement.item()))
                .findAny()
                .orElseThrow()
                .id();
    }

    private SimulatedWorld world() {
        return shelves.world;
    }
}
