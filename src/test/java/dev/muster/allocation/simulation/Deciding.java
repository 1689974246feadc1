package dev.muster.allocation.simulation;

import static dev.muster.allocation.simulation.Disagreement.unless;

import dev.muster.allocation.SimulatedTables.ReservationRow;
import dev.muster.allocation.SimulatedWorld;
import dev.muster.allocation.SimulatedWorld.Site;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.simulation.Ask.Need;
import dev.muster.allocation.simulation.Portions.Part;
import dev.muster.allocation.simulation.Shelves.Lot;
import dev.muster.allocation.simulation.Shelves.Reserved;
import dev.muster.incident.Sharing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * R1, R6, R7 and R8 for the reference. Where the rules leave open how scarce goods are shared (not every source may
 * serve everybody of a class), it takes over what the core did, having checked that it was allowed.
 */
final class Deciding {

    private final Shelves shelves;
    private final SimulatedWorld world;
    private final Giving giving;
    private final List<ReservationRow> core;

    /** @param core what the core reserved before it took anything back, in the order made */
    Deciding(Shelves shelves, Giving giving, List<ReservationRow> core) {
        this.shelves = shelves;
        this.world = shelves.world;
        this.giving = giving;
        this.core = core;
    }

    /** Decides these needs; takes nothing back. */
    void decide(Collection<Need> needs) {
        TreeMap<Integer, List<Need>> classes = new TreeMap<>();
        needs.stream()
                .filter(need -> shelves.left(need) > 0)
                .sorted(Ask.order(world))
                .forEach(need -> classes.computeIfAbsent(need.ask.demandClass(world), c -> new ArrayList<>())
                        .add(need));
        classes.values().forEach(this::decideClass);
    }

    /** Takes back what is reserved for lower classes where these needs are short. */
    void takeBackFor(Collection<Need> needs) {
        takeBack(needs);
    }

    private void decideClass(List<Need> needs) {
        Policy policy = giving.policy(needs.get(0));
        if (policy.sharing() != Sharing.FIRST_COME) {
            for (int item : new TreeSet<>(needs.stream().map(n -> n.item).toList())) {
                List<Need> sharing =
                        needs.stream().filter(need -> need.item == item).toList();
                if (sharing.size() > 1 && !share(policy, item, sharing)) {
                    adopt(needs);
                    return;
                }
            }
        }
        needs.forEach(giving::serve);
    }

    /** R7; gives false where it is not determined. */
    private boolean share(Policy policy, int item, List<Need> needs) {
        long wanted = needs.stream().mapToLong(shelves::left).sum();
        long supply = 0;
        int givers = 0;
        for (Site site : world.sites) {
            Set<Long> gifts = new TreeSet<>();
            needs.forEach(need -> gifts.add(giving.mayGive(need, item, site)));
            if (gifts.size() > 1) {
                return false;
            }
            supply += gifts.iterator().next();
            givers += gifts.contains(0L) ? 0 : 1;
        }
        long most = givers;
        if (policy.smallestShipment() > 1
                || needs.stream().anyMatch(need -> shelves.sources(need) + most > policy.maxSources())) {
            return false;
        }
        if (wanted > supply) {
            List<Part> parts = needs.stream()
                    .map(n -> new Part(Objects.requireNonNull(n.quantity), shelves.allocated(n), shelves.left(n)))
                    .toList();
            List<Boolean> key = needs.stream()
                    .map(need -> world.site(need.ask.site).keySite)
                    .toList();
            long[] portions = policy.sharing() == Sharing.PROPORTIONAL
                    ? Portions.equal(supply, parts)
                    : Portions.keyFirst(supply, parts, key, policy.keySiteShare());
            for (int i = 0; i < portions.length; i++) {
                giving.serve(needs.get(i), item, portions[i]);
            }
        }
        return true;
    }

    /** Takes over what the core reserved for a class, if it was allowed and nothing usable is left over. */
    private void adopt(List<Need> needs) {
        List<Reserved> mine = shelves.reservations.stream()
                .filter(r -> needs.contains(r.need) && r.stands() && r.id == null && r.officer == null)
                .toList();
        shelves.reservations.removeAll(mine);
        Set<String> protectedShelves = new TreeSet<>();
        for (Need need : needs) {
            List<ReservationRow> rows = core.stream()
                    .filter(row -> row.officer() == null)
                    .filter(row -> row.request().equals(need.ask.id) && row.line() == need.number)
                    .toList();
            long before = shelves.sources(need);
            for (ReservationRow row : rows) {
                Site site = world.site(row.site());
                Lot lot = shelves.at(row.site(), row.item()).stream()
                        .filter(l -> l.number.equals(row.lotNumber()))
                        .findAny()
                        .orElseThrow();
                unless(need.items(world).contains(row.item()), "%s got another item: %s", need, row);
                unless(giving.mayGive(need, row.item(), site) > 0, "R3/R4: %s may not get %s", need, row);
                unless(shelves.available(lot) >= row.quantity(), "%s got what is not there: %s", need, row);
                unless(
                        lot.usableOn(Objects.requireNonNull(giving.usableOn(need, row.item(), site))),
                        "R3: %s got %s",
                        need,
                        row);
                giving.reserve(need, lot, row.quantity(), null, false);
                if (!giving.belowFloor(need)) {
                    protectedShelves.add(row.site() + "/" + row.item());
                    long free = shelves.available(row.site(), row.item(), shelves.today());
                    unless(free >= world.floor(row.site(), row.item()), "R4: %s got %s", need, row);
                }
            }
            unless(shelves.left(need) >= 0, "%s got too much", need);
            unless(
                    shelves.sources(need)
                            <= Math.max(before, giving.policy(need).maxSources()),
                    "R5: too many sources for %s",
                    need);
        }
        needs.forEach(this::nothingLeftOver);
    }

    /** R8: a short line has looked everywhere. */
    private void nothingLeftOver(Need need) {
        for (int item : need.items(world)) {
            for (Site site : giving.sources(need, item)) {
                long left = shelves.left(need);
                unless(
                        left == 0 || giving.worthGiving(need, item, site, left) == 0,
                        "R8: %s is short while I%s is free at %s",
                        need,
                        item,
                        site.code);
            }
        }
    }

    /** R6. What is taken back and not needed goes to whoever is first. */
    private void takeBack(Collection<Need> needs) {
        TreeSet<Need> waiting = new TreeSet<>(Ask.order(world));
        waiting.addAll(needs);
        Set<Need> decided = new LinkedHashSet<>(needs);
        while (!waiting.isEmpty()) {
            Need need = Objects.requireNonNull(waiting.pollFirst());
            giving.serve(need);
            if (shelves.left(need) > 0 && giving.policy(need).preempting().contains(need.ask.urgency)) {
                List<Reserved> taken = takeBack(need);
                taken.forEach(reserved -> waiting.add(reserved.need));
                taken.forEach(reserved -> decided.add(reserved.need));
                if (taken.stream().anyMatch(reserved -> shelves.available(reserved.lot) > 0)) {
                    decided.stream()
                            .filter(other -> other != need && shelves.left(other) > 0)
                            .forEach(waiting::add);
                }
            }
        }
    }

    /** Gives what was taken back; tries again what did not help as long as anything does. */
    private List<Reserved> takeBack(Need need) {
        List<Reserved> taken = new ArrayList<>();
        int before;
        do {
            before = taken.size();
            candidates(need).stream().filter(reserved -> helps(need, reserved)).forEach(taken::add);
        } while (taken.size() > before && shelves.left(need) > 0);
        return taken;
    }

    private boolean helps(Need need, Reserved reserved) {
        Site site = world.site(reserved.lot.site);
        long left = shelves.left(need);
        reserved.state = "PREEMPTED";
        if (left > 0 && giving.worthGiving(need, reserved.lot.item, site, left) > 0) {
            giving.serve(need, reserved.lot.item, site, left);
            return true;
        }
        reserved.state = "RESERVED";
        return false;
    }

    /** The item asked for first; then the lowest class, the nearest source, the last in order. */
    private List<Reserved> candidates(Need need) {
        List<Integer> items = need.items(world);
        int mine = need.ask.demandClass(world);
        return shelves.reservations.stream()
                .filter(r -> r.stands() && r.officer == null && items.contains(r.lot.item))
                .filter(r -> r.need.ask.demandClass(world) > mine)
                .filter(r ->
                        giving.minutes(need, r.lot.item, world.site(r.lot.site)).isPresent())
                .sorted(Comparator.comparing((Reserved r) -> items.indexOf(r.lot.item))
                        .thenComparing(r -> -r.need.ask.demandClass(world))
                        .thenComparing(r -> giving.minutes(need, r.lot.item, world.site(r.lot.site))
                                .orElseThrow())
                        .thenComparing(r -> r.lot.site)
                        .thenComparing(r -> r.need, Ask.order(world).reversed()))
                .toList();
    }
}
