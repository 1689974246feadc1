package dev.muster.allocation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalogue.StorageClass;
import dev.muster.incident.Sharing;
import dev.muster.request.Urgency;
import dev.muster.stock.Position;
import dev.muster.stock.Shelf;
import dev.muster.stock.StockBook;
import dev.muster.travel.Journey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Invariants 2, 3, 8, 9 and 10 of a decision, over random worlds; jqwik prints the seed of a failure. */
class RulesProperties {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final int SITES = 8;
    private static final int ITEMS = 3;

    /** A small world made from one number: sites on a line, scarce stock with floors and expiries, many demands. */
    private static final class Game {
        final Random random;
        final StockBook book = new StockBook();
        final Meridian world = new Meridian();
        final List<Position> positions = new ArrayList<>();
        final Map<Long, Long> reservedBefore = new HashMap<>();
        final List<Demand> demands = new ArrayList<>();
        final Policy policy;

        Game(long seed) {
            random = new Random(seed);
            policy = Policies.random(
                    1 + random.nextInt(5),
                    1 + random.nextInt(4),
                    Sharing.values()[random.nextInt(3)],
                    random.nextInt(10_001),
                    random.nextBoolean() ? Set.of(Urgency.STAT) : Set.of());
            world.policy(policy);
            for (int item = 0; item < ITEMS; item++) {
                world.item(item, item, StorageClass.AMBIENT);
            }
            for (int site = 0; site < SITES; site++) {
                world.site(site, random.nextInt(20), random.nextInt(8) > 0);
                for (int item = 0; item < ITEMS; item++) {
                    addStock(site, item);
                }
            }
            int count = random.nextInt(25);
            for (int i = 0; i < count; i++) {
                demands.add(demand());
            }
        }

        private void addStock(int site, int item) {
            long floor = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
            int lots = random.nextInt(3);
            for (int lot = 0; lot < lots; lot++) {
                long onHand = random.nextInt(30);
                long held = random.nextInt(4) == 0 ? random.nextLong(onHand + 1) : 0;
                long reserved = random.nextInt(4) == 0 ? random.nextLong(onHand - held + 1) : 0;
                LocalDate expiry = random.nextBoolean() ? null : TODAY.plusDays(random.nextInt(10) - 3);
                long id = positions.size();
                Position position = new Position(id, site, item, id, "", expiry, onHand, reserved, held);
                positions.add(position);
                reservedBefore.put(id, reserved);
                book.add(position, floor);
            }
        }

        private Demand demand() {
            Rank rank = new Rank(
                    1 + random.nextInt(5),
                    Urgency.values()[random.nextInt(4)],
                    random.nextBoolean(),
                    NOW.plusSeconds(random.nextInt(3)),
                    NOW.minusSeconds(random.nextInt(3)),
                    new UUID(random.nextLong(), random.nextLong()),
                    1);
            int item = random.nextInt(ITEMS);
            List<Integer> substitutes = random.nextBoolean() ? List.of() : List.of((item + 1) % ITEMS);
            long wanted = 1 + random.nextInt(40);
            long open = 1 + random.nextLong(wanted);
            return new Demand(rank, random.nextInt(SITES), item, substitutes, wanted, open, Set.of(), Set.of());
        }

        List<Decision> decide() {
            return new Rules(book, world, NOW).decide(demands);
        }

        LocalDate usableOn(Demand demand, Position lot) {
            Journey way = world.way(lot.site(), demand.site());
            return LocalDate.ofInstant(NOW.plusSeconds(60L * way.minutes()), ZoneOffset.UTC)
                    .plusDays(lot.item());
        }

        SiteFacts site(int id) {
            return world.site(id);
        }
    }

    @Property(tries = 1000)
    void shouldNeverPromiseAUnitTwiceNorMoreThanAsked(@ForAll long seed) {
        Game world = new Game(seed);
        Map<Long, Long> granted = new HashMap<>();
        for (Decision decision : world.decide()) {
            long sum = 0;
            for (Grant grant : decision.grants()) {
                assertThat(grant.quantity()).isPositive();
                granted.merge(grant.lot().id(), grant.quantity(), Long::sum);
                sum += grant.quantity();
            }
            assertThat(sum + decision.left()).isEqualTo(decision.demand().quantity());
            assertThat(decision.explanation().served()).isEqualTo(sum);
        }
        for (Position position : world.positions) {
            long before = world.reservedBefore.getOrDefault(position.id(), 0L);
            assertThat(position.reserved()).isEqualTo(before + granted.getOrDefault(position.id(), 0L));
            assertThat(position.reserved() + position.held()).isLessThanOrEqualTo(position.onHand());
        }
    }

    @Property(tries = 1000)
    void shouldNeverAllocateExpiredStockNorFromTheAskingOrAClosedSite(@ForAll long seed) {
        Game world = new Game(seed);
        for (Decision decision : world.decide()) {
            for (Grant grant : decision.grants()) {
                assertThat(grant.lot().usableOn(world.usableOn(decision.demand(), grant.lot())))
                        .isTrue();
                assertThat(grant.lot().site()).isNotEqualTo(decision.demand().site());
                assertThat(world.site(grant.lot().site()).open()).isTrue();
            }
        }
    }

    @Property(tries = 1000)
    void shouldHoldFloorsUnlessThePolicyLetsThemGo(@ForAll long seed) {
        Game world = new Game(seed);
        Map<Shelf, Long> freeBefore = new HashMap<>();
        Map<Shelf, Long> takenBelow = new HashMap<>();
        for (int item = 0; item < ITEMS; item++) {
            world.book.shelves(item).forEach(shelf -> freeBefore.put(shelf, shelf.free(TODAY)));
        }
        for (Decision decision : world.decide()) {
            if (world.policy.mayGoBelowFloor(decision.demand().rank())) {
                decision.grants()
                        .forEach(grant -> takenBelow.merge(
                                world.book
                                        .shelf(grant.lot().site(), grant.lot().item())
                                        .orElseThrow(),
                                grant.quantity(),
                                Long::sum));
            }
        }
        freeBefore.forEach((shelf, before) -> assertThat(shelf.free(TODAY) + takenBelow.getOrDefault(shelf, 0L))
                .isGreaterThanOrEqualTo(Math.min(before, shelf.floor())));
    }

    /**
     * Invariant 8. Where the number of sources and the size of shipments do not bind: if a demand is left short, every
     * lot it could have used and that a later demand got has nothing more to give to it.
     */
    @Property(tries = 1000)
    void shouldServeNoLaterDemandFromStockThatAnEarlierOneCouldHaveUsed(@ForAll long seed) {
        Game world = new Game(seed);
        List<Decision> decisions = world.decide();
        for (int i = 0; i < decisions.size(); i++) {
            Decision early = decisions.get(i);
            if (early.left() == 0 || early.reason() == Reason.MAX_SOURCES || world.policy.smallestShipment() > 1) {
                continue;
            }
            for (Decision late : decisions.subList(i + 1, decisions.size())) {
                if (sharing(world, early, late)) {
                    continue;
                }
                late.grants()
                        .forEach(grant -> assertThat(couldHaveServed(world, early.demand(), late.demand(), grant))
                                .as("%s before %s", early, late)
                                .isFalse());
            }
        }
    }

    /** Inside a class R7 may serve a later demand while an earlier one is short. */
    private static boolean sharing(Game world, Decision early, Decision late) {
        return world.policy.sharing() != Sharing.FIRST_COME
                && early.demand().rank().demandClass() == late.demand().rank().demandClass();
    }

    private static boolean couldHaveServed(Game world, Demand early, Demand late, Grant grant) {
        Position lot = grant.lot();
        boolean wanted = lot.item() == early.item() || early.substitutes().contains(lot.item());
        boolean sameFloorRight =
                world.policy.mayGoBelowFloor(early.rank()) || !world.policy.mayGoBelowFloor(late.rank());
        return wanted && sameFloorRight && lot.site() != early.site() && lot.usableOn(world.usableOn(early, lot));
    }

    @Property(tries = 500)
    void shouldDecideTheSameTwice(@ForAll long seed) {
        Game first = new Game(seed);
        Game second = new Game(seed);
        java.util.Collections.shuffle(second.demands, new Random(seed));
        assertThat(summary(second.decide())).isEqualTo(summary(first.decide()));
    }

    private static List<String> summary(List<Decision> decisions) {
        return decisions.stream()
                .map(d -> d.demand().rank() + " " + d.explanation() + " "
                        + d.grants().stream()
                                .map(g -> g.lot().id() + ":" + g.quantity())
                                .toList())
                .toList();
    }
}
