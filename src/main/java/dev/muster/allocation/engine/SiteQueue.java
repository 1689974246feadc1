package dev.muster.allocation.engine;

import dev.muster.incident.OwnStock;
import dev.muster.incident.SourceOrder;

/**
 * Sites in the order of R2: the asking site itself if the policy says so, tier if it says so, travel time, code. A binary
 * heap, since most demands are served by the first few; how far a site is is measured when it may be the next one, until then
 * it stands there as near as it can be at all.
 */
public final class SiteQueue {

    private static final int BITS = 20;
    private static final int LARGEST = (1 << BITS) - 1;

    private final int[] sites;
    private final boolean[] measured;
    private final int destination;
    private final Policy policy;
    private final World world;
    private final Ways ways;
    private final long[] heap;
    private int size;

    /**
     * Orders sites.
     *
     * @param sites their numbers; a site may stand there more than once
     * @param count how many of them, from the first
     */
    public SiteQueue(int[] sites, int count, int destination, Policy policy, World world, Ways ways) {
        this.sites = sites;
        this.destination = destination;
        this.policy = policy;
        this.world = world;
        this.ways = ways;
        measured = new boolean[count];
        heap = new long[count];
        size = count;
        for (int place = 0; place < count; place++) {
            heap[place] = key(place, ways.minutesAtLeast(sites[place]));
        }
        for (int at = size / 2 - 1; at >= 0; at--) {
            siftDown(at);
        }
    }

    private long key(int place, int travelMinutes) {
        int source = sites[place];
        boolean own = source == destination && policy.ownStock() == OwnStock.FIRST;
        int tier = policy.sourceOrder() == SourceOrder.TIER_FIRST ? world.tier(source, destination) : 0;
        int minutes = own ? 0 : Math.min(travelMinutes, LARGEST);
        int order = world.site(source).order();
        if (order > LARGEST || place > LARGEST) {
            throw new IllegalStateException("More than " + LARGEST + " sites");
        }
        return ((((own ? 0L : 1L + tier) << BITS | minutes) << BITS | order) << BITS) | place;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Where the next site stands among those given. */
    public int poll() {
        int next = (int) (heap[0] & LARGEST);
        while (!measured[next]) {
            measured[next] = true;
            heap[0] = key(next, ways.minutesFrom(sites[next]));
            siftDown(0);
            next = (int) (heap[0] & LARGEST);
        }
        heap[0] = heap[--size];
        siftDown(0);
        return next;
    }

    private void siftDown(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int least = 2 * at + 1;
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
