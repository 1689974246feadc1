package dev.muster.allocation.engine;

import dev.muster.allocation.engine.Explanation.Share;
import dev.muster.allocation.engine.Shares.Sharer;
import dev.muster.incident.Sharing;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockBook;
import java.util.ArrayList;
import java.util.List;

/**
 * R7 for the demands of one class for one item: if there is not enough for all, each looks for its quota only. Which
 * source serves whom is R2's; since not every source may serve everybody, the quotas are found by trying, and what
 * somebody could not take falls to the others.
 */
final class ScarceSharing {

    private static final int MOST_TRIES = 6;

    private final StockBook book;
    private final Policy policy;
    private final int item;
    private final List<Search> searches;
    private final long[] most;

    /**
     * @param searches of demands of one class for this item, in R1 order, that have taken nothing yet
     */
    ScarceSharing(StockBook book, Policy policy, int item, List<Search> searches) {
        this.book = book;
        this.policy = policy;
        this.item = item;
        this.searches = searches;
        this.most = searches.stream().mapToLong(s -> s.demand().quantity()).toArray();
    }

    /** Takes each demand's quota. Does nothing if there is enough for all. */
    void run() {
        long supply = supply();
        long needed = 0;
        for (long quantity : most) {
            needed += quantity;
        }
        for (int tries = 0; tries < MOST_TRIES && needed > supply; tries++) {
            long[] quotas = quotas(supply);
            long taken = 0;
            boolean all = true;
            for (int i = 0; i < quotas.length; i++) {
                Search search = searches.get(i);
                search.why().shared(new Share(policy.sharing(), searches.size(), supply, quotas[i]));
                search.lookFor(item, quotas[i]);
                taken += search.taken();
                all &= search.taken() == quotas[i];
            }
            if (all || tries == MOST_TRIES - 1) {
                return;
            }
            supply = tryAgain(supply, taken, quotas);
        }
    }

    /** What is tried next: if stock is left, who could not take the quota cannot take more; else there was less in all. */
    private long tryAgain(long supply, long taken, long[] quotas) {
        boolean left = supply() > 0;
        for (int i = 0; i < quotas.length; i++) {
            Search search = searches.get(i);
            if (left && search.taken() < quotas[i]) {
                most[i] = search.taken();
            }
            search.giveBack();
        }
        return left ? supply : taken;
    }

    private long[] quotas(long supply) {
        List<Sharer> sharers = new ArrayList<>();
        for (int i = 0; i < most.length; i++) {
            Demand demand = searches.get(i).demand();
            sharers.add(new Sharer(
                    demand.wanted(), demand.has(), most[i], demand.rank().keySite()));
        }
        return policy.sharing() == Sharing.KEY_SITES_MINIMUM
                ? Shares.keySitesMinimum(supply, sharers, policy.keySiteShare())
                : Shares.equalFillRate(supply, sharers);
    }

    /** What the sources have for at least one of the demands. */
    private long supply() {
        long supply = 0;
        for (Shelf shelf : book.shelves(item)) {
            long best = 0;
            for (Search search : searches) {
                Ways ways = search.ways(item);
                best = ways == null ? best : Math.max(best, search.givable(shelf, ways));
            }
            supply += best;
        }
        return supply;
    }
}
