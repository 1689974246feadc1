package dev.muster.allocation.simulation;

import static dev.muster.allocation.simulation.Disagreement.unless;

import dev.muster.allocation.Command;
import dev.muster.allocation.PlannedLine;
import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.SimulatedWorld.Site;
import dev.muster.allocation.simulation.Ask.Need;
import dev.muster.allocation.simulation.Shelves.Reserved;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a plan is applied, for the reference: who stands as planned gives up, then takes; all else is left to the rules. */
final class Applying {

    private record Move(Need need, PlannedLine line) {
        long gain() {
            return line.sources().stream()
                    .mapToLong(from -> from.planned() - from.now())
                    .sum();
        }
    }

    private final Reference reference;
    private final Shelves shelves;
    private final Giving giving;
    private final SimulatedWorld world;

    Applying(Reference reference, Giving giving) {
        this.reference = reference;
        this.shelves = reference.shelves;
        this.world = reference.world;
        this.giving = giving;
    }

    void apply(Command.ApplyPlan plan) {
        List<Move> moves = new ArrayList<>();
        for (PlannedLine line : plan.lines()) {
            Need need = reference.need(line.request(), line.line());
            if (need != null && !need.ask.cancelled && !stands(need, line, true)) {
                if (stands(need, line, false)) {
                    moves.add(new Move(need, line));
                } else {
                    reference.ask(need);
                }
            }
        }
        List<Move> losers = moves.stream()
                .filter(move -> move.gain() < 0 && gainer(move, moves) == null)
                .toList();
        losers.forEach(move -> reference.ask(move.need));
        moves.removeAll(losers);
        moves.sort(Comparator.comparing(Move::need, Ask.order(world)));
        List<Move> impossible = impossible(moves);
        while (!impossible.isEmpty()) {
            impossible.forEach(move -> reference.ask(move.need));
            moves.removeAll(impossible);
            impossible = impossible(moves);
        }
        moves.forEach(move -> given(move).forEach(r -> reference.end(r, "PREEMPTED")));
        moves.forEach(move -> unless(takes(move), "Tried, but not possible: %s", move));
    }

    /** Does it all, sees who would not get what is planned, and undoes it. */
    private List<Move> impossible(List<Move> moves) {
        int before = shelves.reservations.size();
        List<Reserved> given = new ArrayList<>();
        moves.forEach(move -> given.addAll(given(move)));
        given.forEach(r -> r.state = "PREEMPTED");
        List<Move> impossible = moves.stream().filter(move -> !takes(move)).toList();
        while (shelves.reservations.size() > before) {
            shelves.reservations.remove(before);
        }
        given.forEach(r -> r.state = "RESERVED");
        return impossible;
    }

    /** Whether a need has what the plan found, or what it plans. */
    private boolean stands(Need need, PlannedLine line, boolean planned) {
        long allocated = line.allocated();
        for (PlannedLine.From from : line.sources()) {
            long expected = planned ? from.planned() : from.now();
            allocated += planned ? from.planned() - from.now() : 0;
            if (reserved(need, from).stream().mapToLong(r -> r.quantity).sum() != expected) {
                return false;
            }
        }
        long named = line.sources().stream()
                .flatMap(from -> reserved(need, from).stream())
                .count();
        return Objects.equals(need.quantity, line.quantity())
                && shelves.allocated(need) == allocated
                && named == byRule(need).size();
    }

    private List<Reserved> byRule(Need need) {
        return shelves.reservations.stream()
                .filter(r -> r.need == need && r.stands() && r.officer == null)
                .toList();
    }

    private List<Reserved> reserved(Need need, PlannedLine.From from) {
        return byRule(need).stream()
                .filter(r -> world.site(r.lot.site).id == from.site() && r.lot.item == from.item())
                .toList();
    }

    /** R6: somebody of a higher class who may take back and gains. */
    private @Nullable Move gainer(Move loser, List<Move> moves) {
        return moves.stream()
                .filter(move -> move.gain() > 0)
                .filter(move -> move.need.ask.demandClass(world) < loser.need.ask.demandClass(world))
                .filter(move -> giving.policy(move.need).preempting().contains(move.need.ask.urgency))
                .findAny()
                .orElse(null);
    }

    /** Whole reservations, the last made first. */
    private List<Reserved> given(Move move) {
        List<Reserved> given = new ArrayList<>();
        for (PlannedLine.From from : move.line.sources()) {
            long surplus = from.now() - from.planned();
            List<Reserved> last = new ArrayList<>(reserved(move.need, from));
            last.sort(Comparator.comparing((Reserved r) -> r.madeAt)
                    .thenComparing(r -> Objects.requireNonNull(r.id))
                    .reversed());
            for (Reserved r : last) {
                if (surplus > 0) {
                    given.add(r);
                    surplus -= r.quantity;
                }
            }
        }
        return given;
    }

    /** Takes what is planned; whether it got all of it. */
    private boolean takes(Move move) {
        Need need = move.need;
        List<Long> more = new ArrayList<>();
        for (PlannedLine.From from : move.line.sources()) {
            more.add(from.planned()
                    - reserved(need, from).stream().mapToLong(r -> r.quantity).sum());
        }
        long lacking = 0;
        for (int i = 0; i < more.size(); i++) {
            PlannedLine.From from = move.line.sources().get(i);
            long units = Math.max(0, more.get(i));
            long open = Math.min(units, shelves.left(need));
            lacking += units - (open > 0 ? giving.serve(need, from.item(), site(from), open) : 0);
        }
        return lacking == 0;
    }

    private Site site(PlannedLine.From from) {
        return world.sites.stream()
                .filter(site -> site.id == from.site())
                .findAny()
                .orElseThrow();
    }
}
