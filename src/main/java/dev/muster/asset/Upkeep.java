package dev.muster.asset;

import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.unit.UnitDeeds;
import dev.muster.unit.UnitDeeds.Deed;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRegister;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maintenance, calibration and inspection of equipment: plans, what is due, what was done. What is due cannot be sent. */
@ApplicationScoped
public class Upkeep {

    private static final int MOST_RECORDS = 1000;

    private final UnitDeeds deeds;
    private final UpkeepStore store;
    private final UnitRegister register;
    private final Clock clock;

    Upkeep(UnitDeeds deeds, UpkeepStore store, UnitRegister register, Clock clock) {
        this.deeds = deeds;
        this.store = store;
        this.register = register;
        this.clock = clock;
    }

    /** Creates or replaces a plan. Refuses (404) an unknown asset, (422) a plan that cannot be. */
    public Uni<PlanView> put(UUID id, String asset, String name, PlanInput given, String actor) {
        PlanInput plan = given.checked(name, clock.instant());
        Instant lastDone = plan.lastDone() == null ? clock.instant() : plan.lastDone();
        return deeds.once(
                new Deed(
                        id,
                        "asset.plan",
                        "asset-plan.changed",
                        "asset/" + asset,
                        new Object[] {asset, name, plan},
                        actor),
                PlanView.class,
                transaction -> store.asset(transaction, asset)
                        .call(found -> store.put(transaction, found.id(), name, plan, lastDone))
                        .chain(found -> store.plan(transaction, found.id(), name))
                        .map(Objects::requireNonNull));
    }

    /**
     * Records what was done. What passed sets its plan's clock anew. Refuses (404) an unknown asset, (422) an unknown plan.
     *
     * @param asked what was sent, which makes a repeated command the same one
     * @param mayActFor refuses who may not write for a site
     */
    public Uni<RecordView> record(RecordView done, Object asked, Consumer<String> mayActFor) {
        return deeds.once(
                new Deed(done.id(), "asset.record", "asset-record.added", "asset/" + done.asset(), asked, done.actor()),
                RecordView.class,
                transaction -> store.asset(transaction, done.asset())
                        .invoke(found -> mayActFor.accept(found.home()))
                        .call(found -> requirePlan(transaction, found.id(), done.plan()))
                        .call(found -> store.record(transaction, found.id(), done))
                        .replaceWith(done));
    }

    private Uni<Void> requirePlan(SqlConnection transaction, int asset, @Nullable String name) {
        if (name == null) {
            return Uni.createFrom().voidItem();
        }
        return store.plan(transaction, asset, name)
                .invoke(plan -> {
                    if (plan == null) {
                        throw Problem.violation("plan", "unit.plan-unknown", name)
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    /** Refuses with 404 if there is no such asset. */
    public Uni<List<PlanView>> plans(String asset) {
        return register.get(UnitKind.ASSET, asset).chain(() -> store.plansOf(asset));
    }

    /** The latest first. */
    public Uni<List<RecordView>> records(String asset) {
        return register.get(UnitKind.ASSET, asset).chain(() -> store.records(asset, MOST_RECORDS));
    }

    /** What is due until then (now, if absent), the longest overdue first. */
    public Uni<Page<PlanView>> due(@Nullable Instant until, @Nullable String site, PageRequest page) {
        return store.due(until == null ? clock.instant() : until, site, page)
                .map(rows -> page.page(
                        rows,
                        plan -> List.of(Objects.requireNonNull(plan.dueAt()).toString(), plan.asset(), plan.name())));
    }
}
