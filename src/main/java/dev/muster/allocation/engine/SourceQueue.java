package dev.muster.allocation.engine;

import dev.muster.stock.Shelf;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The sources of an item in the order in which a demand looks at them (R2). */
final class SourceQueue {

    private final Shelf[] shelves;
    private final SiteQueue order;

    /** Orders the shelves that have anything on hand. */
    SourceQueue(Collection<Shelf> all, Demand demand, Policy policy, World world, Ways ways) {
        shelves = new Shelf[all.size()];
        int[] sites = new int[all.size()];
        int count = 0;
        for (Shelf shelf : all) {
            if (shelf.stocked()) {
                shelves[count] = shelf;
                sites[count++] = shelf.site();
            }
        }
        order = new SiteQueue(sites, count, demand.site(), policy, world, ways);
    }

    /** The next source, null when there is none left. */
    @Nullable
    Shelf poll() {
        return order.isEmpty() ? null : shelves[order.poll()];
    }
}
