package dev.muster.unit;

import static dev.muster.unit.People.NURSE;
import static dev.muster.unit.People.SHANGHAI;
import static dev.muster.unit.People.booked;
import static dev.muster.unit.People.eligibility;
import static dev.muster.unit.People.person;
import static dev.muster.unit.People.team;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class UnitProperties {

    private static final Instant EPOCH = Instant.parse("2026-03-20T00:00:00Z");

    @Provide
    Arbitrary<Span> spans() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20_000),
                        Arbitraries.integers().between(1, 9_000))
                .as((start, minutes) -> new Span(
                        EPOCH.plus(Duration.ofMinutes(start)), EPOCH.plus(Duration.ofMinutes(start + minutes))));
    }

    @Provide
    Arbitrary<List<Span>> calendars() {
        return spans().list().ofMaxSize(20);
    }

    /** Whatever is booked one after the other where nothing stands in the way, the calendar keeps its rests. */
    @Property(tries = 300)
    void shouldNeverLetTwoDeploymentsOfSomebodyMeetOrFollowWithoutRest(@ForAll("calendars") List<Span> wanted) {
        Unit unit = person(1);
        List<Span> booked = new ArrayList<>();
        for (Span span : wanted) {
            if (eligibility(SHANGHAI).obstacle(unit, NURSE, null, span, false).isEmpty()) {
                unit = booked(unit, BookingKind.ALLOCATION, span);
                booked.add(span);
            }
        }
        DutyRules rules = People.rules(SHANGHAI);
        for (Span a : booked) {
            for (Span b : booked) {
                if (a != b && !b.start().isBefore(a.start())) {
                    assertThat(Duration.between(a.end(), b.start()))
                            .isGreaterThanOrEqualTo(rules.restAfter(a.length()));
                }
            }
        }
    }

    /** What is refused names a time, and at that time and later nothing of what was told stands in the way any more. */
    @Property(tries = 300)
    void shouldTellWhenTheObstacleIsOver(@ForAll("spans") Span booking, @ForAll("spans") Span wanted) {
        Unit unit = booked(person(1), BookingKind.ALLOCATION, booking);
        Optional<Obstacle> obstacle = eligibility(SHANGHAI).calendar(unit, wanted);
        obstacle.ifPresent(o -> {
            Instant rested = booking.end().plus(People.rules(SHANGHAI).restAfter(booking.length()));
            assertThat(o.until()).isAfterOrEqualTo(booking.end()).isBeforeOrEqualTo(rested);
            assertThat(eligibility(SHANGHAI).calendar(unit, new Span(rested, rested.plusSeconds(60))))
                    .isEmpty();
        });
    }

    /** A team goes only with different people, each where they can be, and whenever there is a way to fill all places. */
    @Property(tries = 300)
    void shouldFillTeamsWheneverThereIsAWay(
            @ForAll @IntRange(min = 1, max = 5) int members,
            @ForAll @IntRange(min = 0, max = 1023) int skills,
            @ForAll @IntRange(min = 1, max = 2) int nurses,
            @ForAll @IntRange(min = 0, max = 2) int doctors) {
        List<Unit> people = IntStream.range(0, members)
                .mapToObj(i -> person(
                        i + 1,
                        (skills >> 2 * i & 3) == 3
                                ? Map.of(NURSE, new Unit.Grade(null), People.DOCTOR, new Unit.Grade(null))
                                : (skills >> 2 * i & 1) == 1
                                        ? Map.of(NURSE, new Unit.Grade(null))
                                        : (skills >> 2 * i & 2) == 2
                                                ? Map.of(People.DOCTOR, new Unit.Grade(null))
                                                : Map.of()))
                .toList();
        List<Need> needs = new ArrayList<>(List.of(new Need(NURSE, null, nurses)));
        if (doctors > 0) {
            needs.add(new Need(People.DOCTOR, null, doctors));
        }
        Span day = new Span(EPOCH, EPOCH.plus(Duration.ofDays(1)));
        Composition.Result result = eligibility(SHANGHAI)
                .team(team(9, people.stream().map(Unit::id).toList(), needs), NURSE, null, day, people);

        boolean possible = fills(people, nurses, doctors, 0);
        assertThat(result.obstacle() == null).isEqualTo(possible);
        if (possible) {
            assertThat(result.going()).doesNotHaveDuplicates().hasSize(nurses + doctors);
        }
    }

    private static boolean fills(List<Unit> people, int nurses, int doctors, int at) {
        if (nurses == 0 && doctors == 0) {
            return true;
        }
        if (at == people.size()) {
            return false;
        }
        Map<Integer, Unit.Grade> can = people.get(at).serves();
        return fills(people, nurses, doctors, at + 1)
                || nurses > 0 && can.containsKey(NURSE) && fills(people, nurses - 1, doctors, at + 1)
                || doctors > 0 && can.containsKey(People.DOCTOR) && fills(people, nurses, doctors - 1, at + 1);
    }

    /** Statuses: nobody comes out of retirement, nobody arrives who has not left, everybody can come home. */
    @Property(tries = 50)
    void shouldFollowTheStatusMachine(@ForAll UnitStatus from, @ForAll UnitStatus to, @ForAll UnitKind kind) {
        if (from.mayBecome(kind, to)) {
            assertThat(from.belongsTo(kind) && to.belongsTo(kind)).isTrue();
            assertThat(from).isNotEqualTo(to).isNotEqualTo(UnitStatus.RETIRED);
            if (to.there()) {
                assertThat(from.going()).isTrue();
            }
            if (to.going()) {
                assertThat(from.isHeld()).isTrue();
            }
        }
    }
}
