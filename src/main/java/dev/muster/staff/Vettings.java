package dev.muster.staff;

import dev.muster.platform.Audit;
import dev.muster.platform.BackgroundWork;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.staff.VettingStore.Volunteer;
import dev.muster.staff.VettingView.Step;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitDeeds;
import dev.muster.unit.UnitDeeds.Deed;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRegister;
import dev.muster.unit.UnitStore;
import dev.muster.unit.Vetting;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Volunteers apply, are vetted for a time or refused with a reason, and may apply again. Every step is kept with its actor. */
@ApplicationScoped
class Vettings {

    private static final int MOST = 1000;
    private static final int MOST_AT_ONCE = 500;
    private static final String CHANGED = "volunteer.changed";

    /** From which states each step may follow. */
    private static final Map<Step, Set<Vetting>> AFTER = Map.of(
            Step.APPLIED, Set.of(Vetting.REFUSED),
            Step.VETTED, Set.of(Vetting.APPLIED, Vetting.VETTED),
            Step.REFUSED, Set.of(Vetting.APPLIED, Vetting.VETTED));

    private final Pool pool;
    private final UnitDeeds deeds;
    private final UnitStore units;
    private final VettingStore store;
    private final UnitRegister register;
    private final RefusedVolunteers refused;
    private final EventLog log;
    private final BackgroundWork work;
    private final UnitConfig config;
    private final Clock clock;

    Vettings(
            Pool pool,
            UnitDeeds deeds,
            UnitStore units,
            VettingStore store,
            UnitRegister register,
            RefusedVolunteers refused,
            EventLog log,
            BackgroundWork work,
            UnitConfig config,
            Clock clock) {
        this.pool = pool;
        this.deeds = deeds;
        this.units = units;
        this.store = store;
        this.register = register;
        this.refused = refused;
        this.log = log;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes a step; what a refused volunteer is booked for is released. Refuses (404) an unknown person, (409) one who is no volunteer or stands elsewhere.
     *
     * @param mayActFor refuses who may not write for a site
     */
    Uni<VettingView> take(
            UUID id,
            String number,
            Step step,
            @Nullable String reason,
            @Nullable LocalDate validUntil,
            Consumer<String> mayActFor,
            String actor) {
        Object[] payload = {number, step, reason == null ? "" : reason, validUntil == null ? "" : validUntil.toString()
        };
        return deeds.once(
                        new Deed(id, "volunteer.vet", CHANGED, "person/" + number, payload, actor),
                        VettingView.class,
                        transaction -> store.lock(transaction, number)
                                .map(found -> require(found, number, step))
                                .invoke(found -> mayActFor.accept(found.home()))
                                .chain(found ->
                                        store.insert(transaction, id, found.id(), step, reason, validUntil, actor))
                                .chain(() -> store.find(transaction, id)))
                .call(() -> step == Step.REFUSED
                        ? refused.see(number)
                        : Uni.createFrom().voidItem());
    }

    private static Volunteer require(@Nullable Volunteer found, String number, Step step) {
        if (found == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "unit.unknown", UnitKind.PERSON, number)
                    .asException();
        }
        if (found.vetting() == null) {
            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "unit.no-volunteer", number)
                    .asException();
        }
        if (!Objects.requireNonNull(AFTER.get(step)).contains(found.vetting())) {
            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "unit.status", number, found.vetting(), step)
                    .asException();
        }
        return found;
    }

    /** The latest first; refuses with 404 if there is no such person. */
    Uni<List<VettingView>> of(String number) {
        return register.get(UnitKind.PERSON, number).chain(() -> store.of(number, MOST));
    }

    /** Who was vetted until a day that is over stands as an applicant again. */
    @Scheduled(
            every = "${muster.volunteers.look-every:10m}",
            delayed = "${muster.volunteers.look-every:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return work.run(() -> expire(LocalDate.now(clock.withZone(config.zone()))));
    }

    Uni<Void> expire(LocalDate today) {
        return pool.withTransaction(transaction -> units.takeTurn(transaction)
                        .chain(() -> store.expired(transaction, today, MOST_AT_ONCE))
                        .call(numbers -> Multi.createFrom()
                                .iterable(numbers)
                                .onItem()
                                .transformToUniAndConcatenate(number -> expire(transaction, number))
                                .collect()
                                .last()))
                .invoke(numbers -> {
                    if (!numbers.isEmpty()) {
                        log.committed();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<VettingView> expire(SqlConnection transaction, String number) {
        UUID id = Ids.next();
        return store.lock(transaction, number)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("No person " + number))
                .chain(found -> store.insert(transaction, id, found.id(), Step.EXPIRED, null, null, "system"))
                .chain(() -> store.find(transaction, id))
                .call(view -> log.append(
                        transaction,
                        List.of(new Event(CHANGED, "person/" + number, "system", view)),
                        List.of(new Audit("system", "volunteer.expire", "person/" + number, view))));
    }
}
