package dev.muster.allocation.engine.units;

import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.units.UnitExplanation.LookedUnit;
import dev.muster.allocation.engine.units.UnitExplanation.TakenFrom;
import dev.muster.travel.Journey;
import dev.muster.unit.Obstacle;
import dev.muster.unit.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes what a demand looked at, the first units one by one, the rest by count. */
final class UnitLog {

    private final int most;
    private final List<LookedUnit> looked = new ArrayList<>();
    private final List<TakenFrom> taken = new ArrayList<>();
    private final Map<UnitSkip, Integer> skips = new EnumMap<>(UnitSkip.class);
    private final Map<UnitSkip, Integer> more = new EnumMap<>(UnitSkip.class);
    private int listed;

    UnitLog(int most) {
        this.most = most;
    }

    void took(Unit unit, String site, Journey way) {
        if (most == 0) {
            return;
        }
        looked.removeIf(l -> l.unit().equals(unit.code()) && l.kind() == unit.kind());
        looked.add(new LookedUnit(
                unit.code(), unit.kind(), site, way.distanceKm(), way.minutes(), true, null, null, null));
    }

    void tookFrom(TakenFrom booking) {
        taken.add(booking);
    }

    void skipped(UnitSkip skip, int units) {
        skips.merge(skip, units, Integer::sum);
        more.merge(skip, units, Integer::sum);
    }

    void skipped(Unit unit, String site, Journey way, UnitSkip skip, @Nullable Obstacle obstacle) {
        skips.merge(skip, 1, Integer::sum);
        if (listed >= most) {
            more.merge(skip, 1, Integer::sum);
            return;
        }
        listed++;
        looked.add(new LookedUnit(
                unit.code(),
                unit.kind(),
                site,
                way.distanceKm(),
                way.minutes(),
                null,
                skip,
                obstacle == null ? null : obstacle.until(),
                obstacle == null ? null : obstacle.detail()));
    }

    /** Whether no more units are listed one by one. */
    boolean full() {
        return listed >= most;
    }

    /** Rules that passed anybody over. */
    Set<UnitSkip> skips() {
        return Set.copyOf(skips.keySet());
    }

    Reason reason() {
        return skips.keySet().stream().anyMatch(UnitSkip::ineligible) ? Reason.NOT_ELIGIBLE : Reason.NO_STOCK;
    }

    UnitExplanation write(Rank rank, long asked, @Nullable Reason reason) {
        return new UnitExplanation(rank, asked, List.copyOf(looked), Map.copyOf(more), List.copyOf(taken), reason);
    }
}
