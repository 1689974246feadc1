package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Request;
import dev.muster.allocation.history.EndState.Terms;
import dev.muster.allocation.history.EndState.Unit;
import dev.muster.allocation.history.UnitReplay.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether each transaction sent the units it should, judged by how things stand after it. Whom rules pass over is judged
 * only where a unit has nothing else in its calendar, so that nothing but the order of service can be the cause.
 */
final class UnitOrder {

    private final World world;
    private final Standing standing;
    private final UnitReplay replay;
    private final Findings findings;
    private final Map<UUID, Request> requests = new HashMap<>();
    private final Map<UUID, Order> asked = new HashMap<>();
    /** Units that were released from a line: they do not serve it by rule any more. */
    private final Map<LineKey, Set<String>> takenBack = new HashMap<>();

    UnitOrder(History history, Standing standing, UnitReplay replay, Findings findings) {
        this.world = history.world();
        this.standing = standing;
        this.replay = replay;
        this.findings = findings;
        history.end().requests().forEach(r -> requests.put(r.id(), r));
        new Doings(history).all(Order.Kind.SUBMIT).forEach(order -> asked.put(order.id(), order));
    }

    void judge(LogReplay.Step step) {
        step.booked.forEach(this::eligible);
        noteTakenBack();
        if (!step.planned) {
            step.booked.stream().filter(entry -> entry.lead.officer() == null).forEach(this::higherFirst);
        }
        step.bumped.forEach(entry -> byHigher(entry, step));
        step.submitted.forEach(this::allOrNothing);
    }

    private void noteTakenBack() {
        for (Entry entry : replay.entries()) {
            if ("RELEASED".equals(entry.state) && entry.lead.line() != null) {
                takenBack
                        .computeIfAbsent(entry.lead.line(), l -> new HashSet<>())
                        .add(entry.lead.unit());
            }
        }
    }

    private Request request(LineKey line) {
        return Objects.requireNonNull(requests.get(line.request()), () -> "request of " + line);
    }

    private boolean open(String site) {
        World.Site known = world.sites().get(site);
        return known != null && known.open();
    }

    /** Whether a unit is one that the line asks for, where it may come from. */
    private boolean fits(Unit unit, LineKey key) {
        Line line = standing.line(key);
        Terms terms = line.terms();
        boolean team = unit.kind().equals("TEAM");
        String site = replay.site(unit.code());
        return terms != null
                && unit.serves().containsKey(line.item())
                && team == terms.team()
                && open(site)
                && !site.equals(request(key).site());
    }

    /** Whether the rules may send it, as far as its register says. */
    private boolean maySend(Unit unit, LineKey key) {
        Line line = standing.line(key);
        Terms terms = line.terms();
        return fits(unit, key)
                && terms != null
                && unit.serves(line.item(), terms.level())
                && unit.mayGo()
                && !takenBack.getOrDefault(key, Set.of()).contains(unit.code());
    }

    private void eligible(Entry entry) {
        LineKey key = Objects.requireNonNull(entry.lead.line());
        Unit unit = replay.unit(entry.lead.unit());
        boolean rightly = entry.lead.officer() == null
                ? maySend(unit, key) && !outOfUse(replay.status(unit.code()))
                : fits(unit, key);
        findings.require(rightly, Check.ELIGIBLE, "%s for %s, which is %s", entry, standing.line(key), unit);
    }

    private static boolean outOfUse(String status) {
        return List.of("MAINTENANCE", "OUT_OF_SERVICE", "RETIRED").contains(status);
    }

    private void higherFirst(Entry entry) {
        Unit unit = replay.unit(entry.lead.unit());
        LineKey served = Objects.requireNonNull(entry.lead.line());
        if (unit.kind().equals("TEAM") || busy(unit, entry)) {
            return;
        }
        for (LineKey waiting : standing.shortOf(standing.line(served).item())) {
            findings.require(
                    !request(waiting).outranks(request(served)) || !maySend(unit, waiting),
                    Check.HIGHER_CLASS_FIRST,
                    "%s waits, %s goes to %s",
                    request(waiting),
                    entry,
                    request(served));
        }
    }

    private boolean busy(Unit unit, @Nullable Entry but) {
        return replay.calendar(unit.code()).stream().anyMatch(entry -> entry != but && entry.live());
    }

    private void byHigher(Entry bumped, LogReplay.Step step) {
        UUID by = bumped.preemptedBy;
        Request owner = request(Objects.requireNonNull(bumped.lead.line()));
        Request other = by == null ? null : requests.get(by);
        boolean gained = replay.entries().stream()
                .anyMatch(entry -> entry.lead.line() != null
                        && entry.lead.line().request().equals(by)
                        && entry.told == step.transaction
                        && entry.units.stream().anyMatch(bumped.units::contains));
        findings.require(
                step.planned && by == null || other != null && other.outranks(owner) && (gained || step.planned),
                Check.PREEMPTED_BY_HIGHER,
                "%s of %s for %s",
                bumped,
                owner,
                String.valueOf(other));
    }

    private void allOrNothing(UUID request) {
        Order order = asked.get(request);
        if (order == null || !Json.read(order.body()).path("allOrNothing").asBoolean()) {
            return;
        }
        int lines = Json.read(order.body()).path("lines").size();
        for (int i = 1; i <= lines; i++) {
            LineKey key = new LineKey(request, i);
            Line line = standing.line(key);
            findings.require(
                    standing.missing(key) == null && standing.need(key).allocated == wanted(line),
                    Check.ALL_OR_NOTHING,
                    "%s got %d only",
                    line,
                    standing.need(key).allocated);
        }
    }

    private static long wanted(Line line) {
        return line.quantity() == null ? 0 : line.quantity();
    }

    /** Whoever is free at the end is wanted by nobody. */
    void atTheEnd() {
        for (Unit unit : replay.units()) {
            boolean free = List.of("AVAILABLE", "OFF_DUTY").contains(replay.status(unit.code())) && !busy(unit, null);
            if (!free || unit.kind().equals("TEAM")) {
                continue;
            }
            for (String item : unit.serves().keySet()) {
                for (LineKey line : standing.shortOf(item)) {
                    findings.require(
                            !maySend(unit, line),
                            Check.NOTHING_IDLE,
                            "%s waits, %s is free",
                            standing.line(line),
                            unit);
                }
            }
        }
    }
}
