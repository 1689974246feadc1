package dev.muster.stock;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of movement does to positions and which ledger entries record it. Pure: changes only the positions it
 * is given, and those only if the whole movement is possible.
 */
public final class Ledger {

    /** What came of a movement. */
    public sealed interface Result {
        record Recorded(List<LedgerEntry> entries) implements Result {}

        record Refused(Problem problem) implements Result {}
    }

    private Ledger() {}

    /** Goods come into a lot, from a supplier or found by a count. */
    public static Result receive(Position lot, long quantity, Account.Kind from) {
        if (lot.onHand() + quantity > Quantity.MAX) {
            return refused(Problem.violation("quantity", "quantity.too-much-on-hand", Quantity.MAX));
        }
        lot.change(quantity, 0, 0);
        return recorded(entry(lot, quantity, Account.of(from), Account.at(lot.site())));
    }

    /** Goods leave the site's free stock, from these lots in their order as far as they are usable on that day. */
    public static Result takeOut(List<Position> lots, long quantity, Account.Kind to, LocalDate usableOn) {
        return take(lots, quantity, to, lot -> lot.usableOn(usableOn));
    }

    /** Free goods leave named lots, expired ones included. */
    public static Result takeOut(List<Position> lots, long quantity, Account.Kind to) {
        return take(lots, quantity, to, lot -> true);
    }

    private static Result take(List<Position> lots, long quantity, Account.Kind to, Predicate<Position> usable) {
        List<Position> from = lots.stream().filter(usable).toList();
        long free = sum(from, Position::available);
        if (free < quantity) {
            return notEnough(quantity, free);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        takeFree(from, quantity, to, entries);
        return new Result.Recorded(entries);
    }

    /** Goods are written off: first what is held, then what is free. What is reserved stays. */
    public static Result writeOff(List<Position> lots, long quantity) {
        long possible = sum(lots, lot -> lot.held() + lot.available());
        if (possible < quantity) {
            return notEnough(quantity, possible);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        long left = quantity;
        for (Position lot : lots) {
            long part = Math.min(left, lot.held());
            if (part > 0) {
                lot.change(-part, 0, -part);
                entries.add(entry(lot, part, Account.heldAt(lot.site()), Account.of(Account.Kind.WRITTEN_OFF)));
                left -= part;
            }
        }
        takeFree(lots, left, Account.Kind.WRITTEN_OFF, entries);
        return new Result.Recorded(entries);
    }

    private static void takeFree(List<Position> lots, long quantity, Account.Kind to, List<LedgerEntry> entries) {
        long left = quantity;
        for (Position lot : lots) {
            long part = Math.min(left, lot.available());
            if (part > 0) {
                lot.change(-part, 0, 0);
                entries.add(entry(lot, part, Account.at(lot.site()), Account.of(to)));
                left -= part;
            }
        }
    }

    /** Free goods are put into quarantine or recalled. */
    public static Result hold(List<Position> lots, long quantity) {
        long free = sum(lots, Position::available);
        if (free < quantity) {
            return notEnough(quantity, free);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        long left = quantity;
        for (Position lot : lots) {
            long part = Math.min(left, lot.available());
            if (part > 0) {
                lot.change(0, 0, part);
                entries.add(entry(lot, part, Account.at(lot.site()), Account.heldAt(lot.site())));
                left -= part;
            }
        }
        return new Result.Recorded(entries);
    }

    /** Held goods are free again. */
    public static Result unhold(List<Position> lots, long quantity) {
        long held = sum(lots, Position::held);
        if (held < quantity) {
            return notEnough(quantity, held);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        long left = quantity;
        for (Position lot : lots) {
            long part = Math.min(left, lot.held());
            if (part > 0) {
                lot.change(0, 0, -part);
                entries.add(entry(lot, part, Account.heldAt(lot.site()), Account.at(lot.site())));
                left -= part;
            }
        }
        return new Result.Recorded(entries);
    }

    /** Undoes the entries of an earlier movement; refused where the goods are no longer there, free. */
    public static Result reverse(List<LedgerEntry> entries, StockBook book) {
        List<LedgerEntry> undone = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            LedgerEntry back = entry.reversed();
            Problem problem = post(back, book);
            if (problem != null) {
                undone.forEach(done -> post(done.reversed(), book));
                return refused(problem);
            }
            undone.add(back);
        }
        return new Result.Recorded(undone);
    }

    private static @Nullable Problem post(LedgerEntry entry, StockBook book) {
        Integer fromSite = entry.from().site();
        if (fromSite != null) {
            Position from = positionOf(fromSite, entry, book);
            boolean held = entry.from().kind() == Account.Kind.SITE_HELD;
            long possible = held ? from.held() : from.available();
            if (possible < entry.quantity()) {
                return Problem.of(ProblemType.NOT_ENOUGH_STOCK, "not-enough-stock", entry.quantity(), possible);
            }
            from.change(-entry.quantity(), 0, held ? -entry.quantity() : 0);
        }
        Integer toSite = entry.to().site();
        if (toSite != null) {
            positionOf(toSite, entry, book)
                    .change(entry.quantity(), 0, entry.to().kind() == Account.Kind.SITE_HELD ? entry.quantity() : 0);
        }
        return null;
    }

    private static Position positionOf(int site, LedgerEntry entry, StockBook book) {
        return book.shelf(site, entry.item()).stream()
                .flatMap(shelf -> shelf.lots().stream())
                .filter(lot -> lot.lot() == entry.lot())
                .findAny()
                .orElseThrow(() -> new IllegalStateException("No position for " + entry + " at site " + site));
    }

    private static LedgerEntry entry(Position lot, long quantity, Account from, Account to) {
        return new LedgerEntry(lot.item(), lot.lot(), quantity, from, to);
    }

    private static long sum(List<Position> lots, ToLongFunction<Position> of) {
        return lots.stream().mapToLong(of).sum();
    }

    private static Result recorded(LedgerEntry entry) {
        return new Result.Recorded(List.of(entry));
    }

    private static Result notEnough(long asked, long possible) {
        return refused(Problem.of(ProblemType.NOT_ENOUGH_STOCK, "not-enough-stock", asked, possible));
    }

    private static Result refused(Problem problem) {
        return new Result.Refused(problem);
    }
}
