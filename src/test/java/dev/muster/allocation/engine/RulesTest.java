package dev.muster.allocation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalogue.StorageClass;
import dev.muster.incident.OwnStock;
import dev.muster.incident.SourceOrder;
import dev.muster.request.Urgency;
import dev.muster.stock.Position;
import dev.muster.stock.StockBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T22:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final int HOSPITAL = 1;
    private static final int NEAR = 2;
    private static final int FAR = 3;
    private static final int MASK = 100;
    private static final int SURGICAL = 101;

    private final StockBook book = new StockBook();
    private final Meridian world = new Meridian();
    private long nextPosition = 1;

    RulesTest() {
        world.site(HOSPITAL, 0, true);
        world.site(NEAR, 1, true);
        world.site(FAR, 5, true);
    }

    private Position stock(int site, int item, long quantity, @Nullable LocalDate expiry, long floor) {
        long id = nextPosition++;
        Position position = new Position(id, site, item, id, "L" + id, expiry, quantity, 0, 0);
        book.add(position, floor);
        return position;
    }

    private static Demand demand(int level, Urgency urgency, long quantity, List<Integer> substitutes) {
        Rank rank = new Rank(level, urgency, false, NOW.plusSeconds(3600), NOW, UUID.randomUUID(), 1);
        return new Demand(rank, HOSPITAL, MASK, substitutes, quantity, quantity, Set.of(), Set.of());
    }

    private List<Decision> decide(Policy policy, Demand... demands) {
        world.policy(policy);
        return new Rules(book, world, NOW).decide(List.of(demands));
    }

    private Decision decideOne(Demand demand) {
        return decide(Meridian.POLICY, demand).get(0);
    }

    @Test
    void shouldServeUrgentBeforeRoutineAndGraveIncidentsBeforeUrgency() {
        stock(NEAR, MASK, 10, null, 0);
        Demand routine = demand(Rank.NO_INCIDENT, Urgency.ROUTINE, 10, List.of());
        Demand stat = demand(Rank.NO_INCIDENT, Urgency.STAT, 10, List.of());
        Demand grave = demand(1, Urgency.ROUTINE, 10, List.of());
        List<Decision> decisions = decide(Meridian.POLICY, routine, stat, grave);
        assertThat(decisions).extracting(d -> d.demand()).containsExactly(grave, stat, routine);
        assertThat(decisions).extracting(Decision::left).containsExactly(0L, 10L, 10L);
    }

    @Test
    void shouldServeFromTheNearestSourceFirst() {
        stock(FAR, MASK, 100, null, 0);
        stock(NEAR, MASK, 30, null, 0);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 50, List.of()));
        assertThat(decision.grants()).extracting(g -> g.lot().site()).containsExactly(NEAR, FAR);
        assertThat(decision.grants()).extracting(Grant::quantity).containsExactly(30L, 20L);
    }

    @Test
    void shouldGiveTheLotThatExpiresFirst() {
        Position late = stock(NEAR, MASK, 10, TODAY.plusDays(90), 0);
        Position never = stock(NEAR, MASK, 10, null, 0);
        Position soon = stock(NEAR, MASK, 10, TODAY.plusDays(30), 0);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 25, List.of()));
        assertThat(decision.grants()).extracting(Grant::lot).containsExactly(soon, late, never);
    }

    @Test
    void shouldRefuseALotThatExpiresOnTheWay() {
        stock(FAR, MASK, 10, TODAY, 0);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 5, List.of()));
        assertThat(decision.grants()).isEmpty();
        assertThat(decision.explanation().sources().get(0).skipped()).isEqualTo(Skip.SHELF_LIFE);
        assertThat(decision.reason()).isEqualTo(Reason.NOT_ELIGIBLE);
    }

    @Test
    void shouldRefuseALotBelowItsMinimumRemainingLifeAtArrival() {
        world.item(MASK, 30, StorageClass.AMBIENT);
        stock(NEAR, MASK, 10, TODAY.plusDays(29), 0);
        Position good = stock(FAR, MASK, 10, TODAY.plusDays(31), 0);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 5, List.of()));
        assertThat(decision.grants()).extracting(Grant::lot).containsExactly(good);
    }

    @Test
    void shouldKeepTheFloorExceptForLifeInAGraveIncident() {
        stock(NEAR, MASK, 100, null, 80);
        assertThat(decideOne(demand(3, Urgency.STAT, 50, List.of())).left()).isEqualTo(30);
        assertThat(decideOne(demand(1, Urgency.ASAP, 10, List.of())).reason()).isEqualTo(Reason.FLOORS);
        assertThat(decideOne(demand(2, Urgency.STAT, 50, List.of())).left()).isZero();
    }

    @Test
    void shouldSayFloorsWhereAFloorKeptThePartThatIsMissing() {
        stock(NEAR, MASK, 100, null, 80);
        assertThat(decideOne(demand(3, Urgency.STAT, 50, List.of())).reason()).isEqualTo(Reason.FLOORS);
    }

    @Test
    void shouldPassOverTheAskingSiteAndClosedSites() {
        stock(HOSPITAL, MASK, 100, null, 0);
        world.site(NEAR, 1, false);
        stock(NEAR, MASK, 100, null, 0);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 5, List.of()));
        assertThat(decision.grants()).isEmpty();
        assertThat(decision.explanation().sources())
                .extracting(Explanation.Looked::skipped)
                .containsExactly(Skip.OWN_SITE, Skip.SITE_NOT_OPEN);
    }

    @Test
    void shouldSplitOverAtMostTheSourcesThePolicyAllows() {
        stock(NEAR, MASK, 10, null, 0);
        stock(FAR, MASK, 10, null, 0);
        Decision decision = decide(Policies.splitting(1, 1), demand(5, Urgency.URGENT, 15, List.of()))
                .get(0);
        assertThat(decision.left()).isEqualTo(5);
        assertThat(decision.reason()).isEqualTo(Reason.MAX_SOURCES);
    }

    @Test
    void shouldNotSendLessThanTheSmallestShipmentUnlessItEndsTheLine() {
        stock(NEAR, MASK, 4, null, 0);
        stock(FAR, MASK, 100, null, 0);
        Decision large = decide(Policies.splitting(10, 5), demand(5, Urgency.URGENT, 20, List.of()))
                .get(0);
        assertThat(large.grants()).extracting(g -> g.lot().site()).containsExactly(FAR);
        Decision small = decide(Policies.splitting(10, 5), demand(5, Urgency.URGENT, 3, List.of()))
                .get(0);
        assertThat(small.grants()).extracting(g -> g.lot().site()).containsExactly(NEAR);
    }

    @Test
    void shouldTakeASubstituteOnlyWhereAllowedAndAfterTheItemAskedFor() {
        stock(NEAR, SURGICAL, 100, null, 0);
        stock(FAR, MASK, 10, null, 0);
        assertThat(decideOne(demand(5, Urgency.URGENT, 30, List.of())).left()).isEqualTo(20);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 30, List.of(SURGICAL)));
        assertThat(decision.grants()).extracting(g -> g.lot().item()).containsExactly(SURGICAL);
        assertThat(decision.left()).isZero();
    }

    @Test
    void shouldExplainEverySourceItLookedAt() {
        stock(NEAR, MASK, 10, null, 10);
        stock(FAR, MASK, 10, null, 0);
        Explanation why = decideOne(demand(5, Urgency.URGENT, 4, List.of())).explanation();
        assertThat(why.policy()).isEqualTo("test@1");
        assertThat(why.sources())
                .containsExactly(
                        new Explanation.Looked("S2", null, 111, 60, 10, null, Skip.FLOOR),
                        new Explanation.Looked("S3", null, 555, 300, 10, 4L, null));
    }

    @Test
    void shouldPassOverEverythingThatNoModeCanCarry() {
        world.item(MASK, 0, StorageClass.DEEP_FROZEN_70);
        stock(NEAR, MASK, 10, null, 0);
        Decision decision = decideOne(demand(5, Urgency.URGENT, 4, List.of()));
        assertThat(decision.grants()).isEmpty();
        assertThat(decision.reason()).isEqualTo(Reason.NOT_ELIGIBLE);
        assertThat(decision.explanation().more()).containsEntry(Skip.STORAGE_CLASS, 1);
    }

    @Test
    void shouldTakeOwnSpareStockFirstWhereThePolicySaysSo() {
        stock(HOSPITAL, MASK, 10, null, 4);
        stock(NEAR, MASK, 100, null, 0);
        Decision decision = decide(
                        Policies.ordering(SourceOrder.TRAVEL_TIME, OwnStock.FIRST),
                        demand(5, Urgency.URGENT, 20, List.of()))
                .get(0);
        assertThat(decision.grants()).extracting(g -> g.lot().site()).containsExactly(HOSPITAL, NEAR);
        assertThat(decision.grants()).extracting(Grant::quantity).containsExactly(6L, 14L);
        assertThat(decision.grants().get(0).journey().minutes()).isZero();
    }

    @Test
    void shouldPutTheTierBeforeTravelTimeWhereThePolicySaysSo() {
        world.region(HOSPITAL, 1);
        world.region(FAR, 1);
        world.region(NEAR, 2);
        stock(NEAR, MASK, 10, null, 0);
        stock(FAR, MASK, 10, null, 0);
        Decision decision = decide(
                        Policies.ordering(SourceOrder.TIER_FIRST, OwnStock.NEVER),
                        demand(5, Urgency.URGENT, 15, List.of()))
                .get(0);
        assertThat(decision.grants()).extracting(g -> g.lot().site()).containsExactly(FAR, NEAR);
    }

    @Test
    void shouldLookAgainForASmallShipmentThatNowEndsTheLine() {
        stock(NEAR, MASK, 2, null, 0);
        stock(FAR, MASK, 6, null, 0);
        Decision decision = decide(Policies.splitting(10, 4), demand(5, Urgency.ROUTINE, 8, List.of()))
                .get(0);
        assertThat(decision.left()).isZero();
    }
}
