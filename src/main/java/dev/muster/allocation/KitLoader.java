package dev.muster.allocation;

import dev.muster.stock.KitStore;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import dev.muster.stock.Position;
import dev.muster.stock.StockStore;
import dev.muster.stock.StockStore.LotKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads what a batch must know to assemble kits and to break them. */
@ApplicationScoped
class KitLoader {

    private final KitStore kits;
    private final StockStore stock;

    KitLoader(KitStore kits, StockStore stock) {
        this.kits = kits;
        this.stock = stock;
    }

    /** What comes out of kits that are broken. */
    Uni<Void> learn(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        Set<Integer> broken = new HashSet<>();
        scope.movements.stream()
                .filter(movement -> movement.kind() == MovementKind.BREAKING)
                .forEach(movement -> BatchLoader.item(loaded, movement).ifPresent(broken::add));
        return kits.everIn(transaction, broken)
                .invoke(loaded.outOfKits::addAll)
                .invoke(scope.freed::addAll)
                .replaceWithVoid();
    }

    /** Numbers for the lots that kits will be, and which of the numbers given to them are taken. */
    Uni<Void> reserve(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        List<LotKey> named = new ArrayList<>();
        for (Movement movement : scope.assembled.values()) {
            if (movement.lot() != null && !movement.lot().isBlank()) {
                BatchLoader.item(loaded, movement)
                        .ifPresent(item -> named.add(new LotKey(
                                item, Objects.requireNonNull(movement.lot()).strip(), null)));
            }
        }
        List<KitStore.Place> places = new ArrayList<>();
        scope.assembled.forEach((id, m) -> places.add(new KitStore.Place(id, m.site(), m.item())));
        return kits.reserve(transaction, places)
                .invoke(loaded.kitNumbers::putAll)
                .chain(() -> stock.namedLots(transaction, named))
                .invoke(known -> known.forEach(lot -> loaded.namedLots
                        .computeIfAbsent(lot.item(), i -> new HashMap<>())
                        .put(lot.number(), lot)))
                .replaceWithVoid();
    }

    /** What is in the lots of kits at the sites where some are broken. */
    Uni<Void> contents(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        List<Long> lots = new ArrayList<>();
        for (Movement movement : scope.movements) {
            if (movement.kind() == MovementKind.BREAKING) {
                BatchLoader.item(loaded, movement)
                        .ifPresent(item -> loaded.book.shelves(item).stream()
                                .filter(shelf ->
                                        loaded.facts.site(shelf.site()).code().equals(movement.site()))
                                .forEach(shelf ->
                                        shelf.lots().stream().map(Position::lot).forEach(lots::add)));
            }
        }
        return kits.contents(transaction, lots)
                .invoke(loaded.kitContents::putAll)
                .replaceWithVoid();
    }
}
