package dev.muster.allocation;

import dev.muster.request.Request;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingState;
import dev.muster.unit.TeamKit;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitMemory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Reads what a batch must know of the kits that go with teams. */
@ApplicationScoped
class TeamKitLoader {

    private final TeamKitStore store;
    private final UnitMemory memory;

    TeamKitLoader(TeamKitStore store, UnitMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /** Before turns are taken: the kits that may leave with teams, and the movements that may be reversed. */
    Uni<Void> learn(SqlConnection transaction, BatchScope scope) {
        Uni<Void> leaving = scope.leaving.isEmpty()
                ? Uni.createFrom().voidItem()
                : store.kitsOf(transaction, scope.leaving)
                        .invoke(scope.items::addAll)
                        .replaceWithVoid();
        return scope.bringing.isEmpty()
                ? leaving
                : leaving.chain(() -> store.movementsOf(transaction, scope.bringing))
                        .invoke(scope.reversed::addAll)
                        .replaceWithVoid();
    }

    /** Where kits have become free, the lines short of teams that do not leave without are looked at. */
    void freed(BatchScope scope, Loaded loaded) {
        Map<Integer, Set<Integer>> served = memory.servedWithKit();
        for (Integer item : Set.copyOf(scope.freed)) {
            Set<Integer> teams = served.getOrDefault(item, Set.of());
            if (!teams.isEmpty()) {
                loaded.servedWithKit.put(item, Set.copyOf(teams));
                scope.freed.addAll(teams);
            }
        }
    }

    /** Once the turn of all units is taken: what stands at the homes of teams that may be sent, and what teams are away with. */
    Uni<Void> take(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        Set<Integer> items = new HashSet<>(scope.items);
        items.addAll(scope.freed);
        Uni<Void> stock = stock(transaction, items, loaded);
        Set<UUID> away = away(scope, loaded);
        return away.isEmpty()
                ? stock
                : stock.chain(() -> store.gone(transaction, away))
                        .invoke(loaded.kitsGone::putAll)
                        .replaceWithVoid();
    }

    /** What lines may be decided of that lose something (R6): what stands at the homes of teams that may be sent for them. */
    Uni<Void> losing(SqlConnection transaction, Collection<Request> requests, Loaded loaded) {
        Set<Integer> items = new HashSet<>();
        requests.forEach(request ->
                request.lines().stream().filter(line -> line.need() != null).forEach(line -> items.add(line.item())));
        return stock(transaction, items, loaded);
    }

    private Uni<Void> stock(SqlConnection transaction, Set<Integer> items, Loaded loaded) {
        Set<KitsAtHome.Place> places = places(items, loaded);
        return places.isEmpty()
                ? Uni.createFrom().voidItem()
                : store.givable(transaction, places, LocalDate.ofInstant(loaded.now, ZoneOffset.UTC))
                        .invoke(loaded.kitStock::putAll)
                        .replaceWithVoid();
    }

    /** Kits, and what is in them, at the homes of teams that serve any of these items. */
    private static Set<KitsAtHome.Place> places(Set<Integer> items, Loaded loaded) {
        Set<KitsAtHome.Place> places = new HashSet<>();
        for (Unit team : loaded.units.kitted()) {
            if (Collections.disjoint(team.serves().keySet(), items)) {
                continue;
            }
            for (TeamKit kit : team.requiredKits()) {
                places.add(new KitsAtHome.Place(team.home(), kit.item()));
                loaded.facts
                        .partsOf(kit.item())
                        .keySet()
                        .forEach(part -> places.add(new KitsAtHome.Place(team.home(), part)));
            }
        }
        return places;
    }

    private static Set<UUID> away(BatchScope scope, Loaded loaded) {
        Set<UUID> away = new HashSet<>();
        loaded.unitIds.forEach((name, id) -> {
            if (scope.bringing.contains(name.code())) {
                Objects.requireNonNull(loaded.units.find(id)).bookings().stream()
                        .filter(b -> b.state() != BookingState.RESERVED)
                        .map(Booking::id)
                        .forEach(away::add);
            }
        });
        return away;
    }
}
