package dev.muster.allocation.simulation;

import static dev.muster.allocation.simulation.Disagreement.unless;

import dev.muster.allocation.SimulatedTables;
import dev.muster.allocation.SimulatedTables.LineRow;
import dev.muster.allocation.SimulatedTables.PositionRow;
import dev.muster.allocation.SimulatedTables.RequestRow;
import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.SimulatedWorld.Site;
import dev.muster.allocation.engine.Policy;
import dev.muster.request.Urgency;
import dev.muster.stock.Account;
import dev.muster.stock.StockStore.Posting;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The invariants of the domain, asked of the tables alone. */
final class Laws {

    private final SimulatedWorld world;
    private final SimulatedTables tables;
    private final List<ReservationRow> fresh;
    private final List<ReservationRow> byRules;

    /**
     * @param fresh what the last batch reserved
     * @param byRules what of it has nothing to do with a plan
     */
    Laws(SimulatedTables tables, SimulatedWorld world, List<ReservationRow> fresh, List<ReservationRow> byRules) {
        this.byRules = byRules;
        this.tables = tables;
        this.world = world;
        this.fresh = fresh;
    }

    void check() {
        balanceIsReplay();
        nothingBelowZeroOrTwice();
        linesHaveWhatIsReservedForThem();
        shortLinesSaySo();
        nothingExpired();
        floorsHold();
        nobodyBeforeTheMoreUrgent();
    }

    /** Invariant 1. */
    private void balanceIsReplay() {
        for (PositionRow row : tables.positions.values()) {
            long free = balance(row, Account.at(row.site()));
            long held = balance(row, Account.heldAt(row.site()));
            unless(
                    row.onHand() == free + held && row.held() == held,
                    "1: the ledger says %s + %s: %s",
                    free,
                    held,
                    row);
        }
    }

    private long balance(PositionRow row, Account account) {
        long balance = 0;
        for (Posting posting : tables.ledger) {
            if (posting.entry().lot() == row.lot()) {
                long quantity = posting.entry().quantity();
                balance += posting.entry().to().equals(account) ? quantity : 0;
                balance -= posting.entry().from().equals(account) ? quantity : 0;
            }
        }
        return balance;
    }

    /** Invariants 2 and 3. */
    private void nothingBelowZeroOrTwice() {
        Map<Long, Long> reserved = new HashMap<>();
        standing().forEach(r -> reserved.merge(r.position(), r.quantity(), Long::sum));
        for (PositionRow row : tables.positions.values()) {
            unless(row.reserved() >= 0 && row.held() >= 0 && available(row) >= 0, "2: below zero: %s", row);
            long sum = reserved.getOrDefault(row.id(), 0L);
            unless(row.reserved() == sum, "3: reservations of %s: %s", sum, row);
        }
    }

    private List<ReservationRow> standing() {
        return tables.reservations().stream()
                .filter(r -> r.state().equals("RESERVED"))
                .toList();
    }

    private static long available(PositionRow row) {
        return row.onHand() - row.reserved() - row.held();
    }

    private void linesHaveWhatIsReservedForThem() {
        Map<String, Long> reserved = new HashMap<>();
        standing().forEach(r -> reserved.merge(r.request() + "/" + r.line(), r.quantity(), Long::sum));
        tables.lines
                .values()
                .forEach(lines -> lines.forEach(line -> {
                    long sum = reserved.getOrDefault(line.request() + "/" + line.number(), 0L);
                    unless(line.allocated() == sum, "4: reservations of %s: %s", sum, line);
                    unless(line.open() || sum == 0, "4: reserved for a closed line: %s", line);
                }));
    }

    private void shortLinesSaySo() {
        tables.lines
                .values()
                .forEach(lines -> lines.forEach(line -> {
                    unless(line.isShort() == (line.shortSince() != null), "short since? %s", line);
                    unless(line.isShort() == (line.shortageReason() != null), "why short? %s", line);
                }));
    }

    /** Invariant 10: what is reserved now is still usable when it arrives. */
    private void nothingExpired() {
        for (ReservationRow r : fresh) {
            PositionRow row = Objects.requireNonNull(tables.positions.get(r.position()));
            LocalDate arrival = LocalDate.ofInstant(world.now.plusSeconds(60L * r.travelMinutes()), ZoneOffset.UTC)
                    .plusDays(world.item(r.item()).minRemainingLifeDays());
            unless(row.expiry() == null || !row.expiry().isBefore(arrival), "10: expired: %s of %s", r, row);
        }
    }

    /** Invariant 9: where nothing was given that may go below the floor, nothing did. */
    private void floorsHold() {
        Set<String> below = new HashSet<>();
        fresh.stream().filter(r -> r.override() || belowFloor(r)).forEach(r -> below.add(r.site() + r.item()));
        LocalDate today = LocalDate.ofInstant(world.now, ZoneOffset.UTC);
        for (ReservationRow r : fresh) {
            if (!below.contains(r.site() + r.item())) {
                long free = free(world.site(r.site()), r.item(), today);
                unless(free >= world.floor(r.site(), r.item()), "9: %s left: %s", free, r);
            }
        }
    }

    private boolean belowFloor(ReservationRow r) {
        RequestRow request = Objects.requireNonNull(tables.requests.get(r.request()));
        Policy policy = policy(request);
        return policy.belowFloor().contains(request.urgency())
                && policy.belowFloorLevels().contains(tables.level(request));
    }

    private Policy policy(RequestRow request) {
        return Objects.requireNonNull(world.policies.get(tables.level(request)));
    }

    private long free(Site site, int item, LocalDate day) {
        return tables.positions.values().stream()
                .filter(row -> row.site() == site.id && row.item() == item)
                .filter(row -> row.expiry() == null || !row.expiry().isBefore(day))
                .mapToLong(Laws::available)
                .sum();
    }

    /**
     * Invariant 8, in the plain case: while a line of this batch is short, no lower class gets the item asked for from a
     * source that stands open to that line, by the same policy. (What a plan moves is free for nobody else meanwhile.)
     */
    private void nobodyBeforeTheMoreUrgent() {
        for (ReservationRow r : byRules) {
            RequestRow served = Objects.requireNonNull(tables.requests.get(r.request()));
            if (r.officer() == null) {
                tables.requests.values().stream()
                        .filter(request -> request.submittedAt().equals(world.now))
                        .filter(request -> demandClass(request) < demandClass(served))
                        .forEach(request -> notShort(request, served, r));
            }
        }
    }

    private int demandClass(RequestRow request) {
        return tables.level(request) * Urgency.values().length
                + request.urgency().ordinal();
    }

    private void notShort(RequestRow first, RequestRow served, ReservationRow r) {
        Policy policy = policy(first);
        Site source = world.site(r.site());
        boolean plain = policy.equals(policy(served))
                && source.id != first.site()
                && first.site() == served.site()
                && policy.smallestShipment() == 1
                && policy.maxSources() == 10
                && takesBack(first.id()).isEmpty();
        for (LineRow line : Objects.requireNonNull(tables.lines.get(first.id()))) {
            boolean wants = line.isShort() && line.quantity() != null && line.item() == r.item();
            unless(!plain || !wants, "8: %s is short while %s is served", line, r);
        }
    }

    private List<ReservationRow> takesBack(UUID request) {
        return tables.reservations().stream()
                .filter(r -> r.request().equals(request) && r.state().equals("RELEASED"))
                .toList();
    }
}
