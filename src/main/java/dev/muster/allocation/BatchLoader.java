package dev.muster.allocation;

import dev.muster.allocation.Facts.Item;
import dev.muster.request.NewRequest.NewLine;
import dev.muster.request.RequestStore;
import dev.muster.stock.LedgerEntry;
import dev.muster.stock.Movement;
import dev.muster.stock.StockStore;
import dev.muster.stock.StockStore.LotKey;
import dev.muster.stock.StockStore.PositionKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads what a batch of commands may touch. First it learns, unlocked, which items are at stake; then it takes the turn
 * of those items, in id order; then it reads everything else, which nobody can change any more until the transaction
 * ends.
 */
@ApplicationScoped
class BatchLoader {

    private final FactsStore facts;
    private final StockStore stock;
    private final RequestStore requests;
    private final AllocationStore allocations;
    private final AllocationConfig config;

    BatchLoader(
            FactsStore facts,
            StockStore stock,
            RequestStore requests,
            AllocationStore allocations,
            AllocationConfig config) {
        this.facts = facts;
        this.stock = stock;
        this.requests = requests;
        this.allocations = allocations;
        this.config = config;
    }

    /** What a batch is about, as far as its commands say. */
    private static final class Scope {
        final Set<String> siteCodes = new HashSet<>();
        final Set<String> itemCodes = new HashSet<>();
        final Set<String> incidents = new HashSet<>();
        final Set<UUID> requests = new HashSet<>();
        final Set<UUID> cancelled = new HashSet<>();
        final Set<UUID> allocations = new HashSet<>();
        final Set<UUID> reversed = new HashSet<>();
        final Set<Integer> items = new HashSet<>();
        final Set<Integer> freed = new HashSet<>();
        final List<Movement> movements = new ArrayList<>();
        boolean looksAgain;

        static Scope of(List<Command> commands) {
            Scope scope = new Scope();
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
            } else if (command instanceof Command.ChooseSource choose) {
                requests.add(choose.request());
                siteCodes.add(choose.source());
            } else if (command instanceof Command.LookAgain look) {
                freed.addAll(look.items());
                looksAgain = true;
            }
        }

        private static void add(Set<String> codes, @Nullable String code) {
            if (code != null) {
                codes.add(code);
            }
        }
    }

    Uni<Loaded> load(SqlConnection transaction, List<Command> commands) {
        Loaded loaded = new Loaded();
        Scope scope = Scope.of(commands);
        return now(transaction, loaded)
                .chain(() -> learn(transaction, scope, loaded))
                .chain(() -> facts.takeTurn(transaction, loaded.facts.items.keySet()))
                .chain(() -> openLots(transaction, scope, loaded))
                .chain(() -> read(transaction, scope, loaded))
                .replaceWith(loaded);
    }

    private static Uni<Void> now(SqlConnection transaction, Loaded loaded) {
        return transaction
                .query("select now()")
                .execute()
                .invoke(rows ->
                        loaded.now = rows.iterator().next().getOffsetDateTime(0).toInstant())
                .replaceWithVoid();
    }

    /** Which items are at stake: named, promised, reversed, freed, and all that may substitute for one another. */
    private Uni<Void> learn(SqlConnection transaction, Scope scope, Loaded loaded) {
        return Uni.combine()
                .all()
                .unis(
                        facts.itemsByCode(transaction, scope.itemCodes, loaded.facts),
                        facts.sitesByCode(transaction, scope.siteCodes, loaded.facts),
                        facts.incidents(transaction, scope.incidents, loaded.facts),
                        requests.itemsOf(transaction, scope.requests).invoke(scope.items::addAll),
                        requests.itemsOf(transaction, scope.cancelled).invoke(scope.freed::addAll),
                        allocations
                                .peek(transaction, scope.allocations)
                                .invoke(found -> found.forEach(a -> peeked(a, scope))),
                        stock.recorded(transaction, scope.reversed)
                                .invoke(found -> found.values()
                                        .forEach(r -> r.entries().forEach(e -> scope.freed.add(e.item())))),
                        overdue(transaction, scope, loaded))
                .discardItems()
                .chain(() -> {
                    loaded.facts.items.values().forEach(item -> scope.items.add(item.id()));
                    scope.movements.stream()
                            .filter(Movement::mayFree)
                            .forEach(m -> item(loaded, m).ifPresent(scope.freed::add));
                    scope.items.addAll(scope.freed);
                    return facts.itemsAround(transaction, scope.items, loaded.facts);
                });
    }

    private Uni<Void> overdue(SqlConnection transaction, Scope scope, Loaded loaded) {
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

    private static void peeked(Allocation allocation, Scope scope) {
        scope.requests.add(allocation.request());
        scope.items.add(allocation.item());
        scope.freed.add(allocation.item());
    }

    private static Optional<Integer> item(Loaded loaded, Movement movement) {
        return Optional.ofNullable(movement.item())
                .map(loaded.facts.itemsByCode::get)
                .map(Item::id);
    }

    /** Makes the lots and positions that goods come into. */
    private Uni<Void> openLots(SqlConnection transaction, Scope scope, Loaded loaded) {
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

    private Uni<Void> read(SqlConnection transaction, Scope scope, Loaded loaded) {
        loaded.lookAgain.addAll(scope.looksAgain ? scope.freed : Set.of());
        Set<Integer> sites = new HashSet<>();
        loaded.facts.sites.values().forEach(site -> sites.add(site.id()));
        return stock.recorded(transaction, scope.reversed)
                .invoke(found -> {
                    loaded.movements = new HashMap<>(found);
                    found.values().forEach(r -> r.entries().forEach(e -> addSites(e, sites)));
                })
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
                    found.values().forEach(request -> sites.add(request.site()));
                    return readRest(transaction, scope, loaded, sites);
                });
    }

    private Uni<Void> readRest(SqlConnection transaction, Scope scope, Loaded loaded, Set<Integer> sites) {
        return Uni.combine()
                .all()
                .unis(
                        allocations.load(transaction, scope.allocations).invoke(a -> keep(a, loaded)),
                        allocations.liveOf(transaction, scope.cancelled).invoke(a -> keep(a, loaded)),
                        allocations
                                .sources(transaction, loaded.requests.keySet())
                                .invoke(found -> loaded.sources = new HashMap<>(found)),
                        stock.load(transaction, loaded.facts.items.keySet(), sites)
                                .invoke(book -> loaded.book = book))
                .discardItems()
                .chain(() -> {
                    loaded.overdue.removeIf(id -> !stillReserved(loaded, id));
                    Set<Integer> givers = new HashSet<>(sites);
                    loaded.facts
                            .items
                            .keySet()
                            .forEach(item -> loaded.book.shelves(item).forEach(shelf -> givers.add(shelf.site())));
                    givers.removeAll(loaded.facts.sites.keySet());
                    return facts.sites(transaction, givers, loaded.facts);
                });
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
