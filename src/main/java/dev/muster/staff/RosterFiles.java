package dev.muster.staff;

import dev.muster.platform.Audit;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.Violations;
import dev.muster.staff.RosterInput.ShiftInput;
import dev.muster.staff.RosterStore.Somebody;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whole rosters from files: all shifts are added in one transaction, or none and every one that is wrong is named. */
@ApplicationScoped
public class RosterFiles {

    /**
     * A shift of a file.
     *
     * @param row its number there, by which others name it
     */
    public record RosterRow(long row, ShiftInput shift) {}

    /**
     * What becomes of a row.
     *
     * @param stands whether the very same shift stands already
     * @param refusals what is wrong with it
     */
    public record Verdict(boolean stands, List<Violation> refusals) {

        private static final Verdict FRESH = new Verdict(false, List.of());
        private static final Verdict STANDS = new Verdict(true, List.of());

        private static Verdict refused(Violation reason) {
            return new Verdict(false, List.of(reason));
        }
    }

    private final Pool pool;
    private final RosterStore store;
    private final UnitStore units;
    private final EventLog log;
    private final UnitConfig config;
    private final Clock clock;

    RosterFiles(Pool pool, RosterStore store, UnitStore units, EventLog log, UnitConfig config, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.units = units;
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Adds the shifts, if none is refused; gives a verdict on each, in order. What stands already is left as it is, so
     * the same rows again change nothing.
     *
     * @param trial writes nothing
     * @param file names the import in the audit log
     */
    public Uni<List<Verdict>> add(List<RosterRow> rows, boolean trial, String file, String actor) {
        if (rows.size() > config.shiftsPerFile()) {
            Violation tooMany = Violation.of("row", "unit.too-many-shifts", config.shiftsPerFile());
            return Uni.createFrom().item(Collections.nCopies(rows.size(), Verdict.refused(tooMany)));
        }
        return trial
                ? pool.withTransaction(transaction -> judged(transaction, rows).map(judged -> judged.verdicts))
                : pool.withTransaction(transaction -> units.takeTurn(transaction)
                                .chain(() -> judged(transaction, rows))
                                .call(judged -> write(transaction, judged, file, actor)))
                        .invoke(log::committed)
                        .map(judged -> judged.verdicts);
    }

    /** Verdicts, and what is new with whom it is of. */
    private record Judged(List<Verdict> verdicts, List<ShiftView> fresh, List<Integer> whose) {

        boolean refused() {
            return verdicts.stream().anyMatch(verdict -> !verdict.refusals.isEmpty());
        }
    }

    private Uni<Judged> judged(SqlConnection transaction, List<RosterRow> rows) {
        return somebody(transaction, rows)
                .chain(found -> standing(transaction, rows, found).map(standing -> judge(rows, found, standing)));
    }

    private Uni<Map<String, Somebody>> somebody(SqlConnection transaction, List<RosterRow> rows) {
        Map<String, Somebody> all = new HashMap<>();
        return store.find(transaction, UnitKind.PERSON, codes(rows, true))
                .invoke(people -> people.forEach((code, one) -> all.put(key(code, null), one)))
                .chain(() -> store.find(transaction, UnitKind.TEAM, codes(rows, false)))
                .invoke(teams -> teams.forEach((code, one) -> all.put(key(null, code), one)))
                .replaceWith(all);
    }

    private static List<String> codes(List<RosterRow> rows, boolean people) {
        return rows.stream()
                .map(row -> people ? row.shift.staff() : row.shift.team())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static String key(@Nullable String staff, @Nullable String team) {
        return staff == null ? "T" + team : "P" + staff;
    }

    private Uni<List<ShiftView>> standing(
            SqlConnection transaction, List<RosterRow> rows, Map<String, Somebody> found) {
        List<ShiftInput> whole = rows.stream()
                .map(RosterRow::shift)
                .filter(shift -> shift.from() != null && shift.until() != null)
                .toList();
        if (whole.isEmpty() || found.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return store.between(
                transaction,
                found.values().stream().map(Somebody::id).toList(),
                whole.stream()
                        .map(ShiftInput::from)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                whole.stream()
                        .map(ShiftInput::until)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private Judged judge(List<RosterRow> rows, Map<String, Somebody> found, List<ShiftView> standing) {
        Instant latest = clock.instant().plus(Duration.ofDays(config.bookingAheadDays()));
        RosterCalendar calendar = new RosterCalendar();
        standing.forEach(shift -> calendar.stands(key(shift.staff(), shift.team()), shift));
        Judged judged = new Judged(new ArrayList<>(rows.size()), new ArrayList<>(), new ArrayList<>());
        for (RosterRow row : rows) {
            judged.verdicts.add(judge(row, found, calendar, latest, judged));
        }
        return judged;
    }

    private static Verdict judge(
            RosterRow row, Map<String, Somebody> found, RosterCalendar calendar, Instant latest, Judged judged) {
        Violations violations = new Violations();
        RosterInput.check(row.shift, "", latest, violations);
        if (!violations.found().isEmpty()) {
            return new Verdict(false, violations.found());
        }
        ShiftInput shift = row.shift;
        String whose = key(shift.staff(), shift.team());
        Somebody one = found.get(whose);
        if (one == null) {
            return Verdict.refused(
                    shift.staff() == null
                            ? Violation.of("team", "unit.team-unknown", String.valueOf(shift.team()))
                            : Violation.of("staff", "unit.person-unknown", shift.staff()));
        }
        ShiftView view = new ShiftView(
                Ids.next(),
                shift.staff(),
                shift.team(),
                Objects.requireNonNull(shift.from()),
                Objects.requireNonNull(shift.until()),
                shift.isOnCall());
        if (calendar.holds(whose, view)) {
            return Verdict.STANDS;
        }
        @Nullable Violation overlap = calendar.add(whose, view, row.row);
        if (overlap != null) {
            return Verdict.refused(overlap);
        }
        judged.fresh.add(view);
        judged.whose.add(one.id());
        return Verdict.FRESH;
    }

    private Uni<Void> write(SqlConnection transaction, Judged judged, String file, String actor) {
        if (judged.refused() || judged.fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Integer> what = Map.of("shifts", judged.fresh.size());
        return store.insert(transaction, judged.fresh, judged.whose)
                .chain(() -> log.append(
                        transaction,
                        List.of(new Event("roster.changed", file, actor, what)),
                        List.of(new Audit(actor, "roster.import", file, what))))
                .replaceWithVoid();
    }
}
