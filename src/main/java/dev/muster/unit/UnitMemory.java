package dev.muster.unit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
            return reader.changedSince(transaction, turn < known ? -1 : known).map(changed -> {
                if (turn < known) {
                    units.clear();
                    serving.clear();
                    teams.clear();
                }
                keep(changed);
                known = turn;
                return book();
            });
        });
    }

    private UnitBook book() {
        return new UnitBook(units, serving, teams);
    }

    private void keep(Collection<Unit> changed) {
        for (Unit unit : changed) {
            Unit before = units.put(unit.id(), unit);
            if (before != null) {
                before.serves().keySet().forEach(item -> at(item, before.site()).remove(before.id()));
                before.members().forEach(person -> teamsOf(person).remove(before.id()));
            }
            unit.serves().keySet().forEach(item -> at(item, unit.site()).add(unit.id()));
            unit.members().forEach(person -> teamsOf(person).add(unit.id()));
        }
    }

    private Set<Integer> teamsOf(int person) {
        return teams.computeIfAbsent(person, p -> new TreeSet<>());
    }

    private TreeSet<Integer> at(int item, int site) {
        return serving.computeIfAbsent(item, i -> new HashMap<>()).computeIfAbsent(site, s -> new TreeSet<>());
    }
}
