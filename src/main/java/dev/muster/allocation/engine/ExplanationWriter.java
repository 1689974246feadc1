package dev.muster.allocation.engine;

import dev.muster.travel.Journey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes what a demand looked at, the first sources one by one, the rest by count. */
final class ExplanationWriter {

    private final int most;
    private final List<Explanation.Looked> looked = new ArrayList<>();
    private final Map<Skip, Integer> skips = new EnumMap<>(Skip.class);
    private final Map<Skip, Integer> more = new EnumMap<>(Skip.class);

    ExplanationWriter(int most) {
        this.most = most;
    }

    void took(String site, int item, Journey journey, long free, long taken) {
        looked.add(new Explanation.Looked(site, item, journey.distanceKm(), journey.minutes(), free, taken, null));
    }

    /** Notes that a source taken from kept something back by its floor. */
    void keptBack() {
        skips.merge(Skip.FLOOR, 1, Integer::sum);
    }

    void skipped(String site, int item, Journey journey, long free, Skip skip) {
        skips.merge(skip, 1, Integer::sum);
        if (looked.size() < most) {
            looked.add(new Explanation.Looked(site, item, journey.distanceKm(), journey.minutes(), free, null, skip));
        } else {
            more.merge(skip, 1, Integer::sum);
        }
    }

    /** Why something is left: the reason nearest to being served comes first. */
    Reason reason() {
        if (skips.containsKey(Skip.MAX_SOURCES)) {
            return Reason.MAX_SOURCES;
        }
        if (skips.containsKey(Skip.FLOOR)) {
            return Reason.FLOORS;
        }
        boolean ineligible = skips.containsKey(Skip.SITE_NOT_OPEN)
                || skips.containsKey(Skip.TAKEN_BACK)
                || skips.containsKey(Skip.SHELF_LIFE)
                || skips.containsKey(Skip.SMALLEST_SHIPMENT);
        return ineligible ? Reason.NOT_ELIGIBLE : Reason.NO_STOCK;
    }

    Explanation write(Rank rank, String policy, long asked, long served, @Nullable Reason reason) {
        return new Explanation(rank, policy, asked, List.copyOf(looked), Map.copyOf(more), served, reason);
    }
}
