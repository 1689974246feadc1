package dev.muster.allocation.plan;

/** What units are worth in a planned part, read off the tree: a node's price is what hangs on its way to the root. */
final class Prices {

    private final Part part;
    private final Group group;
    private final SpanningTree tree;

    Prices(Part part, PartPlan plan) {
        this.part = part;
        this.group = plan.group();
        this.tree = plan.tree();
    }

    /** The worth of a unit that lasts: it belongs to the site's floor if that is not full. */
    Worth ofOneMore(int site, int item) {
        boolean ofFloor = isFloorShort(site, item);
        long most = ofFloor ? group.weights.ofFloor() : 0;
        int best = -1;
        for (int d = 0; d < group.needs(); d++) {
            int cost = ofFloor && !group.needBelowFloor[d] ? Group.NONE : group.costFrom(site, item, d);
            if (cost != Group.NONE && tree.needPrice(d) - cost > most) {
                most = tree.needPrice(d) - cost;
                best = d;
            }
        }
        if (best < 0) {
            return ofFloor ? new Worth(null, true, 0) : Worth.NOTHING;
        }
        return worth(tree.sources + best, most);
    }

    private boolean isFloorShort(int site, int item) {
        for (int i = 0; i < part.sources().length; i++) {
            Source source = part.source(i);
            if (source.site() == site && source.item() == part.items().get(item)) {
                long all = source.lots().stream()
                        .filter(lot -> lot.lifeMinutes() >= 0)
                        .mapToLong(part.instance()::quantity)
                        .sum();
                return all < source.floor();
            }
        }
        return false;
    }

    private Worth worth(int from, long value) {
        int node = from;
        while (tree.parent[node] != tree.root) {
            node = tree.parent[node];
        }
        if (node < tree.sources) {
            return new Worth(null, group.sourceFloor[node], value - group.keeping[node]);
        }
        int need = node - tree.sources;
        return new Worth(firstShort(need), false, value - group.missing[need]);
    }

    /** The demand that the next unit goes to: shared in order, the first that is not filled. */
    private Demand firstShort(int need) {
        long left = group.asked[need] - tree.flow[tree.sources + need];
        int[] members = group.members[need];
        for (int member : members) {
            left -= part.quantity(member);
            if (left < 0) {
                return part.demand(member);
            }
        }
        return part.demand(members[members.length - 1]);
    }
}
