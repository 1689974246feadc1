package dev.muster.allocation.engine;

import dev.muster.incident.OwnStock;
import dev.muster.incident.SourceOrder;
import dev.muster.stock.Shelf;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The sources of an item in the order in which a demand looks at them (R2): own stock if the policy says so, tier if it
 * says so, travel time, code. A binary heap, since most demands are served by the first few.
 */
final class SourceQueue {

    private static final int BITS = 20;
    private static final int LARGEST = (1 << BITS) - 1;

    private final Shelf[] shelves;
    private final long[] heap;
    private int size;

    /** Orders the shelves that have anything on hand. */
    SourceQueue(Collection<Shelf> all, Demand demand, Policy policy, World world, Ways ways) {
        shelves = new Shelf[all.size()];
        heap = new long[all.size()];
        for (Shelf shelf : all) {
            if (shelf.stocked()) {
                shelves[size] = shelf;
                heap[size] = key(shelf.site(), size, demand.site(), policy, world, ways);
                size++;
            }
        }
        for (int at = size / 2 - 1; at >= 0; at--) {
            siftDown(at);
        }
    }

    private static long key(int source, int place, int destination, Policy policy, World world, Ways ways) {
        boolean own = source == destination && policy.ownStock() == OwnStock.FIRST;
        int tier = policy.sourceOrder() == SourceOrder.TIER_FIRST ? world.tier(source, destination) : 0;
        int minutes = own ? 0 : Math.min(ways.minutesFrom(source), LARGEST);
        int order = world.site(source).order();
        if (order > LARGEST || place > LARGEST) {
            throw new IllegalStateException("More than " + LARGEST + " sites");
        }
        return ((((own ? 0L : 1L + tier) << BITS | minutes) << BITS | order) << BITS) | place;
    }

    /** The next source, null when there is none left. */
    @Nullable
    Shelf poll() {
        if (size == 0) {
            return null;
        }
        Shelf next = shelves[(int) (heap[0] & LARGEST)];
        heap[0] = heap[--size];
        siftDown(0);
        return next;
    }

    private void siftDown(int from) {
        int at = from;
        while (true) {
            int least = 2 * at + 1;
            if (least >= size) {
                return;
            }
            if (least + 1 < size && heap[least + 1] < heap[least]) {
                least++;
            }
            if (heap[at] <= heap[least]) {
                return;
            }
            long moved = heap[at];
            heap[at] = heap[least];
            heap[least] = moved;
            at = least;
        }
    }
}
