package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.Facts.Item;
import dev.muster.request.RequestStore;
import dev.muster.stock.ItemStock;
import dev.muster.stock.LedgerEntry;
import dev.muster.stock.Movement;
import dev.muster.stock.StockStore;
import dev.muster.stock.StockStore.LotKey;
import dev.muster.stock.StockStore.PositionKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads what a batch of commands may touch. First it learns, unlocked, which items are at stake; then it takes the turn
 * of those items, in id order; then it reads everything else, which nobody can change any more until the transaction
 * ends. Of the world and of the items' stock it reads only what this process does not remember as it stands. For one
 * batch at a time.
 */
@ApplicationScoped
class BatchLoader {

    private final WorldMemory world;
    private final StockStore stock;
    private final RequestStore requests;
    private final AllocationStore allocations;
    private final UnitLoader units;
    private final KitLoader kits;
    private final TeamKitLoader teamKits;
    private final AllocationConfig config;
    private final Availability availability;

    BatchLoader(
            WorldMemory world,
            StockStore stock,
            RequestStore requests,
            AllocationStore allocations,
            UnitLoader units,
            KitLoader kits,
            TeamKitLoader teamKits,
            AllocationConfig config) {
        this.world = world;
        this.stock = stock;
        this.requests = requests;
        this.allocations = allocations;
        this.units = units;
        this.kits = kits;
        this.teamKits = teamKits;
        this.config = config;
        this.availability = new Availability(config.rememberedPositions());
    }

    /** The transaction's clock and the world as it sees it. */
    Uni<Loaded> begin(SqlConnection transaction) {
        return transaction
                .preparedQuery("select now(), (select n from facts_version)")
                .execute()
                .chain(rows -> {
                    Row row = rows.iterator().next();
                    Instant now = row.getOffsetDateTime(0).toInstant();
                    return world.asOf(transaction, row.getLong(1)).map(known -> {
                        if (!known.sameLevels()) {
                            availability.forgetAll();
                        }
                        Loaded loaded = new Loaded(known.facts(), known.world(), now);
                        loaded.linesPerRequest = Math.min(config.linesPerRequest(), Short.MAX_VALUE);
                        return loaded;
                    });
                });
    }

    /** Everything else, into what was begun. */
    Uni<Loaded> load(SqlConnection transaction, Loaded loaded, List<Command> commands) {
        BatchScope scope = BatchScope.of(commands);
        return teamKits.learn(transaction, scope)
                .chain(() -> learn(transaction, scope, loaded))
                .invoke(() -> requireKnown(loaded.facts.items.keySet(), scope.items))
                .call(() -> kits.reserve(transaction, scope, loaded))
                .chain(() -> stock.takeTurns(transaction, loaded.facts.around(scope.items)))
                .call(() -> units.take(transaction, scope, loaded))
                .call(() -> teamKits.take(transaction, scope, loaded))
                .chain(turns -> openLots(transaction, scope, loaded)
                        .chain(() -> readStock(transaction, turns, loaded))
                        .chain(() -> read(transaction, scope, loaded)))
                .replaceWith(loaded);
    }

    /** After the commit: what the batch left is what stands, as of these turns. */
    void keep(Loaded loaded, Map<Integer, Long> turns) {
        availability.keep(loaded.items.values(), turns);
    }

    /** Which items are at stake: named, promised, reversed, freed. */
    private Uni<Void> learn(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        scope.itemCodes.forEach(code ->
                Optional.ofNullable(loaded.facts.itemsByCode.get(code)).ifPresent(item -> scope.items.add(item.id())));
        scope.movements.stream()
                .filter(Movement::mayFree)
                .forEach(movement -> item(loaded, movement).ifPresent(scope.freed::add));
        return Uni.combine()
                .all()
                .unis(
                        requests.itemsOf(transaction, scope.requests).invoke(scope.items::addAll),
                        requests.itemsOf(transaction, scope.cancelled).invoke(scope.freed::addAll),
                        allocations
                                .peek(transaction, scope.allocations)
                                .invoke(found -> found.forEach(a -> peeked(a, scope))),
                        stock.recorded(transaction, scope.reversed)
                                .invoke(found -> found.values()
                                        .forEach(r -> r.entries().forEach(e -> scope.freed.add(e.item())))),
                        overdue(transaction, scope, loaded),
                        kits.learn(transaction, scope, loaded),
                        units.learn(transaction, scope, loaded))
                .discardItems()
                .invoke(() -> {
                    scope.freed.addAll(loaded.facts.within(scope.freed));
                    teamKits.freed(scope, loaded);
                    scope.items.addAll(scope.freed);
                    scope.items.addAll(loaded.facts.within(scope.items));
                });
    }

    private Uni<Void> overdue(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        if (!scope.looksAgain) {
            return Uni.createFrom().voidItem();
        }
        return allocations
                .overdue(transaction, config.overdueReservations())
                .invoke(found -> found.forEach(a -> {
                    peeked(a, scope);
                    scope.allocations.add(a.id());
                    loaded.overdue.add(a.id());
                }))
                .replaceWithVoid();
    }

    /** What is remembered of the items as of these turns, or else what the tables say. */
    private Uni<Void> readStock(SqlConnection transaction, Map<Integer, Long> turns, Loaded loaded) {
        Map<Integer, Availability.Item> unknown = new HashMap<>();
        turns.forEach((item, turn) -> loaded.add(availability.take(item, turn).orElseGet(() -> {
            Availability.Item read = new Availability.Item(item);
            unknown.put(item, read);
            return read;
        })));
        Map<Integer, ItemStock> stocks = new HashMap<>();
        unknown.forEach((item, read) -> stocks.put(item, read.stock));
        return stock.load(transaction, stocks).chain(() -> allocations.reservedByClass(transaction, unknown));
    }

    private static void requireKnown(Set<Integer> known, Set<Integer> ids) {
        if (!known.containsAll(ids)) {
            throw new OutdatedException();
        }
    }

    private static void peeked(Allocation allocation, BatchScope scope) {
        scope.requests.add(allocation.request());
        scope.items.add(allocation.item());
        scope.freed.add(allocation.item());
    }

    static Optional<Integer> item(Loaded loaded, Movement movement) {
        return Optional.ofNullable(movement.item())
                .map(loaded.facts.itemsByCode::get)
                .map(Item::id);
    }

    /** Makes the lots and positions that goods come into. */
    private Uni<Void> openLots(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        List<Movement> opening = scope.movements.stream()
                .filter(Movement::opensLot)
                .filter(m -> m.violations(loaded.now).isEmpty())
                .filter(m -> mayOpen(m, loaded))
                .toList();
        if (opening.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<LotKey> wanted = opening.stream()
                .map(m -> MovementCommands.receivedInto(m, item(loaded, m).orElseThrow(), Map.of()))
                .toList();
        return stock.namedLots(transaction, wanted)
                .invoke(known -> known.forEach(lot -> loaded.namedLots
                        .computeIfAbsent(lot.item(), i -> new HashMap<>())
                        .put(lot.number(), lot)))
                .chain(() -> stock.open(
                        transaction,
                        opening.stream()
                                .map(m -> new PositionKey(
                                        Objects.requireNonNull(loaded.facts.sitesByCode.get(m.site()))
                                                .id(),
                                        MovementCommands.receivedInto(
                                                m, item(loaded, m).orElseThrow(), loaded.namedLots)))
                                .distinct()
                                .toList()));
    }

    /** Whether a receipt will stand, as far as is known yet: one that is refused must leave no lot behind. */
    private static boolean mayOpen(Movement movement, Loaded loaded) {
        LocalDate today = LocalDate.ofInstant(loaded.now, ZoneOffset.UTC);
        boolean supply = Optional.ofNullable(movement.item())
                .map(loaded.facts.itemsByCode::get)
                .filter(item -> item.kind().equals("SUPPLY"))
                .isPresent();
        return supply
                && loaded.facts.sitesByCode.containsKey(movement.site())
                && (movement.expiry() == null || !movement.expiry().isBefore(today));
    }

    private Uni<Void> read(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        loaded.lookAgain.addAll(scope.looksAgain ? scope.freed : Set.of());
        return stock.recorded(transaction, scope.reversed)
                .invoke(found -> loaded.movements = new HashMap<>(found))
                .chain(() -> placesOfMovements(transaction, scope, loaded))
                .chain(() -> kits.contents(transaction, scope, loaded))
                .chain(() -> requests.shortOf(transaction, scope.freed, config.shortLinesPerItem()))
                .chain(found -> {
                    Set<UUID> wanted = new HashSet<>(scope.requests);
                    found.forEach((item, ids) -> {
                        wanted.addAll(ids);
                        if (ids.size() >= config.shortLinesPerItem()) {
                            loaded.moreShort.add(item);
                        }
                    });
                    return requests.load(transaction, wanted);
                })
                .chain(found -> {
                    loaded.requests = found;
                    found.values().forEach(r -> requireKnown(loaded.facts.sites.keySet(), Set.of(r.site())));
                    return Uni.combine()
                            .all()
                            .unis(
                                    allocations
                                            .load(transaction, scope.allocations)
                                            .invoke(a -> keep(a, loaded)),
                                    allocations
                                            .liveOf(transaction, scope.liveOf())
                                            .invoke(a -> keep(a, loaded)),
                                    allocations
                                            .sources(transaction, found.keySet())
                                            .invoke(sources -> loaded.sources = new HashMap<>(sources)),
                                    units.takenBack(transaction, found.keySet(), loaded))
                            .discardItems();
                })
                .invoke(() -> loaded.overdue.removeIf(id -> !stillReserved(loaded, id)));
    }

    /** Where movements put things, empty positions included. */
    private Uni<Void> placesOfMovements(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        Set<Integer> sites = new HashSet<>();
        Set<Integer> items = new HashSet<>();
        for (Movement movement : scope.movements) {
            item(loaded, movement).ifPresent(item -> {
                items.add(item);
                if (movement.ofKits()) {
                    items.addAll(loaded.facts.contents(item).keySet());
                    items.addAll(loaded.outOfKits);
                }
            });
            Optional.ofNullable(loaded.facts.sitesByCode.get(movement.site())).ifPresent(site -> sites.add(site.id()));
        }
        loaded.movements
                .values()
                .forEach(recorded -> recorded.entries().forEach(entry -> {
                    items.add(entry.item());
                    addSites(entry, sites);
                }));
        return stock.load(transaction, items, sites, loaded.book);
    }

    /**
     * What taking back (R6) is about.
     *
     * @param reservations that may be taken back
     * @param waiting short lines that may use what is taken back and not needed
     */
    record Takeable(List<Allocation> reservations, List<LineKey> waiting) {}

    /**
     * Reads the reservations that may be taken back, and everything that is short of the same items: what is taken back
     * and not needed goes to the foremost of them all. With all sources of the requests they belong to.
     *
     * @param above for each item the class that wants them
     */
    Uni<Takeable> takeable(SqlConnection transaction, Map<Integer, Integer> above, Loaded loaded) {
        return allocations
                .preemptable(transaction, above, config.preemptableReservations())
                .chain(ids -> allocations
                        .load(
                                transaction,
                                ids.stream()
                                        .filter(id -> !loaded.allocations.containsKey(id))
                                        .toList())
                        .map(read -> withKnown(read, ids, loaded)))
                .chain(found -> requests.shortOf(transaction, above.keySet(), config.shortLinesPerItem())
                        .chain(shortOf -> {
                            Set<UUID> wanted = new HashSet<>();
                            shortOf.values().forEach(wanted::addAll);
                            found.forEach(a -> wanted.add(a.request()));
                            wanted.removeAll(loaded.requests.keySet());
                            return more(transaction, wanted, loaded);
                        })
                        .invoke(() -> keep(found, loaded))
                        .map(ignored -> new Takeable(found, waiting(loaded, above.keySet()))));
    }

    /** What a plan of this batch is about is known already; as far as it still stands it may be taken back as well. */
    private static List<Allocation> withKnown(Collection<Allocation> read, Collection<UUID> ids, Loaded loaded) {
        List<Allocation> all = new ArrayList<>(read);
        ids.stream()
                .map(loaded.allocations::get)
                .filter(Objects::nonNull)
                .filter(known -> known.state() == AllocationState.RESERVED)
                .forEach(all::add);
        return all;
    }

    /** Reads the requests that hold units which others want, as far as they are not known yet. */
    Uni<Void> holders(SqlConnection transaction, Set<UUID> holding, Loaded loaded) {
        Set<UUID> wanted = new HashSet<>(holding);
        wanted.removeAll(loaded.requests.keySet());
        return wanted.isEmpty() ? Uni.createFrom().voidItem() : more(transaction, wanted, loaded);
    }

    /** Reads more requests, with what officers took back from their lines: of supplies and of units, since they may ask for both. */
    private Uni<Void> more(SqlConnection transaction, Set<UUID> wanted, Loaded loaded) {
        return requests.load(transaction, wanted)
                .invoke(loaded.requests::putAll)
                .chain(() -> allocations.sources(transaction, wanted))
                .invoke(loaded.sources::putAll)
                .chain(() -> units.takenBack(transaction, wanted, loaded))
                .chain(() -> teamKits.losing(
                        transaction,
                        wanted.stream()
                                .flatMap(id -> Stream.ofNullable(loaded.requests.get(id)))
                                .toList(),
                        loaded));
    }

    private static List<LineKey> waiting(Loaded loaded, Set<Integer> items) {
        List<LineKey> waiting = new ArrayList<>();
        loaded.requests
                .values()
                .forEach(request -> request.lines().stream()
                        .filter(line -> line.left() > 0 && loaded.decidable(line.item()))
                        .filter(line -> items.contains(line.item())
                                || line.substitutesAllowed()
                                        && loaded.facts.item(line.item()).substitutes().stream()
                                                .anyMatch(items::contains))
                        .forEach(line -> waiting.add(new LineKey(line.request(), line.number()))));
        return waiting;
    }

    private static boolean stillReserved(Loaded loaded, UUID id) {
        Allocation allocation = loaded.allocations.get(id);
        return allocation != null && allocation.state() == AllocationState.RESERVED;
    }

    private static void keep(Collection<Allocation> found, Loaded loaded) {
        found.forEach(allocation -> loaded.allocations.put(allocation.id(), allocation));
    }

    private static void addSites(LedgerEntry entry, Set<Integer> sites) {
        if (entry.from().site() != null) {
            sites.add(entry.from().site());
        }
        if (entry.to().site() != null) {
            sites.add(entry.to().site());
        }
    }
}
