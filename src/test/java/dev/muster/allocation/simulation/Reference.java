package dev.muster.allocation.simulation;

import dev.muster.allocation.Command;
import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.SimulatedWorld.Site;
import dev.muster.allocation.simulation.Ask.Need;
import dev.muster.allocation.simulation.Shelves.Lot;
import dev.muster.allocation.simulation.Shelves.Reserved;
import dev.muster.request.NewRequest;
import dev.muster.request.NewRequest.NewLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the service should do, written from the rules as the domain states them: slow, obvious, over plain lists. Takes
 * the batches that are committed, and those commands of them that were not done before.
 */
final class Reference {

    final SimulatedWorld world;
    final Shelves shelves;
    final Map<UUID, Ask> asks = new LinkedHashMap<>();
    private final Giving giving;
    private final Counter counter;
    private final Set<Integer> freed = new HashSet<>();
    private final Set<Need> toDecide = new LinkedHashSet<>();

    Reference(SimulatedWorld world) {
        this.world = world;
        this.shelves = new Shelves(world);
        this.giving = new Giving(shelves);
        this.counter = new Counter(shelves);
    }

    /**
     * Does the commands, then decides what is short.
     *
     * @param first what the core reserved before plans were applied
     * @param core what the core reserved before it took anything back
     * @return ids of the commands that are done
     */
    Set<UUID> play(List<Command> commands, List<ReservationRow> first, List<ReservationRow> core) {
        freed.clear();
        toDecide.clear();
        counter.begin();
        for (Command command : commands) {
            if (command instanceof Command.RecordMovement record) {
                counter.foresee(record.movement());
            } else if (command instanceof Command.LookAgain look) {
                freed.addAll(look.items());
                shelves.reservations.stream()
                        .filter(r -> r.stands() && !r.expiresAt.isAfter(world.now))
                        .toList()
                        .forEach(r -> end(r, "EXPIRED"));
            }
        }
        Set<UUID> done = new HashSet<>();
        commands.stream().filter(this::apply).forEach(command -> done.add(command.id()));
        needs().stream().filter(this::mayBeServed).forEach(toDecide::add);
        new Deciding(shelves, giving, first).decide(toDecide);
        List<Command.ApplyPlan> plans = commands.stream()
                .filter(Command.ApplyPlan.class::isInstance)
                .map(Command.ApplyPlan.class::cast)
                .toList();
        plans.forEach(plan -> new Applying(this, giving).apply(plan));
        needs().stream().filter(this::mayBeServed).forEach(toDecide::add);
        Deciding then = new Deciding(shelves, giving, core);
        if (!plans.isEmpty()) {
            then.decide(toDecide);
        }
        then.takeBackFor(toDecide);
        return done;
    }

    List<Need> needs() {
        return asks.values().stream().flatMap(ask -> ask.needs.stream()).toList();
    }

    /** R8: looked at again when something it could use may have become free. */
    private boolean mayBeServed(Need need) {
        return need.items(world).stream().anyMatch(freed::contains);
    }

    /** It is to be decided, if it is short. */
    void ask(Need need) {
        if (shelves.left(need) > 0) {
            toDecide.add(need);
        }
    }

    void end(Reserved reserved, String state) {
        reserved.state = state;
        freed.add(reserved.lot.item);
        toDecide.add(reserved.need);
    }

    private boolean apply(Command command) {
        if (command instanceof Command.SubmitRequest submit) {
            return submit(submit.id(), submit.request());
        } else if (command instanceof Command.RecordMovement record) {
            List<Integer> items = counter.record(record.id(), record.movement());
            freed.addAll(items == null ? List.of() : items);
            return items != null;
        } else if (command instanceof Command.CancelRequest cancel) {
            return cancel(cancel);
        } else if (command instanceof Command.StateQuantity state) {
            return state(state);
        } else if (command instanceof Command.ReleaseAllocation release) {
            return release(release);
        } else if (command instanceof Command.ChooseSource choose) {
            return choose(choose);
        }
        return true;
    }

    private boolean submit(UUID id, NewRequest asked) {
        Integer incident = asked.incident() == null
                ? null
                : Integer.valueOf(asked.incident().substring(1));
        boolean known = incident == null || incident < world.levels.length;
        List<@Nullable NewLine> lines = Objects.requireNonNull(asked.lines());
        boolean items = lines.stream()
                .allMatch(line -> world.items.stream()
                        .anyMatch(i ->
                                i.code().equals(Objects.requireNonNull(line).item())));
        if (!known || !items || Objects.requireNonNull(asked.neededBy()).isBefore(world.now)) {
            return false;
        }
        Ask ask = new Ask(
                id,
                Objects.requireNonNull(asked.site()),
                incident,
                Objects.requireNonNull(asked.urgency()),
                asked.neededBy(),
                world.now);
        for (NewLine line : lines) {
            int item = Integer.parseInt(
                    Objects.requireNonNull(Objects.requireNonNull(line).item()).substring(1));
            boolean substitutes = Boolean.TRUE.equals(line.substitutesAllowed());
            ask.needs.add(new Need(ask, ask.needs.size() + 1, item, substitutes, line.quantity()));
        }
        asks.put(id, ask);
        toDecide.addAll(ask.needs);
        return true;
    }

    private boolean cancel(Command.CancelRequest command) {
        Ask ask = asks.get(command.request());
        if (ask == null || ask.cancelled) {
            return false;
        }
        shelves.reservations.stream()
                .filter(r -> r.stands() && r.need.ask == ask)
                .toList()
                .forEach(r -> end(r, "RELEASED"));
        ask.cancelled = true;
        return true;
    }

    private boolean state(Command.StateQuantity command) {
        Need need = need(command.request(), command.line());
        if (need == null || need.ask.cancelled || need.quantity != null || command.quantity() < 1) {
            return false;
        }
        need.quantity = command.quantity();
        toDecide.add(need);
        return true;
    }

    private boolean release(Command.ReleaseAllocation command) {
        return shelves.reservations.stream()
                .filter(r -> command.allocation().equals(r.id) && r.stands())
                .findAny()
                .map(r -> {
                    end(r, "RELEASED");
                    return true;
                })
                .orElse(false);
    }

    /** R4: an officer chooses freely, but needs leave and a reason to go below a floor. */
    private boolean choose(Command.ChooseSource command) {
        Need need = need(command.request(), command.line());
        Site site = world.sites.stream()
                .filter(s -> s.code.equals(command.source()))
                .findAny()
                .orElse(null);
        long quantity = command.quantity();
        if (need == null || site == null || quantity > shelves.left(need)) {
            return false;
        }
        if (!site.open || site.code.equals(need.ask.site) || giving.usable(need, need.item, site) < quantity) {
            return false;
        }
        boolean below = quantity > giving.aboveFloor(need.item, site) && !giving.belowFloor(need);
        String reason = command.overrideReason();
        if (below && (reason == null || reason.isBlank() || !command.mayOverride())) {
            return false;
        }
        LocalDate day = Objects.requireNonNull(giving.usableOn(need, need.item, site));
        long open = quantity;
        for (Lot lot : shelves.at(site.code, need.item)) {
            long part = lot.usableOn(day) ? Math.min(open, shelves.available(lot)) : 0;
            if (part > 0) {
                giving.reserve(need, lot, part, command.actor(), below);
                open -= part;
            }
        }
        return true;
    }

    @Nullable
    Need need(UUID request, int line) {
        Ask ask = asks.get(request);
        return ask == null || line > ask.needs.size() ? null : ask.needs.get(line - 1);
    }

    /** The reservations it has made and not yet been told the ids of. */
    List<Reserved> unnamed() {
        return new ArrayList<>(
                shelves.reservations.stream().filter(r -> r.id == null).toList());
    }
}
