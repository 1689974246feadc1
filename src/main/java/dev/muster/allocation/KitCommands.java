package dev.muster.allocation;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.stock.Account;
import dev.muster.stock.KitStore.Contents;
import dev.muster.stock.KitStore.LotInKit;
import dev.muster.stock.KitStore.Numbers;
import dev.muster.stock.Ledger;
import dev.muster.stock.LedgerEntry;
import dev.muster.stock.Movement;
import dev.muster.stock.Position;
import dev.muster.stock.Quantity;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockStore.LotKey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assembling kits and breaking them. What goes into the kits of one movement is a lot of its own, which expires when the first
 * of its parts does; what comes out are the lots that went in, as the ledger says, the one that expires first in front.
 */
final class KitCommands {

    private final Loaded loaded;
    private final BatchDecision batch;

    KitCommands(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    Ledger.Result assemble(UUID id, Movement movement, Facts.Item kit, Facts.Site site) {
        long kits = Objects.requireNonNull(movement.quantity());
        @Nullable Problem problem = notAssembled(movement, kit, site, kits);
        if (problem != null) {
            return new Ledger.Result.Refused(problem);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        loaded.facts
                .contents(kit.id())
                .forEach((part, each) -> entries.addAll(
                        recorded(Ledger.takeOut(lots(site, part), kits * each, Account.Kind.ASSEMBLED, today()))));
        Position lot = lot(id, movement, kit, site, entries);
        List<LedgerEntry> all = new ArrayList<>(recorded(Ledger.receive(lot, kits, Account.Kind.ASSEMBLED)));
        all.addAll(entries);
        loaded.kitContents.put(lot.lot(), new Contents(kits, inKits(site, entries)));
        return new Ledger.Result.Recorded(all);
    }

    private @Nullable Problem notAssembled(Movement movement, Facts.Item kit, Facts.Site site, long kits) {
        Map<Integer, Long> contents = loaded.facts.contents(kit.id());
        if (contents.isEmpty()) {
            return Problem.violation("item", "kit.none", kit.code());
        }
        if (contents.values().stream().anyMatch(each -> each > Quantity.MAX / kits)) {
            return Problem.violation("quantity", "kit.times-too-much", Quantity.MAX);
        }
        if (loaded.namedLots.getOrDefault(kit.id(), Map.of()).containsKey(number(movement))) {
            return Problem.violation("lot", "kit.lot-known", number(movement));
        }
        String missing = contents.entrySet().stream()
                .map(part -> missing(site, part.getKey(), kits * part.getValue()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? null : Problem.of(ProblemType.NOT_ENOUGH_STOCK, "kit.parts-missing", missing);
    }

    private @Nullable String missing(Facts.Site site, int part, long quantity) {
        long free = loaded.book
                .shelf(site.id(), part)
                .map(shelf -> shelf.free(today()))
                .orElse(0L);
        return free >= quantity ? null : loaded.facts.item(part).code() + " " + free + "/" + quantity;
    }

    private static String number(Movement movement) {
        return movement.lot() == null ? "" : movement.lot().strip();
    }

    /** The new lot that the kits are, empty yet. */
    private Position lot(UUID id, Movement movement, Facts.Item kit, Facts.Site site, List<LedgerEntry> parts) {
        Numbers numbers = Objects.requireNonNull(loaded.kitNumbers.get(id));
        String number = number(movement).isEmpty() ? "KIT-" + numbers.lot() : number(movement);
        @Nullable
        LocalDate expiry = parts.stream()
                .map(entry -> position(site, entry.item(), entry.lot()).expiry())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Position lot = new Position(numbers.position(), site.id(), kit.id(), numbers.lot(), number, expiry, 0, 0, 0);
        loaded.book.add(lot, numbers.floor());
        loaded.namedLots
                .computeIfAbsent(kit.id(), i -> new HashMap<>())
                .put(number, new LotKey(kit.id(), number, expiry));
        batch.openedKits.add(lot);
        return lot;
    }

    private List<LotInKit> inKits(Facts.Site site, List<LedgerEntry> parts) {
        return parts.stream()
                .map(entry -> new LotInKit(
                        entry.item(),
                        entry.lot(),
                        position(site, entry.item(), entry.lot()).expiry(),
                        entry.quantity(),
                        entry.quantity()))
                .toList();
    }

    /** @param lots those that the movement speaks of */
    Ledger.Result breakUp(Movement movement, Facts.Site site, List<Position> lots) {
        long kits = Objects.requireNonNull(movement.quantity());
        @Nullable
        Position lot = lots.stream()
                .filter(position -> position.available() >= kits)
                .findFirst()
                .orElse(null);
        if (lot == null) {
            return new Ledger.Result.Refused(Problem.of(
                    ProblemType.NOT_ENOUGH_STOCK,
                    "kit.lot-of-how-many",
                    kits,
                    lots.stream()
                            .filter(position -> position.available() > 0)
                            .map(position -> position.lotNumber() + " " + position.available())
                            .collect(Collectors.joining(", "))));
        }
        @Nullable Contents contents = loaded.kitContents.get(lot.lot());
        @Nullable Map<LotInKit, Long> out = contents == null ? null : out(contents, kits, site);
        if (contents == null || out == null) {
            return new Ledger.Result.Refused(
                    Problem.of(ProblemType.NOT_ENOUGH_STOCK, "kit.unknown-contents", lot.lotNumber()));
        }
        List<LedgerEntry> entries =
                new ArrayList<>(recorded(Ledger.takeOut(List.of(lot), kits, Account.Kind.ASSEMBLED)));
        out.forEach((part, quantity) -> entries.addAll(
                recorded(Ledger.receive(position(site, part.item(), part.lot()), quantity, Account.Kind.ASSEMBLED))));
        loaded.kitContents.put(lot.lot(), less(contents, out));
        return new Ledger.Result.Recorded(entries);
    }

    /** What comes out of so many kits; null where that is not known, or cannot be put back. */
    private @Nullable Map<LotInKit, Long> out(Contents contents, long kits, Facts.Site site) {
        Map<Integer, Long> open = new HashMap<>();
        contents.parts().forEach(part -> open.merge(part.item(), part.assembled(), Long::sum));
        open.replaceAll((item, assembled) -> assembled / Math.max(1, contents.kits()) * kits);
        Map<LotInKit, Long> out = new LinkedHashMap<>();
        for (LotInKit part : contents.parts()) {
            long quantity = Math.min(part.left(), Objects.requireNonNull(open.get(part.item())));
            open.merge(part.item(), -quantity, Long::sum);
            if (quantity > 0) {
                out.put(part, quantity);
            }
        }
        boolean whole = open.values().stream().allMatch(left -> left == 0);
        boolean placed = out.entrySet().stream()
                .allMatch(part -> loaded.items.containsKey(part.getKey().item())
                        && find(site, part.getKey().item(), part.getKey().lot()) != null
                        && position(site, part.getKey().item(), part.getKey().lot())
                                                .onHand()
                                        + part.getValue()
                                <= Quantity.MAX);
        return whole && placed ? out : null;
    }

    private static Contents less(Contents contents, Map<LotInKit, Long> out) {
        return new Contents(
                contents.kits(),
                contents.parts().stream()
                        .map(part -> new LotInKit(
                                part.item(),
                                part.lot(),
                                part.expiry(),
                                part.assembled(),
                                part.left() - out.getOrDefault(part, 0L)))
                        .toList());
    }

    private Position position(Facts.Site site, int item, long lot) {
        return Objects.requireNonNull(find(site, item, lot), () -> "lot " + lot + " at " + site.code());
    }

    private @Nullable Position find(Facts.Site site, int item, long lot) {
        return lots(site, item).stream()
                .filter(position -> position.lot() == lot)
                .findAny()
                .orElse(null);
    }

    private List<Position> lots(Facts.Site site, int item) {
        return loaded.book.shelf(site.id(), item).map(Shelf::lots).orElse(List.of());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(loaded.now, ZoneOffset.UTC);
    }

    private static List<LedgerEntry> recorded(Ledger.Result result) {
        if (result instanceof Ledger.Result.Recorded recorded) {
            return recorded.entries();
        }
        throw new IllegalStateException("Looked at before, and refused now: " + result);
    }
}
