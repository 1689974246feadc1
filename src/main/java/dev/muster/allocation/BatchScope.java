package dev.muster.allocation;

import dev.muster.request.NewRequest.NewLine;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a batch is about, as far as its commands say. */
final class BatchScope {
    final Set<String> siteCodes = new HashSet<>();
    final Set<String> itemCodes = new HashSet<>();
    final Set<String> incidents = new HashSet<>();
    final Set<UUID> requests = new HashSet<>();
    final Set<UUID> cancelled = new HashSet<>();
    final Set<UUID> planned = new HashSet<>();
    final Set<UUID> allocations = new HashSet<>();
    final Set<UUID> reversed = new HashSet<>();
    final Set<Integer> items = new HashSet<>();
    final Set<Integer> freed = new HashSet<>();
    final List<Movement> movements = new ArrayList<>();
    final Map<UUID, Movement> assembled = new HashMap<>();
    final Set<UnitStore.Name> units = new HashSet<>();
    final Set<UUID> bookings = new HashSet<>();
    /** Codes of teams that leave, and of those of which is said what they bring back. */
    final Set<String> leaving = new HashSet<>();

    final Set<String> bringing = new HashSet<>();
    boolean looksAgain;

    static BatchScope of(List<Command> commands) {
        BatchScope scope = new BatchScope();
        commands.forEach(scope::add);
        return scope;
    }

    private void add(Command command) {
        if (command instanceof Command.SubmitRequest submit) {
            add(siteCodes, submit.request().site());
            add(incidents, submit.request().incident());
            for (NewLine line : Objects.requireNonNullElse(submit.request().lines(), List.<NewLine>of())) {
                if (line != null) {
                    add(itemCodes, line.item());
                }
            }
        } else if (command instanceof Command.RecordMovement record) {
            movements.add(record.movement());
            if (record.movement().kind() == MovementKind.ASSEMBLY) {
                assembled.put(record.id(), record.movement());
            }
            add(siteCodes, record.movement().site());
            add(itemCodes, record.movement().item());
            if (record.movement().reverses() != null) {
                reversed.add(record.movement().reverses());
            }
        } else if (command instanceof Command.CancelRequest cancel) {
            requests.add(cancel.request());
            cancelled.add(cancel.request());
        } else if (command instanceof Command.StateQuantity state) {
            requests.add(state.request());
        } else if (command instanceof Command.ReleaseAllocation release) {
            allocations.add(release.allocation());
            bookings.add(release.allocation());
        } else if (command instanceof Command.ChooseSource choose) {
            requests.add(choose.request());
            siteCodes.add(choose.source());
        } else if (command instanceof Command.ChooseUnit choose) {
            requests.add(choose.request());
            for (UnitKind kind : UnitKind.values()) {
                units.add(new UnitStore.Name(kind, choose.unit()));
            }
        } else if (command instanceof Command.BookUnit book) {
            units.add(book.unit());
        } else if (command instanceof Command.ExtendBooking extend) {
            bookings.add(extend.booking());
        } else if (command instanceof Command.MoveUnit move) {
            units.add(move.unit());
            if (move.unit().kind() == UnitKind.TEAM && move.status().going()) {
                leaving.add(move.unit().code());
            }
            if (move.kits().returned() != null) {
                bringing.add(move.unit().code());
            }
            add(siteCodes, move.site());
        } else if (command instanceof Command.ApplyPlan apply) {
            for (PlannedLine line : apply.lines()) {
                requests.add(line.request());
                planned.add(line.request());
                line.sources().forEach(from -> (from.now() > from.planned() ? freed : items).add(from.item()));
            }
        } else if (command instanceof Command.LookAgain look) {
            freed.addAll(look.items());
            looksAgain = true;
        }
    }

    /** Requests whose live allocations a command is about. */
    Set<UUID> liveOf() {
        Set<UUID> all = new HashSet<>(cancelled);
        all.addAll(planned);
        return all;
    }

    private static void add(Set<String> codes, @Nullable String code) {
        if (code != null) {
            codes.add(code);
        }
    }
}
