package dev.muster.allocation.engine;

import dev.muster.incident.Sharing;
import dev.muster.stock.StockBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The allocation rules: demands in the order of R1 each look at the sources in the order of R2 and take what R3 to R5
 * let them; inside a class that wants more than there is, R7 says how it is shared. Same inputs, same decision (R9).
 * What is left may take back what lower classes hold (R6), and else stays open (R8) for whoever calls again when stock
 * arrives.
 *
 * <p>Grants are reserved in the book as they are made, so that no unit is given twice.
 */
public final class Rules {

    private final StockBook book;
    private final World world;
    private final Instant now;

    /**
     * @param book the stock to decide on; must hold every shelf of every item asked for or substituted
     * @param now the time of the decision, by the database's clock
     */
    public Rules(StockBook book, World world, Instant now) {
        this.book = book;
        this.world = world;
        this.now = now;
    }

    /** Decides all demands, first things first; gives the decisions in R1 order. */
    public List<Decision> decide(Collection<Demand> demands) {
        List<Demand> ordered =
                demands.stream().sorted(Comparator.comparing(Demand::rank)).toList();
        List<Decision> decisions = new ArrayList<>(ordered.size());
        int from = 0;
        while (from < ordered.size()) {
            int demandClass = ordered.get(from).rank().demandClass();
            int to = from + 1;
            while (to < ordered.size() && ordered.get(to).rank().demandClass() == demandClass) {
                to++;
            }
            decideClass(ordered.subList(from, to), decisions);
            from = to;
        }
        return decisions;
    }

    /**
     * A source chosen for a demand.
     *
     * @param site id of the site
     * @param item id of the item to be given
     * @param quantity base units, above zero
     */
    public record Choice(int site, int item, long quantity) {}

    /** Serves a demand from chosen sources, in this order, as far as R2 to R5 let it; looks nowhere else. */
    public Decision serve(Demand demand, List<Choice> choices) {
        Search search = new Search(book, world, now, demand);
        choices.forEach(choice -> search.lookAt(choice.site(), choice.item(), choice.quantity()));
        return search.decision();
    }

    private void decideClass(List<Demand> demands, List<Decision> decisions) {
        Policy policy = world.policy(demands.get(0).rank().level());
        List<Search> searches = demands.stream()
                .map(demand -> new Search(book, world, now, demand))
                .toList();
        if (policy.sharing() != Sharing.FIRST_COME && demands.size() > 1) {
            Map<Integer, List<Search>> byItem = new TreeMap<>();
            searches.forEach(search -> byItem.computeIfAbsent(search.demand().item(), item -> new ArrayList<>())
                    .add(search));
            byItem.forEach((item, sharing) -> {
                if (sharing.size() > 1) {
                    new ScarceSharing(book, policy, item, sharing).run();
                }
            });
        }
        for (Search search : searches) {
            search.look();
            decisions.add(search.decision());
        }
    }

    /**
     * R6: takes back reservations of strictly lower classes for a demand that nothing else can serve: the lowest class
     * first, inside a class the nearest source first, there the last in R1 order first; no more than it needs. Where
     * something is still left all sources are looked at once more, so that the decision says why.
     *
     * @param reservations made by rule and undispatched, of the item asked for and its substitutes
     */
    public Preemption preempt(Demand demand, Collection<Reservation> reservations) {
        Search search = new Search(book, world, now, demand);
        List<Reservation> taken = new ArrayList<>();
        if (world.policy(demand.rank().level()).mayPreempt(demand.rank())) {
            List<Reservation> candidates = new ArrayList<>(inOrder(demand, search, reservations));
            while (takeFirst(candidates, search, demand, taken)) {
                candidates.removeAll(taken);
            }
        }
        if (!taken.isEmpty() && search.taken() < demand.quantity()) {
            search.lookOnly();
        }
        return new Preemption(search.decision(), taken);
    }

    /**
     * Goes through the candidates once; gives whether some that did not help may do so now, since others were taken: above
     * a floor, or as a shipment that is not too small.
     */
    private static boolean takeFirst(
            List<Reservation> candidates, Search search, Demand demand, List<Reservation> taken) {
        boolean passed = false;
        int before = taken.size();
        for (Reservation reservation : candidates) {
            if (search.taken() == demand.quantity()) {
                return false;
            }
            if (search.takeFrom(reservation)) {
                taken.add(reservation);
            } else {
                passed = true;
            }
        }
        return passed && taken.size() > before;
    }

    private List<Reservation> inOrder(Demand demand, Search search, Collection<Reservation> reservations) {
        record Candidate(Reservation reservation, int preference, int demandClass, int minutes, int order) {}
        List<Candidate> candidates = new ArrayList<>();
        for (Reservation reservation : reservations) {
            int item = reservation.lot().item();
            int site = reservation.lot().site();
            int preference =
                    item == demand.item() ? 0 : 1 + demand.substitutes().indexOf(item);
            Ways ways = search.ways(item);
            boolean lower = reservation.rank().demandClass() > demand.rank().demandClass();
            if (lower && ways != null && (item == demand.item() || preference > 0)) {
                candidates.add(new Candidate(
                        reservation,
                        preference,
                        -reservation.rank().demandClass(),
                        site == demand.site() ? 0 : ways.minutesFrom(site),
                        world.site(site).order()));
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::preference)
                .thenComparingInt(Candidate::demandClass)
                .thenComparingInt(Candidate::minutes)
                .thenComparingInt(Candidate::order)
                .thenComparing(c -> c.reservation.rank(), Comparator.reverseOrder())
                .thenComparing(c -> c.reservation.id()));
        return candidates.stream().map(Candidate::reservation).toList();
    }
}
