package dev.muster.stock;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import dev.muster.platform.Violations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reserve floors and par levels. This is the only way they change. */
@ApplicationScoped
public class StockLevels {

    private static final long MAX_QUANTITY = 1_000_000_000_000L;

    private final Pool pool;
    private final StockLevelStore store;
    private final EventLog eventLog;

    StockLevels(Pool pool, StockLevelStore store, EventLog eventLog) {
        this.pool = pool;
        this.store = store;
        this.eventLog = eventLog;
    }

    /**
     * Sets both levels. Refuses (404) an unknown site or item, (422) quantities outside 0 to 10^12 or an item that is
     * no supply, (412) another revision than expected.
     */
    public Uni<Stored<StockLevel>> put(StockLevel level, Revision revision, String actor) {
        new Violations()
                .range("floor", level.floor(), 0L, MAX_QUANTITY)
                .range("par", level.par(), 0L, MAX_QUANTITY)
                .throwIfAny();
        return pool.withTransaction(transaction -> store.keys(transaction, level.site(), level.item())
                        .invoke(keys -> require(keys, level))
                        .chain(keys -> store.lock(transaction, keys)
                                .chain(present -> write(transaction, keys, level, present, revision)))
                        .chain(stored -> log(transaction, stored, actor)))
                .invoke(stored -> {
                    if (stored.isChange()) {
                        eventLog.committed();
                    }
                });
    }

    /**
     * Sets the levels of supplies at known sites, each pair of them once, in one transaction; gives those that differ from
     * what stood. Quantities must be within the bounds of {@link #put}.
     */
    public Uni<List<StockLevel>> putAll(List<StockLevel> levels, String actor) {
        return pool.withTransaction(transaction -> store.writeAll(transaction, levels)
                        .call(changed -> changed.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : log(transaction, changed, actor).replaceWithVoid()))
                .invoke(eventLog::committed);
    }

    /** Those that are set of these pairs of site and item. */
    public Uni<List<StockLevel>> present(List<StockLevel> named) {
        return store.present(named);
    }

    /** Refuses with 404 where no levels are set. */
    public Uni<Stored<StockLevel>> get(String site, String item) {
        return store.get(site, item)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND, "no-stock-level", site, item)
                        .asException());
    }

    /** By site and item. */
    public Uni<Page<StockLevel>> list(@Nullable String site, @Nullable String item, PageRequest page) {
        return store.page(site, item, page).map(rows -> page.page(rows, r -> List.of(r.site(), r.item())));
    }

    private static void require(StockLevelStore.Keys keys, StockLevel level) {
        if (keys.site() == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "no-site", level.site()).asException();
        }
        if (keys.item() == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "no-item", level.item()).asException();
        }
        if (!"SUPPLY".equals(keys.kind())) {
            throw Problem.violation("item", "not-supply").asException();
        }
    }

    private Uni<Stored<StockLevel>> write(
            SqlConnection transaction,
            StockLevelStore.Keys keys,
            StockLevel level,
            StockLevelStore.@Nullable Present present,
            Revision revision) {
        revision.check(present == null ? null : present.version());
        if (present != null && present.floor() == level.floor() && present.par() == level.par()) {
            return Uni.createFrom().item(Stored.read(level, present.version()));
        }
        return store.write(transaction, keys, level);
    }

    private Uni<Stored<StockLevel>> log(SqlConnection transaction, Stored<StockLevel> stored, String actor) {
        return stored.isChange()
                ? log(transaction, List.of(stored.value()), actor).replaceWith(stored)
                : Uni.createFrom().item(stored);
    }

    private Uni<Long> log(SqlConnection transaction, List<StockLevel> changed, String actor) {
        return eventLog.append(
                transaction,
                changed.stream()
                        .map(level -> new Event("level.changed", subject(level), actor, level))
                        .toList(),
                changed.stream()
                        .map(level -> new Audit(actor, "level.put", subject(level), level))
                        .toList());
    }

    private static String subject(StockLevel level) {
        return level.site() + "/" + level.item();
    }
}
