package dev.muster.unit;

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
import dev.muster.unit.UnitRegisterStore.Known;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The register of units. This is the only way it changes; where units stand changes by commands. */
@ApplicationScoped
public class UnitRegister {

    /** Refuses a state of vetting that only a step of it may give. */
    public static final String VETTING_BY_STEP = "unit.vetting-by-step";

    private final Pool pool;
    private final UnitRegisterStore store;
    private final UnitStore units;
    private final EventLog log;

    UnitRegister(Pool pool, UnitRegisterStore store, UnitStore units, EventLog log) {
        this.pool = pool;
        this.store = store;
        this.units = units;
        this.log = log;
    }

    /**
     * Creates or replaces a unit. Refuses (422) unknown sites, items and members and items that are not of the unit's
     * kind, a volunteer's vetting that is not a step's outcome, (412) another revision than expected.
     */
    public Uni<Stored<UnitRecord>> put(UnitRecord unit, Revision revision, String actor) {
        return putAll(List.of(unit), revision, actor).map(stored -> stored.get(0));
    }

    /** {@link #put} for up to some thousands of one kind, all or none; violations are then of {@code [index].field}. */
    public Uni<List<Stored<UnitRecord>>> putAll(List<UnitRecord> records, Revision revision, String actor) {
        return pool.withTransaction(transaction -> units.takeTurn(transaction)
                        .chain(() -> store.known(transaction, records))
                        .invoke(known -> refuse(records, known))
                        .chain(() -> store.lock(transaction, records))
                        .chain(present -> write(transaction, records, present, revision))
                        .call(stored -> log(transaction, stored, actor)))
                .invoke(stored -> {
                    if (stored.stream().anyMatch(Stored::isChange)) {
                        log.committed();
                    }
                });
    }

    private static void refuse(List<UnitRecord> records, Known known) {
        Violations violations = new Violations();
        for (int i = 0; i < records.size(); i++) {
            known.check(records.get(i), records.size() == 1 ? "" : "[" + i + "].", violations);
        }
        violations.throwIfAny();
    }

    private Uni<List<Stored<UnitRecord>>> write(
            SqlConnection transaction, List<UnitRecord> records, Map<String, UnitStanding> present, Revision revision) {
        List<Stored<UnitRecord>> stored = new ArrayList<>();
        List<UnitRecord> changed = new ArrayList<>();
        Violations violations = new Violations();
        for (UnitRecord record : records) {
            @Nullable UnitStanding before = present.get(record.code());
            revision.check(before == null ? null : before.version());
            violations.check(
                    record.vettingMayFollow(before == null ? null : before.unit()),
                    (records.size() == 1 ? "" : "[" + stored.size() + "].") + "vetting",
                    VETTING_BY_STEP);
            if (before != null && before.unit().equals(record)) {
                stored.add(Stored.read(record, before.version()));
            } else {
                changed.add(record);
                stored.add(new Stored<>(
                        record,
                        before == null ? 0 : before.version() + 1,
                        before == null ? Stored.Outcome.CREATED : Stored.Outcome.CHANGED));
            }
        }
        violations.throwIfAny();
        return store.write(transaction, changed, !present.isEmpty()).replaceWith(stored);
    }

    private Uni<Void> log(SqlConnection transaction, List<Stored<UnitRecord>> stored, String actor) {
        List<UnitRecord> changed =
                stored.stream().filter(Stored::isChange).map(Stored::value).toList();
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Audit> audits = changed.stream()
                .map(unit -> new Audit(actor, name(unit.kind()) + ".put", unit.code(), unit))
                .toList();
        return store.states(transaction, changed)
                .chain(states -> log.append(
                        transaction,
                        states.stream()
                                .map(state -> new Event("unit.changed", state.subject(), actor, state))
                                .toList(),
                        audits))
                .replaceWithVoid();
    }

    static String name(UnitKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Those of one kind that exist, by code. */
    public Uni<Map<String, UnitRecord>> byCodes(UnitKind kind, Collection<String> codes) {
        return store.byCodes(kind, codes);
    }

    /** References of records to what is not there: what {@link #putAll} would refuse. */
    public Uni<List<Problem.Violation>> unresolved(List<UnitRecord> records) {
        return pool.withConnection(connection -> store.known(connection, records))
                .map(known -> {
                    Violations violations = new Violations();
                    for (int i = 0; i < records.size(); i++) {
                        known.check(records.get(i), records.size() == 1 ? "" : "[" + i + "].", violations);
                    }
                    return violations.found();
                });
    }

    /** Refuses with 404 if there is no such unit. */
    public Uni<UnitStanding> get(UnitKind kind, String code) {
        return store.find(kind, code)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND, "unit.unknown", kind, code)
                        .asException());
    }

    /** By code, or nearest first. */
    public Uni<Page<UnitStanding>> list(UnitFilter filter, PageRequest page) {
        return store.page(filter, page)
                .map(rows -> page.page(
                        rows,
                        row -> row.distanceKm() == null
                                ? List.of(row.unit().code())
                                : List.of(
                                        row.distanceKm().toString(), row.unit().code())));
    }

    /** Every status a unit has had, the latest first. */
    public Uni<List<StatusEntry>> history(UnitKind kind, String code, int most) {
        return get(kind, code).chain(unit -> store.history(unit.id(), most));
    }
}
