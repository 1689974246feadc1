package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.engine.Ways;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.allocation.plan.UnitChoice;
import dev.muster.allocation.plan.UnitPlan;
import dev.muster.allocation.plan.Unmet;
import dev.muster.allocation.planning.PlanResult.Advice;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.Served;
import dev.muster.allocation.planning.PlanResult.SourceRow;
import dev.muster.catalogue.StorageClass;
import dev.muster.incident.PolicyLevel;
import dev.muster.unit.Booking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a plan of units says, line by line beside what stands. */
final class UnitFindings {

    private final Reading reading;
    private final UnitDraft draft;
    private final UnitPlan plan;
    private final boolean stopped;
    private final Map<Integer, Integer> together = new HashMap<>();

    /** @param stopped whether it was stopped before its end */
    UnitFindings(Reading reading, UnitDraft draft, UnitPlan plan, boolean stopped) {
        this.reading = reading;
        this.draft = draft;
        this.plan = plan;
        this.stopped = stopped;
        join();
    }

    /** Lines share people where somebody may be asked for as either. */
    private void join() {
        Map<Integer, Integer> itemOfPerson = new HashMap<>();
        for (UnitChoice choice : draft.choices()) {
            int item = draft.lines().get(choice.need()).plan.line.item();
            for (int person : choice.people()) {
                Integer other = itemOfPerson.putIfAbsent(person, item);
                if (other != null) {
                    int a = top(item);
                    int b = top(other);
                    together.put(Math.max(a, b), Math.min(a, b));
                }
            }
        }
    }

    private int top(int item) {
        int at = item;
        for (int up = together.getOrDefault(at, at); up != at; up = together.getOrDefault(at, at)) {
            at = up;
        }
        return at;
    }

    /** The lines, in the order of service. */
    List<LineRow> rows() {
        List<LineRow> rows = new ArrayList<>();
        for (int i = 0; i < draft.lines().size(); i++) {
            UnitLine line = draft.lines().get(i);
            int chosen = plan.chosen().get(i).size();
            long served = line.plan.line.allocated() - line.held() + chosen;
            rows.add(new LineRow(
                    i,
                    line.plan,
                    line.keySite,
                    served,
                    served == line.plan.line.quantity() ? null : reason(line),
                    null,
                    top(line.plan.line.item()),
                    sources(line, plan.chosen().get(i))));
        }
        return rows;
    }

    private Unmet reason(UnitLine line) {
        if (line.eligible > 0) {
            return stopped ? Unmet.STOPPED : Unmet.SCARCE;
        }
        Set<UnitSkip> others = EnumSet.noneOf(UnitSkip.class);
        others.addAll(line.skips);
        others.remove(UnitSkip.OWN_SITE);
        if (others.isEmpty()) {
            return Unmet.NO_STOCK;
        }
        return others.equals(EnumSet.of(UnitSkip.TOO_LATE)) ? Unmet.OUT_OF_REACH : Unmet.NOT_ELIGIBLE;
    }

    /** Who is sent, now and by the plan, the nearest first. */
    private static List<SourceRow> sources(UnitLine line, List<UnitChoice> chosen) {
        int item = line.plan.line.item();
        Map<Integer, SourceRow> byUnit = new TreeMap<>();
        for (UnitChoice choice : chosen) {
            byUnit.put(choice.unit(), new SourceRow(choice.place(), item, 0, 1, choice.minutes(), choice.unit()));
        }
        line.fixed.forEach(booking -> byUnit.put(booking.lead(), row(booking, item, 1)));
        Stream.concat(line.movable.stream(), line.lost.stream())
                .forEach(booking -> byUnit.merge(
                        booking.lead(),
                        row(booking, item, 0),
                        (planned, now) -> new SourceRow(now.site(), item, 1, 1, planned.minutes(), now.unit())));
        List<SourceRow> sources = new ArrayList<>(byUnit.values());
        sources.sort(Comparator.comparingInt(SourceRow::minutes)
                .thenComparingInt(source -> Objects.requireNonNull(source.unit())));
        return sources;
    }

    private static SourceRow row(Booking booking, int item, int planned) {
        Booking.Task task = Objects.requireNonNull(booking.task());
        return new SourceRow(task.source(), item, 1, planned, task.travelMinutes(), booking.lead());
    }

    /** For each item the foremost line that is short, and the nearest place of the kind where one more would serve it. */
    List<Advice> advice(List<LineRow> rows, int most) {
        SupposedWorld world = draft.world();
        Facts facts = reading.facts();
        List<Advice> advice = new ArrayList<>();
        Set<Integer> items = new HashSet<>();
        for (LineRow row : rows) {
            Reading.OpenLine line = row.line().line;
            if (row.served() == line.quantity() || !items.add(line.item())) {
                continue;
            }
            @Nullable Ways ways = world.ways(line.site(), StorageClass.AMBIENT, row.line().policy);
            @Nullable
            Integer site = ways == null
                    ? null
                    : draft.book().serving(line.item()).keySet().stream()
                            .filter(at -> at != line.site() && world.site(at).open())
                            .min(Comparator.comparingInt(ways::minutesFrom).thenComparing(at -> at))
                            .orElse(null);
            if (ways != null && site != null) {
                advice.add(new Advice(
                        facts.item(line.item()).code(),
                        facts.site(site).code(),
                        new Served(
                                line.key().request(),
                                line.key().line(),
                                facts.site(line.site()).code(),
                                PolicyLevel.values()[line.level() - 1],
                                line.urgency(),
                                line.quantity() - row.served()),
                        -ways.minutesFrom(site),
                        null));
            }
        }
        return advice.subList(0, Math.min(most, advice.size()));
    }
}
