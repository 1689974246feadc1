package dev.muster.allocation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.request.Urgency;
import dev.muster.stock.Position;
import dev.muster.stock.StockBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** R6: who may take back from whom, and in which order. */
class PreemptionRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T22:00:00Z");
    private static final int HOSPITAL = 1;
    private static final int NEAR = 2;
    private static final int FAR = 3;
    private static final int MASK = 100;
    private static final int SURGICAL = 101;

    private final StockBook book = new StockBook();
    private final Meridian world = new Meridian();
    private final List<Reservation> reservations = new ArrayList<>();
    private long next = 1;

    PreemptionRulesTest() {
        world.site(HOSPITAL, 0, true);
        world.site(NEAR, 1, true);
        world.site(FAR, 5, true);
    }

    private Position stock(int site, int item, long onHand, long floor) {
        long id = next++;
        Position position = new Position(id, site, item, id, "L" + id, null, onHand, 0, 0);
        book.add(position, floor);
        return position;
    }

    private static Rank rank(int level, Urgency urgency, long secondsLater) {
        return new Rank(
                level,
                urgency,
                false,
                NOW.plusSeconds(3600),
                NOW.plusSeconds(secondsLater),
                new UUID(0, secondsLater),
                1);
    }

    private Reservation reserved(Position lot, long quantity, Rank rank) {
        lot.reserve(quantity);
        Reservation reservation = new Reservation(new UUID(1, next++), rank, lot, quantity);
        reservations.add(reservation);
        return reservation;
    }

    private Preemption preempt(Rank rank, long quantity, Integer... substitutes) {
        Demand demand = new Demand(rank, HOSPITAL, MASK, List.of(substitutes), quantity, quantity, Set.of(), Set.of());
        return new Rules(book, world, NOW).preempt(demand, reservations);
    }

    @Test
    void shouldTakeTheLowestClassFirst() {
        Position near = stock(NEAR, MASK, 10, 0);
        Position far = stock(FAR, MASK, 10, 0);
        reserved(near, 10, rank(5, Urgency.URGENT, 0));
        Reservation lowest = reserved(far, 10, rank(5, Urgency.ROUTINE, 0));
        Preemption preemption = preempt(rank(5, Urgency.STAT, 0), 10);
        assertThat(preemption.taken()).containsExactly(lowest);
        assertThat(preemption.decision().left()).isZero();
        assertThat(far.reserved()).isEqualTo(10);
    }

    @Test
    void shouldTakeTheNearestInsideAClassAndThereTheLastInRank() {
        Position near = stock(NEAR, MASK, 20, 0);
        Position far = stock(FAR, MASK, 10, 0);
        reserved(far, 10, rank(5, Urgency.ROUTINE, 9));
        Reservation early = reserved(near, 10, rank(5, Urgency.ROUTINE, 1));
        Reservation late = reserved(near, 10, rank(5, Urgency.ROUTINE, 2));
        assertThat(preempt(rank(5, Urgency.STAT, 0), 15).taken()).containsExactly(late, early);
        assertThat(near.reserved()).as("no more than it needs").isEqualTo(15);
    }

    @Test
    void shouldNeverTakeFromAnEqualOrHigherClass() {
        reserved(stock(NEAR, MASK, 10, 0), 10, rank(5, Urgency.URGENT, 9));
        reserved(stock(FAR, MASK, 10, 0), 10, rank(4, Urgency.ROUTINE, 9));
        Preemption preemption = preempt(rank(5, Urgency.URGENT, 0), 10);
        assertThat(preemption.taken()).isEmpty();
        assertThat(preemption.decision().left()).isEqualTo(10);
    }

    @Test
    void shouldPutTheResponseLevelBeforeUrgency() {
        Reservation stat = reserved(stock(NEAR, MASK, 10, 0), 10, rank(2, Urgency.STAT, 0));
        assertThat(preempt(rank(1, Urgency.ROUTINE, 9), 10).taken()).containsExactly(stat);
    }

    @Test
    void shouldTakeOnlyWhatThePolicyLetsItsUrgencyTake() {
        world.policy(Policies.preempting(Set.of(Urgency.STAT)));
        reserved(stock(NEAR, MASK, 10, 0), 10, rank(5, Urgency.ROUTINE, 0));
        assertThat(preempt(rank(5, Urgency.ASAP, 0), 10).taken()).isEmpty();
        assertThat(preempt(rank(5, Urgency.STAT, 0), 10).taken()).hasSize(1);
    }

    @Test
    void shouldGiveBackWhatDoesNotHelp() {
        world.site(NEAR, 1, false);
        Position closed = stock(NEAR, MASK, 10, 0);
        Position floored = stock(FAR, MASK, 10, 10);
        reserved(closed, 10, rank(5, Urgency.ROUTINE, 0));
        reserved(floored, 10, rank(5, Urgency.ROUTINE, 0));
        Preemption preemption = preempt(rank(5, Urgency.STAT, 0), 10);
        assertThat(preemption.taken()).isEmpty();
        assertThat(closed.reserved()).isEqualTo(10);
        assertThat(floored.reserved()).isEqualTo(10);
    }

    @Test
    void shouldTakeTheItemAskedForBeforeItsSubstitute() {
        Reservation substitute = reserved(stock(NEAR, SURGICAL, 10, 0), 10, rank(5, Urgency.ROUTINE, 0));
        Reservation asked = reserved(stock(FAR, MASK, 10, 0), 10, rank(5, Urgency.URGENT, 0));
        assertThat(preempt(rank(5, Urgency.STAT, 0), 15, SURGICAL).taken()).isEqualTo(List.of(asked, substitute));
    }

    @Test
    void shouldSayWhyWhatIsStillMissingIsMissing() {
        stock(FAR, MASK, 50, 50);
        Position near = stock(NEAR, MASK, 10, 0);
        Reservation taken = reserved(near, 10, rank(5, Urgency.ROUTINE, 0));
        Decision decision = preempt(rank(5, Urgency.STAT, 0), 30).decision();
        assertThat(decision.left()).isEqualTo(20);
        assertThat(decision.reason()).isEqualTo(Reason.FLOORS);
        assertThat(decision.explanation().preempted())
                .containsExactly(new Explanation.Preempted(taken.rank().request(), 1, "S2", 10));
        assertThat(decision.explanation().sources())
                .containsExactly(
                        new Explanation.Looked("S2", null, 111, 60, 10, 10L, null),
                        new Explanation.Looked("S3", null, 555, 300, 50, null, Skip.FLOOR));
    }
}
