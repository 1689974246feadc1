package dev.muster.allocation;

import dev.muster.allocation.KitPicking.Picked;
import dev.muster.allocation.TeamKitStore.Gone;
import dev.muster.allocation.TeamMoved.KitMoved;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.stock.Account;
import dev.muster.stock.Ledger;
import dev.muster.stock.LedgerEntry;
import dev.muster.stock.MovementKind;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore.Posting;
import dev.muster.stock.StockStore.Recorded;
import dev.muster.unit.Booking;
import dev.muster.unit.TeamKit;
import dev.muster.unit.Unit;
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
import org.jspecify.annotations.Nullable;

/**
 * A team's kits leave its home's stock with it, each kind by a movement of its own that refers to the booking; what comes back is
 * put back by a reversal, what does not stays consumed. Each step gives a problem, having changed nothing, or null.
 */
final class TeamKitMoves {

    private final BatchDecision batch;
    private final Loaded loaded;

    TeamKitMoves(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    /** A team leaves for a booking that has not changed yet. */
    @Nullable
    Problem leave(Command.MoveUnit command, Unit team, Booking booking) {
        LocalDate today = day(loaded.now);
        LocalDate back = day(booking.span().end());
        KitPicking picking = new KitPicking(
                loaded.book, team.home(), belowFloor(booking), today, back.isBefore(today) ? today : back);
        Map<TeamKit, Picked> all = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (TeamKit kit : team.kits()) {
            requireTurn(kit.item());
            Picked picked = picking.pick(kit.item(), kit.kits(), loaded.facts.partsOf(kit.item()));
            all.put(kit, picked);
            if (kit.required() && picked.kits() < kit.kits()) {
                missing.add(code(kit.item()) + " " + picked.kits() + "/" + kit.kits());
            }
        }
        @Nullable Problem problem = missing.isEmpty() ? null : incomplete(command, team, String.join(", ", missing));
        if (problem == null) {
            List<KitMoved> moved = new ArrayList<>();
            all.forEach((kit, picked) -> moved.add(take(command, booking, kit, picked)));
            batch.kits(command.id(), moved);
        }
        return problem;
    }

    /** Another process may have said meanwhile that something else goes with the team. */
    private void requireTurn(int kit) {
        boolean held = loaded.items.containsKey(kit)
                && loaded.items.keySet().containsAll(loaded.facts.partsOf(kit).keySet());
        if (!held) {
            throw new OutdatedException();
        }
    }

    /** Whether the line that the team is sent for may be served from below floors (R4). */
    private boolean belowFloor(Booking booking) {
        if (booking.task() == null) {
            return false;
        }
        Request request =
                Objects.requireNonNull(loaded.requests.get(booking.task().request()));
        Line line = Objects.requireNonNull(request.line(booking.task().line()));
        return batch.policy(request).mayGoBelowFloor(BatchDecision.rank(request, line));
    }

    private @Nullable Problem incomplete(Command.MoveUnit command, Unit team, String missing) {
        @Nullable String why = command.kits().overrideReason();
        if (why == null || why.isBlank()) {
            return Problem.of(
                    ProblemType.NOT_ENOUGH_STOCK,
                    "kit.incomplete",
                    team.code(),
                    loaded.facts.site(team.home()).code(),
                    missing);
        }
        return command.kits().mayOverride()
                ? null
                : Problem.of(ProblemType.FORBIDDEN, "unit.override-by-commander", "KIT_INCOMPLETE " + missing);
    }

    private KitMoved take(Command.MoveUnit command, Booking booking, TeamKit kit, Picked picked) {
        List<LedgerEntry> entries = new ArrayList<>();
        picked.lots()
                .forEach((lot, quantity) ->
                        entries.addAll(recorded(Ledger.takeOut(List.of(lot), quantity, Account.Kind.CONSUMED))));
        @Nullable UUID movement = entries.isEmpty() ? null : Ids.next();
        if (movement != null) {
            post(command, movement, booking, kit.item(), picked.kits(), entries, null);
        }
        batch.kitsGone.add(
                new Gone(booking.id(), kit.item(), kit.kits(), picked.assembled(), picked.packed(), movement, null));
        return new KitMoved(
                code(kit.item()),
                kit.kits(),
                picked.assembled(),
                picked.packed(),
                kit.kits() - picked.kits(),
                null,
                null,
                movement);
    }

    /** A team is back, and its booking has not changed yet. */
    @Nullable
    Problem comeBack(Command.MoveUnit command, Booking booking, List<KitOrder.Back> returned) {
        List<Gone> gone = loaded.kitsGone.getOrDefault(booking.id(), List.of());
        Map<Integer, Gone> byItem = new HashMap<>();
        gone.forEach(one -> byItem.put(one.item(), one));
        Map<Integer, Long> back = new HashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < returned.size(); i++) {
            Facts.@Nullable Item item = loaded.facts.itemOf(returned.get(i).item());
            @Nullable Gone one = item == null ? null : byItem.get(item.id());
            if (one == null) {
                violations.add(Violation.of(
                        "kitsReturned[" + i + "].item",
                        "kit.not-with-team",
                        returned.get(i).item()));
            } else if (returned.get(i).kits() > one.taken()) {
                violations.add(Violation.of("kitsReturned[" + i + "].kits", "kit.more-than-left", one.taken()));
            } else {
                back.put(one.item(), returned.get(i).kits());
            }
        }
        if (!violations.isEmpty()) {
            return Problem.violations(ProblemType.RULE_BROKEN, violations);
        }
        for (Gone one : gone) {
            if (back.getOrDefault(one.item(), 0L) > 0 && movementOf(one).reversed()) {
                return Problem.of(
                        ProblemType.ILLEGAL_TRANSITION,
                        "kit.reversed-already",
                        code(one.item()),
                        Objects.requireNonNull(one.movement()));
            }
        }
        batch.kits(
                command.id(),
                gone.stream()
                        .map(one -> putBack(command, booking, one, back.getOrDefault(one.item(), 0L)))
                        .toList());
        return null;
    }

    private Recorded movementOf(Gone gone) {
        @Nullable Recorded recorded = loaded.movements.get(Objects.requireNonNull(gone.movement()));
        if (recorded == null) {
            throw new OutdatedException();
        }
        return recorded;
    }

    private KitMoved putBack(Command.MoveUnit command, Booking booking, Gone gone, long kits) {
        @Nullable UUID movement = null;
        if (kits > 0) {
            movement = Ids.next();
            Recorded issue = movementOf(gone);
            List<LedgerEntry> entries = recorded(Ledger.reverse(part(issue.entries(), gone, kits), loaded.book));
            post(command, movement, booking, gone.item(), kits, entries, gone.movement());
            entries.forEach(entry -> batch.freed(entry.item()));
            loaded.movements.put(
                    Objects.requireNonNull(gone.movement()), new Recorded(issue.kind(), true, issue.entries()));
        }
        batch.kitsBack.add(new Gone(
                gone.booking(), gone.item(), gone.kits(), gone.assembled(), gone.packed(), gone.movement(), kits));
        return new KitMoved(
                code(gone.item()),
                gone.kits(),
                gone.assembled(),
                gone.packed(),
                gone.kits() - gone.taken(),
                kits,
                gone.taken() - kits,
                movement);
    }

    /**
     * The entries of a movement that so many of its kits make: assembled ones first; of each item what expires first, since
     * nobody says which lots came back, and none is then taken to last longer than it does.
     */
    private List<LedgerEntry> part(List<LedgerEntry> entries, Gone gone, long kits) {
        long assembled = Math.min(kits, gone.assembled());
        Map<Integer, Long> left = new HashMap<>();
        for (LedgerEntry entry : entries) {
            left.merge(entry.item(), entry.quantity(), Long::sum);
        }
        left.replaceAll((item, quantity) ->
                item == gone.item() ? assembled : quantity / Math.max(1, gone.packed()) * (kits - assembled));
        List<LedgerEntry> part = new ArrayList<>();
        entries.stream().sorted(Comparator.comparing(this::expiry)).forEach(entry -> {
            long quantity = Math.min(entry.quantity(), left.getOrDefault(entry.item(), 0L));
            if (quantity > 0) {
                part.add(new LedgerEntry(entry.item(), entry.lot(), quantity, entry.from(), entry.to()));
                left.merge(entry.item(), -quantity, Long::sum);
            }
        });
        return part;
    }

    private LocalDate expiry(LedgerEntry entry) {
        int site = Objects.requireNonNull(entry.from().site());
        return loaded.book.shelf(site, entry.item()).stream()
                .flatMap(shelf -> shelf.lots().stream())
                .filter(lot -> lot.lot() == entry.lot())
                .map(Position::expiry)
                .filter(Objects::nonNull)
                .findAny()
                .orElse(LocalDate.MAX);
    }

    private void post(
            Command.MoveUnit command,
            UUID movement,
            Booking booking,
            int kit,
            long kits,
            List<LedgerEntry> entries,
            @Nullable UUID reverses) {
        List<Posting> postings = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            postings.add(new Posting(
                    movement,
                    postings.size(),
                    reverses == null ? MovementKind.ISSUE : MovementKind.REVERSAL,
                    entry,
                    command.reason(),
                    booking.id().toString(),
                    reverses,
                    command.actor(),
                    loaded.now));
        }
        batch.postings.put(movement, postings);
        batch.headed.put(movement, new BatchDecision.Headed(kit, kits));
    }

    private static List<LedgerEntry> recorded(Ledger.Result result) {
        if (result instanceof Ledger.Result.Recorded done) {
            return done.entries();
        }
        throw new IllegalStateException("Looked at before, and not possible: " + result);
    }

    private String code(int item) {
        return loaded.facts.item(item).code();
    }

    private static LocalDate day(java.time.Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
