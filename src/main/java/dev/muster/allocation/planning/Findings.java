package dev.muster.allocation.planning;

import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.plan.Assignment;
import dev.muster.allocation.plan.Certificate;
import dev.muster.allocation.plan.Outcome;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.TravelTimes;
import dev.muster.allocation.plan.UnitPlan;
import dev.muster.allocation.plan.Unmet;
import dev.muster.allocation.planning.PlanResult.ChangeTotals;
import dev.muster.allocation.planning.PlanResult.ClassResult;
import dev.muster.allocation.planning.PlanResult.Disregarded;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.PolishResult;
import dev.muster.allocation.planning.PlanResult.SourceRow;
import dev.muster.allocation.planning.PlanResult.Stopped;
import dev.muster.allocation.planning.Reading.Shelf;
import dev.muster.incident.PolicyLevel;
import dev.muster.incident.Sharing;
import dev.muster.incident.SourceOrder;
import dev.muster.request.Urgency;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What plans of a draft say, line by line beside what stands, and what that amounts to. */
final class Findings {

    private final Draft draft;
    private final List<Plan> plans;
    private final int[] siteOfOrder;
    private final List<Map<Shelf, Long>> planned = new ArrayList<>();
    private final @Nullable Unmet[] reasons;
    private final @Nullable TravelTimes[] times;

    /** @param plans of the draft's instances, in their order */
    Findings(Draft draft, List<Plan> plans) {
        this.draft = draft;
        this.plans = plans;
        this.siteOfOrder = draft.siteOfOrder();
        this.reasons = new Unmet[draft.lines().size()];
        this.times = new TravelTimes[draft.lines().size()];
        draft.lines().forEach(line -> planned.add(new HashMap<>()));
        plans.forEach(this::take);
        new Settling(draft, planned, times).settle();
    }

    private void take(Plan plan) {
        for (Outcome outcome : plan.outcomes()) {
            int line = Draft.lineOf(outcome.demand());
            times[line] = plan.instance().travel();
            for (Assignment assignment : outcome.assignments()) {
                int site = siteOfOrder[assignment.source().site()];
                planned.get(line).merge(new Shelf(site, assignment.source().item()), assignment.quantity(), Long::sum);
            }
            if (outcome.reason() != null && outcome.demand().id() == Draft.open(line) || reasons[line] == null) {
                reasons[line] = outcome.reason();
            }
        }
    }

    /** The lines, in the order of service. */
    List<LineRow> rows() {
        Nearness nearness = new Nearness(draft, plans);
        List<LineRow> rows = new ArrayList<>();
        for (int i = 0; i < draft.lines().size(); i++) {
            PlanLine line = draft.lines().get(i);
            long missing = line.line.quantity() - served(i);
            Unmet reason = line.goods.isEmpty() ? Unmet.NOT_ELIGIBLE : reasons[i];
            rows.add(new LineRow(
                    i,
                    line,
                    draft.keySite()[i],
                    served(i),
                    missing == 0 ? null : reason,
                    nearness.of(i, times[i]),
                    draft.together()[i],
                    sources(i)));
        }
        return rows;
    }

    /** Base units that a line would have allocated. */
    private long served(int i) {
        PlanLine line = draft.lines().get(i);
        long by = planned.get(i).values().stream().mapToLong(Long::longValue).sum();
        return line.line.allocated() - line.movableUnits() - line.lostUnits() + by;
    }

    /** Where a line's goods come from by rule, now and by the plan, nearest first. */
    private List<SourceRow> sources(int i) {
        PlanLine line = draft.lines().get(i);
        Map<Shelf, Long> now = now(line);
        Set<Shelf> shelves = new HashSet<>(now.keySet());
        shelves.addAll(planned.get(i).keySet());
        List<SourceRow> sources = new ArrayList<>();
        for (Shelf shelf : shelves) {
            long would = planned.get(i).getOrDefault(shelf, 0L) + line.fixed.getOrDefault(shelf, 0L);
            sources.add(new SourceRow(
                    shelf.site(),
                    shelf.item(),
                    now.getOrDefault(shelf, 0L),
                    would,
                    minutes(shelf.site(), line, times[i]),
                    null));
        }
        sources.sort(Comparator.comparingInt(SourceRow::minutes)
                .thenComparingInt(source -> order(source.site()))
                .thenComparingInt(SourceRow::item));
        return sources;
    }

    private static Map<Shelf, Long> now(PlanLine line) {
        Map<Shelf, Long> now = new HashMap<>(line.fixed);
        line.lost.forEach((shelf, quantity) -> now.merge(shelf, quantity, Long::sum));
        line.movable.forEach(held -> now.merge(held.shelf(), held.quantity(), Long::sum));
        return now;
    }

    private int minutes(int site, PlanLine line, @Nullable TravelTimes travel) {
        if (travel == null || site == line.line.site()) {
            return 0;
        }
        int minutes = travel.minutes(order(site), order(line.line.site()));
        return minutes == TravelTimes.NO_WAY ? 0 : minutes;
    }

    private int order(int site) {
        return draft.reading().facts().site(site).facts().order();
    }

    /**
     * What it all amounts to.
     *
     * @param rows of supplies and units
     * @param units the plan of units
     */
    PlanResult result(List<LineRow> rows, UnitPlan units, @Nullable Stopped stopped, long readMillis, long planMillis) {
        Costs costs = Costs.of(rows, draft.objective());
        int proven = units.proven();
        int parts = units.parts();
        double gap = proven == parts ? 0 : 1;
        BigInteger price = BigInteger.ZERO;
        int moved = 0;
        int left = 0;
        for (Plan plan : plans) {
            Certificate certificate = plan.certificate();
            proven += certificate.proven();
            parts += certificate.parts();
            gap = Math.max(gap, certificate.gap());
            price = price.add(plan.polish().quantityMinutes());
            moved += plan.polish().moved();
            left += plan.polish().left();
        }
        List<ClassResult> classes = classes(rows);
        return new PlanResult(
                classes,
                costs.minutes(),
                costs.minutesNow(),
                proven == parts,
                gap,
                proven,
                parts,
                proven == parts ? null : stopped == null ? Stopped.SEARCH_LIMIT : stopped,
                new PolishResult(price, moved, left),
                changes(rows),
                costs.comparison(rows, price),
                draft.approximate(),
                disregarded(rows),
                readMillis,
                planMillis);
    }

    private static List<Disregarded> disregarded(List<LineRow> rows) {
        Set<Disregarded> found = EnumSet.noneOf(Disregarded.class);
        for (LineRow row : rows) {
            Policy policy = row.line().policy;
            if (policy.sharing() != Sharing.FIRST_COME && !row.line().isOfUnits) {
                found.add(Disregarded.SHARING);
            }
            if (policy.sourceOrder() == SourceOrder.TIER_FIRST) {
                found.add(Disregarded.TIER_FIRST);
            }
        }
        return List.copyOf(found);
    }

    private static List<ClassResult> classes(List<LineRow> rows) {
        record Key(int level, Urgency urgency, boolean keySite) {}
        Map<Key, long[]> totals = new TreeMap<>(Comparator.comparingInt(Key::level)
                .thenComparing(Key::urgency)
                .thenComparing(Key::keySite, Comparator.reverseOrder()));
        for (LineRow row : rows) {
            Reading.OpenLine line = row.line().line;
            long[] total =
                    totals.computeIfAbsent(new Key(line.level(), line.urgency(), row.keySite()), key -> new long[4]);
            total[0]++;
            total[1] += line.quantity();
            total[2] += line.allocated();
            total[3] += row.served();
        }
        List<ClassResult> classes = new ArrayList<>();
        totals.forEach((key, total) -> classes.add(new ClassResult(
                PolicyLevel.values()[key.level - 1],
                key.urgency,
                key.keySite,
                (int) total[0],
                total[1],
                total[2],
                total[3],
                total[1] - total[3])));
        return classes;
    }

    private static ChangeTotals changes(List<LineRow> rows) {
        int lines = 0;
        long added = 0;
        long moved = 0;
        long dropped = 0;
        for (LineRow row : rows) {
            long more = 0;
            long less = 0;
            for (SourceRow source : row.sources()) {
                more += Math.max(0, source.planned() - source.now());
                less += Math.max(0, source.now() - source.planned());
            }
            lines += more + less > 0 ? 1 : 0;
            added += Math.max(0, more - less);
            moved += Math.min(more, less);
            dropped += Math.max(0, less - more);
        }
        return new ChangeTotals(lines, added, moved, dropped);
    }
}
