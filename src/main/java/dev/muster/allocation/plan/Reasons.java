package dev.muster.allocation.plan;

import java.util.List;

/** Why demands of a planned part are not met. */
final class Reasons {

    private final Instance instance;
    private final Part part;
    private final PartPlan plan;

    Reasons(Instance instance, int part, PartPlan plan) {
        this.instance = instance;
        this.part = instance.parts().get(part);
        this.plan = plan;
    }

    /** The rule that stands between the demand and the units nearest to serving it. */
    Unmet reason(Demand demand) {
        if (!plan.proof().optimal()) {
            return Unmet.STOPPED;
        }
        boolean stock = false;
        boolean reach = false;
        boolean eligible = false;
        boolean floors = false;
        boolean scarce = false;
        for (int i = 0; i < part.sources().length; i++) {
            Source source = part.source(i);
            if (!mayServe(source, demand) || source.lots().stream().allMatch(lot -> instance.quantity(lot) == 0)) {
                continue;
            }
            stock = true;
            int minutes = source.site() == demand.site() ? 0 : instance.travel().minutes(source.site(), demand.site());
            if (minutes == TravelTimes.NO_WAY || minutes > demand.reachMinutes()) {
                continue;
            }
            reach = true;
            if (demand.excludedSites().contains(source.site()) || !lasts(source, minutes)) {
                continue;
            }
            eligible = true;
            floors |= kept(source, i);
            scarce |= units(source) > source.floor();
        }
        if (eligible) {
            return floors || !scarce ? Unmet.FLOORS : Unmet.SCARCE;
        }
        if (reach) {
            return Unmet.NOT_ELIGIBLE;
        }
        return stock ? Unmet.OUT_OF_REACH : Unmet.NO_STOCK;
    }

    private boolean mayServe(Source source, Demand demand) {
        return (instance.terms().ownStock() || source.site() != demand.site())
                && (source.item() == demand.item()
                        || demand.substitutes().stream().anyMatch(s -> s.item() == source.item()));
    }

    private boolean lasts(Source source, int minutes) {
        return source.lots().stream().anyMatch(lot -> instance.quantity(lot) > 0 && lot.lifeMinutes() >= minutes);
    }

    private long units(Source source) {
        List<Lot> lots = source.lots();
        return lots.stream()
                .filter(lot -> lot.lifeMinutes() >= 0)
                .mapToLong(instance::quantity)
                .sum();
    }

    /** Whether something of the floor is still there. */
    private boolean kept(Source source, int place) {
        if (source.floor() == 0) {
            return false;
        }
        if (instance.terms().belowFloor().isEmpty()) {
            return units(source) > 0;
        }
        Group group = plan.group();
        for (int s = 0; s < group.sources(); s++) {
            if (group.stock[s] == place && group.sourceFloor[s] && given(s) < group.supply[s]) {
                return true;
            }
        }
        return false;
    }

    private long given(int s) {
        SpanningTree tree = plan.tree();
        return tree.parent[s] == tree.root ? group().supply[s] - tree.flow[s] : group().supply[s];
    }

    private Group group() {
        return plan.group();
    }
}
