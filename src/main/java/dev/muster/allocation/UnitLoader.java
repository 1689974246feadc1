package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.unit.Booking;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitMemory;
import dev.muster.unit.UnitStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a batch of commands may touch of units: if it is about any, it takes their turn after that of the items. */
@ApplicationScoped
class UnitLoader {

    private final UnitStore store;
    private final UnitMemory memory;
    private final UnitConfig config;
    private final AllocationConfig allocation;

    UnitLoader(UnitStore store, UnitMemory memory, UnitConfig config, AllocationConfig allocation) {
        this.store = store;
        this.memory = memory;
        this.config = config;
        this.allocation = allocation;
    }

    /** Which bookings are at stake, unlocked. */
    Uni<Void> learn(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        loaded.terms = config.terms();
        return store.leads(transaction, scope.bookings)
                .invoke(loaded.bookings::putAll)
                .chain(() -> store.liveOf(transaction, scope.liveOf()))
                .invoke(loaded.bookings::putAll)
                .chain(() -> scope.looksAgain
                        ? store.over(transaction, allocation.overdueReservations())
                                .invoke(loaded.overdueBookings::putAll)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /** Takes the turn of all units where a command is about any, and learns whose requests they are booked for. */
    Uni<Void> take(SqlConnection transaction, BatchScope scope, Loaded loaded) {
        boolean concerned = !scope.units.isEmpty()
                || !loaded.bookings.isEmpty()
                || !loaded.overdueBookings.isEmpty()
                || scope.items.stream().anyMatch(item -> isUnit(loaded, item));
        if (!concerned) {
            return Uni.createFrom().voidItem();
        }
        return memory.take(transaction)
                .invoke(book -> loaded.units = book)
                .chain(() -> store.ids(transaction, scope.units))
                .invoke(ids -> {
                    loaded.unitIds = ids;
                    Set<Integer> units = new HashSet<>(ids.values());
                    units.addAll(loaded.bookings.values());
                    units.addAll(loaded.overdueBookings.values());
                    units.forEach(id -> concern(loaded.units.find(id), scope, loaded));
                })
                .replaceWithVoid();
    }

    /** A change of this unit may end bookings of its own and of those who go along, and free them all. */
    private static void concern(@Nullable Unit unit, BatchScope scope, Loaded loaded) {
        if (unit == null) {
            return;
        }
        Set<Unit> all = new HashSet<>(loaded.units.members(unit));
        all.add(unit);
        loaded.units.teamsOf(unit.id()).forEach(team -> all.add(loaded.units.unit(team)));
        for (Unit one : all) {
            scope.freed.addAll(one.serves().keySet());
            loaded.units
                    .teamsOf(one.id())
                    .forEach(team ->
                            scope.freed.addAll(loaded.units.unit(team).serves().keySet()));
            one.bookings().forEach(booking -> concern(booking, scope, loaded));
        }
    }

    private static void concern(Booking booking, BatchScope scope, Loaded loaded) {
        if (booking.task() != null) {
            scope.requests.add(booking.task().request());
        }
        if (booking.leads()) {
            return;
        }
        Unit lead = loaded.units.unit(booking.lead());
        scope.freed.addAll(lead.serves().keySet());
        loaded.units
                .members(lead)
                .forEach(member -> scope.freed.addAll(member.serves().keySet()));
    }

    private static boolean isUnit(Loaded loaded, int item) {
        return !"SUPPLY".equals(loaded.facts.item(item).kind());
    }

    /** What officers took back from the lines of requests. */
    Uni<Void> takenBack(SqlConnection transaction, Set<UUID> requests, Loaded loaded) {
        Set<UUID> asking = new HashSet<>();
        loaded.requests.values().stream()
                .filter(r -> requests.contains(r.id()) && r.lines().stream().anyMatch(line -> line.need() != null))
                .forEach(r -> asking.add(r.id()));
        return store.takenBack(transaction, asking)
                .invoke(found -> found.forEach((line, units) -> {
                    String[] parts = line.split("/");
                    loaded.takenBackUnits
                            .computeIfAbsent(
                                    new LineKey(UUID.fromString(parts[0]), Integer.parseInt(parts[1])),
                                    k -> new HashSet<>())
                            .addAll(units);
                }))
                .replaceWithVoid();
    }
}
