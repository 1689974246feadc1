package dev.muster.allocation.planning;

import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.Source;
import dev.muster.allocation.plan.TravelTimes;
import dev.muster.allocation.planning.PlanResult.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For each line the nearest site that has any of the item asked for above its floor, whoever gets it. */
final class Nearness {

    /** Beyond so many looks nobody waits for it. */
    private static final long MOST_LOOKS = 500_000_000L;

    private final Draft draft;
    private final int[] siteOfOrder;
    private final Map<Integer, List<Source>> sources = new HashMap<>();
    private final boolean tooMany;

    Nearness(Draft draft, List<Plan> plans) {
        this.draft = draft;
        this.siteOfOrder = draft.siteOfOrder();
        Map<Long, Long> moved = new HashMap<>();
        for (Plan plan : plans) {
            Instance instance = plan.instance();
            instance.reservations().forEach(r -> moved.merge(r.lot(), r.quantity(), Long::sum));
            for (Source source : instance.sources()) {
                long units = source.lots().stream()
                        .mapToLong(lot -> lot.quantity() + moved.getOrDefault(lot.id(), 0L))
                        .sum();
                if (units > source.floor()) {
                    sources.computeIfAbsent(source.item(), item -> new ArrayList<>())
                            .add(source);
                }
            }
        }
        long looks = draft.lines().stream()
                .mapToLong(line ->
                        sources.getOrDefault(line.line.item(), List.of()).size())
                .sum();
        tooMany = looks > MOST_LOOKS;
    }

    @Nullable
    Nearest of(int line, @Nullable TravelTimes travel) {
        PlanLine asked = draft.lines().get(line);
        if (travel == null || tooMany) {
            return null;
        }
        int to = draft.reading().facts().site(asked.line.site()).facts().order();
        int best = -1;
        int least = TravelTimes.NO_WAY;
        for (Source source : sources.getOrDefault(asked.line.item(), List.of())) {
            int from = source.site();
            if (from != to && !asked.excluded.contains(from)) {
                int minutes = travel.minutes(from, to);
                if (minutes < least || minutes == least && from < best) {
                    least = minutes;
                    best = from;
                }
            }
        }
        return best < 0 ? null : new Nearest(siteOfOrder[best], least);
    }
}
