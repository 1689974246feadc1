package dev.muster.allocation;

import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.stock.Account;
import dev.muster.stock.Ledger;
import dev.muster.stock.LedgerEntry;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.stock.Position;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockStore.LotKey;
import dev.muster.stock.StockStore.Posting;
import dev.muster.stock.StockStore.Recorded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a movement does in a batch. Gives a problem, having changed nothing, or null. */
final class MovementCommands {

    private static final String NO_EXPIRY = "–";

    private final BatchDecision batch;
    private final Loaded loaded;

    MovementCommands(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    @Nullable
    Problem record(Command.RecordMovement command) {
        Movement movement = command.movement();
        List<Violation> violations = new ArrayList<>(movement.violations(loaded.now));
        if (violations.isEmpty() && movement.kind() != MovementKind.REVERSAL) {
            violations.addAll(unknown(movement));
        }
        if (!violations.isEmpty()) {
            return Problem.violations(ProblemType.RULE_BROKEN, violations);
        }
        if (!mayReverse(command)) {
            return Problem.of(ProblemType.FORBIDDEN, "other-site", String.valueOf(movement.reverses()));
        }
        Ledger.Result result = apply(command.id(), movement);
        if (result instanceof Ledger.Result.Refused refused) {
            return refused.problem();
        }
        post(command, ((Ledger.Result.Recorded) result).entries());
        return null;
    }

    /** A keeper reverses movements of the own site only. */
    private boolean mayReverse(Command.RecordMovement command) {
        Recorded recorded = command.movement().reverses() == null
                ? null
                : loaded.movements.get(command.movement().reverses());
        if (command.onlySite() == null || recorded == null) {
            return true;
        }
        return recorded.entries().stream()
                .flatMap(entry -> Stream.of(entry.from(), entry.to()))
                .allMatch(account -> account.site() == null
                        || loaded.facts.site(account.site()).code().equals(command.onlySite()));
    }

    private void post(Command.RecordMovement command, List<LedgerEntry> entries) {
        Movement movement = command.movement();
        Instant occurred = movement.occurredAt() == null ? loaded.now : movement.occurredAt();
        List<Posting> postings = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            postings.add(new Posting(
                    command.id(),
                    postings.size(),
                    Objects.requireNonNull(movement.kind()),
                    entry,
                    movement.reason(),
                    null,
                    movement.reverses(),
                    command.actor(),
                    occurred));
            if (movement.mayFree()) {
                batch.freed(entry.item());
            }
        }
        batch.postings.put(command.id(), postings);
        if (movement.reverses() != null) {
            loaded.movements.computeIfPresent(
                    movement.reverses(), (id, was) -> new Recorded(was.kind(), true, was.entries()));
        }
    }

    private List<Violation> unknown(Movement movement) {
        List<Violation> violations = new ArrayList<>();
        if (!loaded.facts.sitesByCode.containsKey(Objects.requireNonNull(movement.site()))) {
            violations.add(Violation.of("site", "site.unknown", movement.site()));
        }
        String code = Objects.requireNonNull(movement.item());
        Facts.Item item = loaded.facts.itemsByCode.get(code);
        if (item == null) {
            violations.add(Violation.of("item", "item.unknown", code));
        } else if (!"SUPPLY".equals(item.kind())) {
            violations.add(Violation.of("item", "item.not-supply", code, item.kind()));
        }
        return violations;
    }

    private Ledger.Result apply(UUID id, Movement movement) {
        long quantity = movement.quantity() == null ? 0 : movement.quantity();
        return switch (Objects.requireNonNull(movement.kind())) {
            case RECEIPT -> receive(movement, quantity, Account.Kind.SUPPLIER);
            case ADJUSTMENT ->
                quantity > 0
                        ? receive(movement, quantity, Account.Kind.ADJUSTMENT)
                        : Ledger.takeOut(lots(movement), -quantity, Account.Kind.ADJUSTMENT);
            case ISSUE -> Ledger.takeOut(lots(movement), quantity, Account.Kind.CONSUMED, today());
            case HOLD -> Ledger.hold(lots(movement), quantity);
            case UNHOLD -> Ledger.unhold(lots(movement), quantity);
            case WRITE_OFF -> Ledger.writeOff(lots(movement), quantity);
            case REVERSAL -> reverse(movement);
            case ASSEMBLY -> new KitCommands(batch).assemble(id, movement, item(movement), site(movement));
            case BREAKING -> new KitCommands(batch).breakUp(movement, site(movement), lots(movement));
            case DISPATCH, ARRIVAL -> throw new IllegalStateException("Not recordable: " + movement);
        };
    }

    private Ledger.Result receive(Movement movement, long quantity, Account.Kind from) {
        LotKey lot = receivedInto(movement, itemId(movement), loaded.namedLots);
        if (movement.expiry() != null && !movement.expiry().equals(lot.expiry())) {
            return refused(Problem.violation(
                    "expiry", "lot.other-expiry", lot.number(), lot.expiry() == null ? NO_EXPIRY : lot.expiry()));
        }
        if (lot.expiry() != null && lot.expiry().isBefore(today())) {
            return refused(Problem.violation("expiry", "lot.expired", lot.expiry()));
        }
        Position position = lots(movement).stream()
                .filter(p -> p.lotNumber().equals(lot.number()) && Objects.equals(p.expiry(), lot.expiry()))
                .findAny()
                .orElse(null);
        if (position == null) {
            // two receipts of this batch name one new lot with different expiries: the first one made it
            return refused(Problem.violation("expiry", "lot.other-expiry", lot.number(), NO_EXPIRY));
        }
        return Ledger.receive(position, quantity, from);
    }

    /** The lot that goods of this movement belong to: a known lot number brings its expiry. */
    static LotKey receivedInto(Movement movement, int item, Map<Integer, Map<String, LotKey>> named) {
        String number = movement.lot() == null ? "" : movement.lot().strip();
        LotKey known = named.getOrDefault(item, Map.of()).get(number);
        return known != null ? known : new LotKey(item, number, movement.expiry());
    }

    private Ledger.Result reverse(Movement movement) {
        Recorded recorded = loaded.movements.get(Objects.requireNonNull(movement.reverses()));
        if (recorded == null) {
            return refused(Problem.violation("reverses", "movement.unknown", movement.reverses()));
        }
        if (recorded.reversed() || !recorded.kind().recordable() || recorded.kind() == MovementKind.REVERSAL) {
            return refused(Problem.of(
                    ProblemType.ILLEGAL_TRANSITION, "movement.not-reversible", movement.reverses(), recorded.kind()));
        }
        return Ledger.reverse(recorded.entries(), loaded.book);
    }

    /** The lots the movement speaks of, the one that expires first in front. */
    private List<Position> lots(Movement movement) {
        List<Position> all = loaded.book
                .shelf(site(movement).id(), itemId(movement))
                .map(Shelf::lots)
                .orElse(List.of());
        if (movement.lot() == null) {
            return movement.opensLot() || movement.expiry() == null
                    ? all
                    : all.stream()
                            .filter(p -> movement.expiry().equals(p.expiry()))
                            .toList();
        }
        String number = movement.lot().strip();
        return all.stream()
                .filter(p -> p.lotNumber().equals(number))
                .filter(p -> movement.expiry() == null || movement.expiry().equals(p.expiry()))
                .toList();
    }

    private int itemId(Movement movement) {
        return item(movement).id();
    }

    private Facts.Item item(Movement movement) {
        return Objects.requireNonNull(loaded.facts.itemsByCode.get(Objects.requireNonNull(movement.item())));
    }

    private Facts.Site site(Movement movement) {
        return Objects.requireNonNull(loaded.facts.sitesByCode.get(Objects.requireNonNull(movement.site())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(loaded.now, ZoneOffset.UTC);
    }

    private static Ledger.Result refused(Problem problem) {
        return new Ledger.Result.Refused(problem);
    }
}
