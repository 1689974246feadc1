package dev.muster.allocation.engine;

import dev.muster.incident.OwnStock;
import dev.muster.incident.Sharing;
import dev.muster.incident.SourceOrder;
import dev.muster.request.Urgency;
import java.util.Set;

/** Policies that differ from {@link Meridian#POLICY} in what a test is about. */
public final class Policies {

    private Policies() {}

    public static Policy splitting(int maxSources, long smallestShipment) {
        return make(p(), maxSources, smallestShipment, p().sharing(), 0, p().belowFloor(), p().preempting());
    }

    public static Policy sharing(Sharing sharing, int keySiteShare) {
        return make(p(), p().maxSources(), 1, sharing, keySiteShare, p().belowFloor(), p().preempting());
    }

    public static Policy ordering(SourceOrder order, OwnStock own) {
        return new Policy(
                p().name(),
                order,
                own,
                p().belowFloor(),
                p().belowFloorLevels(),
                p().maxSources(),
                1,
                p().sharing(),
                0,
                p().preempting(),
                p().modes(),
                p().reservationTime(),
                p().explainedSources());
    }

    /** An explanation lists so many sources one by one. */
    public static Policy explaining(int sources) {
        return new Policy(
                p().name(),
                p().sourceOrder(),
                p().ownStock(),
                p().belowFloor(),
                p().belowFloorLevels(),
                p().maxSources(),
                1,
                p().sharing(),
                0,
                p().preempting(),
                p().modes(),
                p().reservationTime(),
                sources);
    }

    public static Policy preempting(Set<Urgency> urgencies) {
        return make(p(), p().maxSources(), 1, p().sharing(), 0, p().belowFloor(), urgencies);
    }

    public static Policy random(
            int maxSources, long smallestShipment, Sharing sharing, int keySiteShare, Set<Urgency> belowFloor) {
        return make(p(), maxSources, smallestShipment, sharing, keySiteShare, belowFloor, p().preempting());
    }

    private static Policy p() {
        return Meridian.POLICY;
    }

    private static Policy make(
            Policy from,
            int maxSources,
            long smallestShipment,
            Sharing sharing,
            int keySiteShare,
            Set<Urgency> belowFloor,
            Set<Urgency> preempting) {
        return new Policy(
                from.name(),
                from.sourceOrder(),
                from.ownStock(),
                belowFloor,
                from.belowFloorLevels(),
                maxSources,
                smallestShipment,
                sharing,
                keySiteShare,
                preempting,
                from.modes(),
                from.reservationTime(),
                from.explainedSources());
    }
}
