package dev.muster.allocation.engine;

import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Explanation.Preempted;
import dev.muster.allocation.engine.Explanation.Share;
import dev.muster.travel.Journey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes what a demand looked at, the first sources one by one, the rest by count. */
final class ExplanationWriter {

    private record Place(String site, @Nullable String item) {}

    private final int most;
    private final Map<Place, Looked> looked = new LinkedHashMap<>();
    private final List<Preempted> preempted = new ArrayList<>();
    private final Map<Skip, Integer> skips = new EnumMap<>(Skip.class);
    private final Map<Skip, Integer> more = new EnumMap<>(Skip.class);
    private @Nullable Share share;

    ExplanationWriter(int most) {
        this.most = most;
    }

    /** The same sources are looked at once more: what they were passed over for counts anew. */
    void lookAgain() {
        skips.clear();
        more.clear();
    }

    /** Forgets all sources. */
    void forget() {
        looked.clear();
        lookAgain();
    }

    void shared(Share share) {
        this.share = share;
    }

    void preempted(Preempted reservation) {
        preempted.add(reservation);
    }

    /** Notes what was taken; from a source already listed, more was. */
    void took(String site, @Nullable String item, Journey journey, long free, long taken) {
        looked.merge(
                new Place(site, item),
                new Looked(site, item, journey.distanceKm(), journey.minutes(), free, taken, null),
                (first, again) -> new Looked(
                        site,
                        item,
                        first.distanceKm(),
                        first.travelMinutes(),
                        Math.max(first.free(), free),
                        (first.taken() == null ? 0 : first.taken()) + taken,
                        null));
    }

    /** Notes that a source taken from kept something back by its floor. */
    void keptBack() {
        skips.merge(Skip.FLOOR, 1, Integer::sum);
    }

    /** Notes sources that were passed over without being looked at one by one. */
    void skipped(Skip skip, int sources) {
        skips.merge(skip, sources, Integer::sum);
        more.merge(skip, sources, Integer::sum);
    }

    void skipped(String site, @Nullable String item, Journey journey, long free, Skip skip) {
        skips.merge(skip, 1, Integer::sum);
        Place place = new Place(site, item);
        if (looked.containsKey(place)) {
            return;
        }
        if (looked.size() < most) {
            looked.put(place, new Looked(site, item, journey.distanceKm(), journey.minutes(), free, null, skip));
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
                || skips.containsKey(Skip.STORAGE_CLASS)
                || skips.containsKey(Skip.SMALLEST_SHIPMENT);
        return ineligible ? Reason.NOT_ELIGIBLE : Reason.NO_STOCK;
    }

    Explanation write(Rank rank, String policy, long asked, long served, @Nullable Reason reason) {
        return new Explanation(
                rank,
                policy,
                asked,
                share,
                List.copyOf(looked.values()),
                Map.copyOf(more),
                List.copyOf(preempted),
                served,
                reason);
    }
}
