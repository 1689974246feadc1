package dev.muster.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.allocation.SimulatedTables.CommandRow;
import dev.muster.allocation.SimulatedTables.PositionRow;
import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Request;
import dev.muster.stock.Movement;
import dev.muster.stock.StockStore.LotKey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process of the service over simulated tables: reads what {@link BatchLoader} would read, decides with the real
 * core, writes what {@link Batch} would write, and remembers stock between batches as the service does.
 */
public final class SimulatedProcess {

    /**
     * What came of a batch.
     *
     * @param answers of commands that are done, by id
     * @param refused why others are not, by id
     * @param repeated ids of commands that were done before
     * @param reserved what was newly reserved, in the order made
     * @param beforePlans how many of those were made before plans were applied
     * @param decided how many of them were made before reservations were taken back
     * @param after the tables, to be committed or forgotten
     * @param remember what the process does once it is committed
     */
    public record Result(
            Map<UUID, String> answers,
            Map<UUID, Problem> refused,
            Set<UUID> repeated,
            List<ReservationRow> reserved,
            int beforePlans,
            int decided,
            SimulatedTables after,
            Runnable remember) {}

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final SimulatedWorld world;
    private final Breakage breakage;
    private final Availability availability;
    private final Map<Integer, Long> lastTurns = new HashMap<>();
    private @Nullable Facts last;

    /** @param mostPositions how many stock positions it may remember */
    public SimulatedProcess(SimulatedWorld world, Breakage breakage, int mostPositions) {
        this.world = world;
        this.breakage = breakage;
        this.availability = new Availability(mostPositions);
    }

    /** What makes a command the same one when it is sent again. */
    public static String fingerprint(Command command) {
        return command.kind() + write(command.payload());
    }

    /** Runs commands, whose ids differ, on a copy of the tables. */
    public Result run(SimulatedTables before, List<Command> commands) {
        SimulatedTables tables = before.copy();
        Map<UUID, String> answers = new LinkedHashMap<>();
        Map<UUID, Problem> refused = new LinkedHashMap<>();
        Set<UUID> repeated = new HashSet<>();
        List<Command> fresh = new ArrayList<>();
        for (Command command : commands) {
            CommandRow known = breakage == Breakage.REPEATS_UNKNOWN ? null : tables.commands.get(command.id());
            if (known == null) {
                fresh.add(breakage.send(command));
            } else if (known.fingerprint().equals(fingerprint(command))) {
                repeated.add(command.id());
                answers.put(command.id(), known.answer());
            } else {
                refused.put(command.id(), Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", command.id()));
            }
        }
        if (fresh.isEmpty()) {
            return new Result(answers, refused, repeated, List.of(), 0, 0, tables, () -> {});
        }
        Loaded loaded = load(tables, fresh);
        BatchDecision decision = new BatchDecision(loaded);
        decision.run(fresh);
        int decided = decision.reserved.size();
        Map<Integer, Integer> wanted = breakage == Breakage.NOTHING_TAKEN_BACK ? Map.of() : decision.wantedBack();
        if (!wanted.isEmpty()) {
            decision.preempt(reservations(tables, wanted, loaded), List.of());
        }
        decision.finish();
        save(tables, decision, answers);
        refused.putAll(decision.refused);
        List<ReservationRow> reserved =
                decision.reserved.stream().map(tables::row).toList();
        return new Result(
                answers,
                refused,
                repeated,
                reserved,
                decision.reservedBeforePlans,
                decided,
                tables,
                () -> keep(loaded, tables));
    }

    private Loaded load(SimulatedTables tables, List<Command> commands) {
        Facts facts = breakage.facts(world.facts(), world);
        if (last == null || !last.sameLevels(facts)) {
            availability.forgetAll();
        }
        last = facts;
        Loaded loaded = new Loaded(facts, world.known(facts), world.now);
        BatchScope scope = BatchScope.of(commands);
        learn(tables, scope, loaded);
        Map<Integer, Long> turns = new HashMap<>();
        facts.around(scope.items).forEach(item -> turns.put(item, Objects.requireNonNull(tables.turns.get(item))));
        openLots(tables, scope, loaded);
        readStock(tables, turns, loaded);
        read(tables, scope, loaded);
        return loaded;
    }

    private void learn(SimulatedTables tables, BatchScope scope, Loaded loaded) {
        for (String code : scope.itemCodes) {
            Facts.Item item = loaded.facts.itemsByCode.get(code);
            if (item != null) {
                scope.items.add(item.id());
            }
        }
        for (Movement movement : scope.movements) {
            Facts.Item item = loaded.facts.itemsByCode.get(movement.item());
            if (movement.mayFree() && item != null) {
                scope.freed.add(item.id());
            }
        }
        scope.items.addAll(itemsOf(tables, scope.requests));
        scope.freed.addAll(itemsOf(tables, scope.cancelled));
        scope.allocations.stream()
                .map(tables.allocations::get)
                .filter(Objects::nonNull)
                .forEach(a -> peeked(a, scope));
        tables.recorded(scope.reversed)
                .values()
                .forEach(r -> r.entries().forEach(entry -> scope.freed.add(entry.item())));
        if (scope.looksAgain) {
            tables.allocations.values().stream()
                    .filter(a -> a.state() == AllocationState.RESERVED)
                    .filter(a -> !a.expiresAt().isAfter(world.now))
                    .forEach(a -> {
                        peeked(a, scope);
                        scope.allocations.add(a.id());
                        loaded.overdue.add(a.id());
                    });
        }
        scope.items.addAll(scope.freed);
    }

    private static void peeked(Allocation allocation, BatchScope scope) {
        scope.requests.add(allocation.request());
        scope.items.add(allocation.item());
        scope.freed.add(allocation.item());
    }

    private static Set<Integer> itemsOf(SimulatedTables tables, Set<UUID> requests) {
        Set<Integer> items = new HashSet<>();
        requests.forEach(id -> tables.lines.getOrDefault(id, List.of()).forEach(line -> items.add(line.item())));
        tables.allocations.values().stream()
                .filter(a -> requests.contains(a.request()))
                .forEach(a -> items.add(a.item()));
        return items;
    }

    private void openLots(SimulatedTables tables, BatchScope scope, Loaded loaded) {
        LocalDate today = LocalDate.ofInstant(world.now, ZoneOffset.UTC);
        List<Movement> opening = scope.movements.stream()
                .filter(m -> m.opensLot() && m.violations(loaded.now).isEmpty())
                .filter(m -> loaded.facts.itemsByCode.containsKey(m.item()))
                .filter(m -> loaded.facts.sitesByCode.containsKey(m.site()))
                .filter(m -> m.expiry() == null || !m.expiry().isBefore(today))
                .toList();
        opening.forEach(m -> tables.named(lot(m, loaded, Map.of()))
                .forEach(known -> loaded.namedLots
                        .computeIfAbsent(known.item(), i -> new HashMap<>())
                        .put(known.number(), known)));
        opening.forEach(m -> tables.open(
                Objects.requireNonNull(loaded.facts.sitesByCode.get(m.site())).id(), lot(m, loaded, loaded.namedLots)));
    }

    private static LotKey lot(Movement movement, Loaded loaded, Map<Integer, Map<String, LotKey>> named) {
        int item = Objects.requireNonNull(loaded.facts.itemsByCode.get(movement.item()))
                .id();
        return MovementCommands.receivedInto(movement, item, named);
    }

    private void readStock(SimulatedTables tables, Map<Integer, Long> turns, Loaded loaded) {
        turns.forEach((item, turn) -> {
            long asOf = breakage == Breakage.STALE_MEMORY ? lastTurns.getOrDefault(item, turn) : turn;
            loaded.add(availability.take(item, asOf).orElseGet(() -> read(tables, item)));
        });
    }

    private Availability.Item read(SimulatedTables tables, int item) {
        Availability.Item read = new Availability.Item(item);
        for (PositionRow row : tables.positions.values()) {
            if (row.item() == item && row.onHand() > 0) {
                read.stock.add(tables.position(row), floor(row));
            }
        }
        for (Allocation a : tables.allocations.values()) {
            if (a.item() == item && a.state() == AllocationState.RESERVED && a.officer() == null) {
                read.reserve(demandClass(tables, a), a.quantity());
            }
        }
        return read;
    }

    private long floor(PositionRow row) {
        return breakage == Breakage.FLOORS_IGNORED ? 0 : world.floor(world.site(row.site()).code, row.item());
    }

    private static int demandClass(SimulatedTables tables, Allocation allocation) {
        SimulatedTables.RequestRow owner = Objects.requireNonNull(tables.requests.get(allocation.request()));
        return tables.level(owner) * 4 + owner.urgency().ordinal();
    }

    private void read(SimulatedTables tables, BatchScope scope, Loaded loaded) {
        loaded.lookAgain.addAll(scope.looksAgain ? scope.freed : Set.of());
        loaded.movements = tables.recorded(scope.reversed);
        placesOfMovements(tables, scope, loaded);
        Set<UUID> wanted = new HashSet<>(scope.requests);
        wanted.addAll(shortOf(tables, scope.freed));
        loaded.requests = breakage.load(tables.load(wanted));
        for (Allocation a : tables.allocations.values()) {
            if (scope.allocations.contains(a.id())
                    || scope.liveOf().contains(a.request()) && a.state().live()) {
                loaded.allocations.put(a.id(), a);
            }
        }
        loaded.sources = tables.sources(loaded.requests.keySet());
    }

    /** The requests with short lines that one of these items could serve. */
    private Set<UUID> shortOf(SimulatedTables tables, Set<Integer> items) {
        Set<UUID> found = new HashSet<>();
        tables.lines
                .values()
                .forEach(lines -> lines.stream()
                        .filter(line -> line.isShort() && line.quantity() != null)
                        .filter(line -> items.contains(line.item())
                                || line.substitutesAllowed()
                                        && world.item(line.item()).substitutes().stream()
                                                .anyMatch(items::contains))
                        .forEach(line -> found.add(line.request())));
        return found;
    }

    private void placesOfMovements(SimulatedTables tables, BatchScope scope, Loaded loaded) {
        Set<Integer> sites = new HashSet<>();
        Set<Integer> items = new HashSet<>();
        for (Movement movement : scope.movements) {
            Facts.Item item = loaded.facts.itemsByCode.get(movement.item());
            Facts.Site site = loaded.facts.sitesByCode.get(movement.site());
            if (item != null) {
                items.add(item.id());
            }
            if (site != null) {
                sites.add(site.id());
            }
        }
        loaded.movements
                .values()
                .forEach(recorded -> recorded.entries().forEach(entry -> {
                    items.add(entry.item());
                    if (entry.from().site() != null) {
                        sites.add(entry.from().site());
                    }
                    if (entry.to().site() != null) {
                        sites.add(entry.to().site());
                    }
                }));
        for (PositionRow row : tables.positions.values()) {
            if (items.contains(row.item()) && sites.contains(row.site()) && !loaded.book.holds(row.item(), row.id())) {
                loaded.book.add(tables.position(row), floor(row));
            }
        }
    }

    /** The reservations that may be taken back, and what must be known to do so. */
    private List<Allocation> reservations(SimulatedTables tables, Map<Integer, Integer> above, Loaded loaded) {
        List<Allocation> found = tables.allocations.values().stream()
                .filter(a -> a.state() == AllocationState.RESERVED && a.officer() == null)
                .filter(a -> above.containsKey(a.item()) && demandClass(tables, a) > above.get(a.item()))
                .map(a -> loaded.allocations.getOrDefault(a.id(), a))
                .filter(a -> a.state() == AllocationState.RESERVED)
                .sorted(Comparator.comparing(Allocation::id))
                .toList();
        Set<UUID> owners = new HashSet<>();
        found.forEach(a -> owners.add(a.request()));
        owners.removeAll(loaded.requests.keySet());
        loaded.requests.putAll(breakage.load(tables.load(owners)));
        loaded.sources.putAll(tables.sources(owners));
        found.forEach(a -> loaded.allocations.put(a.id(), a));
        return found;
    }

    private void save(SimulatedTables tables, BatchDecision decision, Map<UUID, String> answers) {
        BatchResult result = new BatchResult(decision);
        for (Command command : decision.done) {
            String answer = write(result.answer(command));
            answers.put(command.id(), answer);
            if (command.once()) {
                tables.commands.put(command.id(), new CommandRow(fingerprint(breakage.send(command)), answer));
            }
        }
        result.events();
        breakage.afterDecision(decision);
        tables.save(decision.loaded.book.changed());
        if (breakage != Breakage.LEDGER_FORGOTTEN) {
            decision.postings.values().forEach(tables.ledger::addAll);
        }
        decision.loaded.requests.values().stream()
                .filter(Request::changed)
                .forEach(request -> tables.save(breakage.save(request)));
        decision.reserved.forEach(tables::insert);
        decision.ended.forEach(tables::end);
    }

    private void keep(Loaded loaded, SimulatedTables tables) {
        Map<Integer, Long> turns = new HashMap<>();
        loaded.items.keySet().forEach(item -> turns.put(item, Objects.requireNonNull(tables.turns.get(item))));
        availability.keep(loaded.items.values(), turns);
        lastTurns.putAll(turns);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
