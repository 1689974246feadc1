package dev.muster.allocation.planning;

import dev.muster.allocation.engine.units.UnitDemand;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.unit.Booking;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A line that asks for units, as it goes into a plan. */
final class UnitLine {

    final PlanLine plan;
    final boolean keySite;
    /** What it asks for, what it has included as far as that may be moved. */
    final UnitDemand demand;
    /** Bookings that the plan may move. */
    final List<Booking> movable = new ArrayList<>();
    /** Bookings by rule that stay. */
    final List<Booking> fixed = new ArrayList<>();
    /** Bookings by rule of units at sites that are supposed to be closed. */
    final List<Booking> lost = new ArrayList<>();
    /** Rules that keep others from being sent. */
    final Set<UnitSkip> skips = EnumSet.noneOf(UnitSkip.class);
    /** How many may be sent, each by itself. */
    int eligible;

    UnitLine(PlanLine plan, boolean keySite, UnitDemand demand) {
        this.plan = plan;
        this.keySite = keySite;
        this.demand = demand;
    }

    int open() {
        return (int) plan.line.left();
    }

    int held() {
        return movable.size() + lost.size();
    }
}
