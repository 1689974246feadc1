package dev.muster.unit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * All units as this process remembers them, and as of which turn; what has changed since is read anew. For one batch at a
 * time.
 */
@ApplicationScoped
public class UnitMemory {

    private final UnitStore store;
    private final UnitReader reader;
    private final Map<Integer, Unit> units = new HashMap<>();
    private final Map<Integer, Map<Integer, TreeSet<Integer>>> serving = new HashMap<>();
    private final Map<Integer, Set<Integer>> teams = new HashMap<>();
    private final Map<Integer, Set<Integer>> kitted = new HashMap<>();
    private final Map<Integer, Set<Integer>> served = new HashMap<>();
    private long servedKnown = -1;
    private long known = -1;

    UnitMemory(UnitStore store, UnitReader reader) {
        this.store = store;
        this.reader = reader;
    }

    /** Takes the turn of all units and gives them as they stand: nobody else changes them until the transaction ends. */
    public Uni<UnitBook> take(SqlConnection transaction) {
        return store.takeTurn(transaction).chain(turn -> {
            if (turn == known) {
                return Uni.createFrom().item(book());
            }
            return reader.changed(transaction, turn < known ? -1 : known, turn).map(changed -> {
                if (turn < known) {
                    units.clear();
                    serving.clear();
                    teams.clear();
                    kitted.clear();
                }
                keep(changed);
                known = turn;
                return book();
            });
        });
    }

    private UnitBook book() {
        return new UnitBook(units, serving, teams, kitted);
    }

    private void keep(Collection<Unit> changed) {
        for (Unit unit : changed) {
            Unit before = units.put(unit.id(), unit);
            if (before != null) {
                before.serves().keySet().forEach(item -> at(item, before.site()).remove(before.id()));
                before.members().forEach(person -> teamsOf(person).remove(before.id()));
                kittedAt(before.home()).remove(before.id());
            }
            unit.serves().keySet().forEach(item -> at(item, unit.site()).add(unit.id()));
            unit.members().forEach(person -> teamsOf(person).add(unit.id()));
            if (!unit.requiredKits().isEmpty()) {
                kittedAt(unit.home()).add(unit.id());
            }
        }
    }

    /**
     * What teams may be asked for as that do not leave without a kit, item ids by the kit's, as far as this process remembers;
     * for who is told of kits that have come.
     */
    public Map<Integer, Set<Integer>> servedWithKit() {
        if (servedKnown == known) {
            return served;
        }
        served.clear();
        kitted.values()
                .forEach(teams -> teams.forEach(id -> {
                    Unit team = Objects.requireNonNull(units.get(id));
                    team.requiredKits()
                            .forEach(kit -> served.computeIfAbsent(kit.item(), i -> new HashSet<>())
                                    .addAll(team.serves().keySet()));
                }));
        servedKnown = known;
        return served;
    }

    private Set<Integer> kittedAt(int home) {
        return kitted.computeIfAbsent(home, h -> new TreeSet<>());
    }

    private Set<Integer> teamsOf(int person) {
        return teams.computeIfAbsent(person, p -> new TreeSet<>());
    }

    private TreeSet<Integer> at(int item, int site) {
        return serving.computeIfAbsent(item, i -> new HashMap<>()).computeIfAbsent(site, s -> new TreeSet<>());
    }
}
