package dev.muster.asset;

import dev.muster.asset.HazardView.Severity;
import dev.muster.asset.HazardView.State;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.unit.UnitDeeds;
import dev.muster.unit.UnitDeeds.Deed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Faults and hazards (隐患排查): reported, rectified, verified by somebody else. */
@ApplicationScoped
public class Hazards {

    private static final String CHANGED = "hazard.changed";

    private final UnitDeeds deeds;
    private final HazardStore store;
    private final HazardWithdrawals withdrawals;
    private final HazardConfig config;
    private final Clock clock;

    Hazards(UnitDeeds deeds, HazardStore store, HazardWithdrawals withdrawals, HazardConfig config, Clock clock) {
        this.deeds = deeds;
        this.store = store;
        this.withdrawals = withdrawals;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Reports one. Refuses (422) an unknown site or asset. Without {@code dueAt} the deadline follows from the severity. A major
     * one takes its asset out of service.
     */
    public Uni<HazardView> report(
            UUID id,
            String site,
            @Nullable String asset,
            Severity severity,
            String description,
            @Nullable Instant dueAt,
            String actor) {
        Instant due = dueAt != null
                ? dueAt
                : clock.instant().plus(severity == Severity.MAJOR ? config.major() : config.minor());
        Object[] payload = {site, asset == null ? "" : asset, severity, description, dueAt == null ? "" : dueAt};
        return deeds.once(
                        new Deed(id, "hazard.report", CHANGED, id.toString(), payload, actor),
                        HazardView.class,
                        transaction -> store.keys(transaction, site, asset)
                                .invoke(keys -> {
                                    if (keys.site() == null) {
                                        throw Problem.violation("site", "site.unknown", site)
                                                .asException();
                                    }
                                    if (asset != null && keys.asset() == null) {
                                        throw Problem.violation("asset", "unit.asset-unknown", asset)
                                                .asException();
                                    }
                                })
                                .call(keys -> store.insert(transaction, id, keys, severity, description, due, actor))
                                .chain(() -> store.lock(transaction, id))
                                .map(Objects::requireNonNull))
                .call(() -> withdrawals.see(id));
    }

    /** Says what was done about it. Refuses (404) an unknown one, (409) one that is not REPORTED. */
    public Uni<HazardView> rectify(UUID command, UUID hazard, String as, Consumer<String> mayActFor, String actor) {
        return change(
                new Deed(command, "hazard.rectify", CHANGED, hazard.toString(), new Object[] {hazard, as}, actor),
                hazard,
                transaction -> store.lock(transaction, hazard)
                        .map(found -> require(found, hazard, State.REPORTED))
                        .invoke(found -> mayActFor.accept(found.site()))
                        .chain(() -> store.rectified(transaction, hazard, as, actor)));
    }

    /**
     * Says whether that is enough; if not, it is REPORTED again. Refuses (404) an unknown one, (409) one that is not
     * RECTIFIED, (422) who rectified it.
     */
    public Uni<HazardView> verify(
            UUID command, UUID hazard, boolean accepted, Consumer<String> mayActFor, String actor) {
        return change(
                        new Deed(
                                command,
                                "hazard.verify",
                                CHANGED,
                                hazard.toString(),
                                new Object[] {hazard, accepted},
                                actor),
                        hazard,
                        transaction -> store.lock(transaction, hazard)
                                .map(found -> require(found, hazard, State.RECTIFIED))
                                .invoke(found -> {
                                    mayActFor.accept(found.site());
                                    if (actor.equals(found.rectifiedBy())) {
                                        throw Problem.violation("accepted", "unit.by-another", actor)
                                                .asException();
                                    }
                                })
                                .chain(() -> store.verified(transaction, hazard, accepted, actor)))
                .call(() -> withdrawals.see(hazard));
    }

    private Uni<HazardView> change(Deed deed, UUID hazard, Function<SqlConnection, Uni<Void>> work) {
        return deeds.once(
                deed,
                HazardView.class,
                transaction -> work.apply(transaction)
                        .chain(() -> store.lock(transaction, hazard))
                        .map(Objects::requireNonNull));
    }

    private static HazardView require(@Nullable HazardView found, UUID id, State state) {
        if (found == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "unit.hazard-unknown", id).asException();
        }
        if (found.state() != state) {
            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "unit.hazard-state", id, found.state(), state)
                    .asException();
        }
        return found;
    }

    /** The newest first. */
    public Uni<Page<HazardView>> list(
            @Nullable String site,
            @Nullable String asset,
            @Nullable State state,
            @Nullable Boolean overdue,
            PageRequest page) {
        return store.page(site, asset, state, overdue, page)
                .map(rows -> page.page(rows, h -> List.of(h.reportedAt().toString(), h.id().toString())));
    }
}
