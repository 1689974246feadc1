package dev.muster.unit;

import static dev.muster.unit.People.DOCTOR;
import static dev.muster.unit.People.NURSE;
import static dev.muster.unit.People.SHANGHAI;
import static dev.muster.unit.People.booked;
import static dev.muster.unit.People.eligibility;
import static dev.muster.unit.People.person;
import static dev.muster.unit.People.span;
import static dev.muster.unit.People.team;
import static dev.muster.unit.People.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.unit.Obstacle.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R3 for people and machines, at the edges of time. */
class EligibilityTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Optional<Kind> obstacle(Unit unit, Span span) {
        return eligibility(SHANGHAI).obstacle(unit, NURSE, null, span, false).map(Obstacle::kind);
    }

    private static Unit licensed(String validUntil) {
        Unit unit = person(1);
        return with(unit, List.of(new Credential("LICENCE", NURSE, null, LocalDate.parse(validUntil))), unit.shifts());
    }

    @Test
    void shouldCountACredentialToTheEndOfItsLastDayWhereItIsKept() {
        Unit unit = licensed("2028-02-29");
        assertThat(obstacle(unit, span("2028-02-28T16:00:00Z", "2028-02-29T16:00:00Z")))
                .isEmpty();
        assertThat(obstacle(unit, span("2028-02-28T16:00:00Z", "2028-02-29T16:00:01Z")))
                .contains(Kind.CREDENTIAL);
        Obstacle told = eligibility(SHANGHAI)
                .obstacle(unit, NURSE, null, span("2028-03-01T00:00:00Z", "2028-03-02T00:00:00Z"), false)
                .orElseThrow();
        assertThat(told.until()).isEqualTo(Instant.parse("2028-02-29T16:00:00Z"));
        assertThat(told.detail()).isEqualTo("LICENCE");
    }

    @Test
    void shouldCountDaysOfTwentyThreeAndTwentyFiveHours() {
        Unit spring = licensed("2026-03-29");
        Unit autumn = licensed("2026-10-25");
        Eligibility berlin = eligibility(BERLIN);
        assertThat(berlin.credential(spring, NURSE, span("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")))
                .isEmpty();
        assertThat(berlin.credential(spring, NURSE, span("2026-03-28T23:00:00Z", "2026-03-29T22:00:01Z")))
                .isPresent();
        assertThat(berlin.credential(autumn, NURSE, span("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")))
                .isEmpty();
        assertThat(berlin.credential(autumn, NURSE, span("2026-10-24T22:00:00Z", "2026-10-25T23:00:01Z")))
                .isPresent();
    }

    @Test
    void shouldLetCredentialsOfOneKindFollowEachOtherWithoutAGap() {
        Span both = span("2026-12-30T00:00:00Z", "2027-01-03T00:00:00Z");
        Credential first = new Credential("LICENCE", null, null, LocalDate.parse("2026-12-31"));
        Credential next = new Credential("LICENCE", null, LocalDate.parse("2027-01-01"), LocalDate.parse("2027-12-31"));
        Credential late = new Credential("LICENCE", null, LocalDate.parse("2027-01-02"), LocalDate.parse("2027-12-31"));
        Unit unit = person(1);
        assertThat(obstacle(with(unit, List.of(next, first), unit.shifts()), both))
                .isEmpty();
        assertThat(obstacle(with(unit, List.of(late, first), unit.shifts()), both))
                .contains(Kind.CREDENTIAL);
        assertThat(obstacle(with(unit, List.of(next), unit.shifts()), both)).contains(Kind.CREDENTIAL);
    }

    @Test
    void shouldNotAskForACredentialOfAnotherCompetency() {
        Unit unit = person(1);
        Credential expired = new Credential("SURGERY", DOCTOR, null, LocalDate.parse("2020-01-01"));
        assertThat(obstacle(
                        with(unit, List.of(expired), unit.shifts()),
                        span("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void shouldWantSomebodyOnTheRosterAtTheMomentOfLeaving() {
        Unit night = with(
                person(1), List.of(), List.of(new Shift(span("2026-05-01T14:00:00Z", "2026-05-01T22:00:00Z"), false)));
        assertThat(obstacle(night, span("2026-05-01T14:00:00Z", "2026-05-03T00:00:00Z")))
                .isEmpty();
        assertThat(obstacle(night, span("2026-05-01T21:59:59Z", "2026-05-03T00:00:00Z")))
                .isEmpty();
        assertThat(obstacle(night, span("2026-05-01T22:00:00Z", "2026-05-03T00:00:00Z")))
                .contains(Kind.NOT_ON_ROSTER);
        Obstacle early = eligibility(SHANGHAI)
                .obstacle(night, NURSE, null, span("2026-05-01T13:59:59Z", "2026-05-03T00:00:00Z"), false)
                .orElseThrow();
        assertThat(early.kind()).isEqualTo(Kind.NOT_ON_ROSTER);
        assertThat(early.until()).isEqualTo(Instant.parse("2026-05-01T14:00:00Z"));
    }

    @Test
    void shouldDemandRestInHoursWhateverTheClocksSay() {
        // The clocks of Berlin go forward in between: eleven hours are eleven hours.
        Unit tired = booked(person(1), BookingKind.ALLOCATION, span("2026-03-28T08:00:00Z", "2026-03-28T20:00:00Z"));
        assertThat(eligibility(BERLIN).calendar(tired, span("2026-03-29T07:00:00Z", "2026-03-29T10:00:00Z")))
                .isEmpty();
        Obstacle told = eligibility(BERLIN)
                .calendar(tired, span("2026-03-29T06:59:59Z", "2026-03-29T10:00:00Z"))
                .orElseThrow();
        assertThat(told.kind()).isEqualTo(Kind.REST);
        assertThat(told.until()).isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
    }

    @Test
    void shouldDemandTheLongRestAfterALongDeploymentAlsoBeforeTheNext() {
        Unit later = booked(person(1), BookingKind.ALLOCATION, span("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z"));
        assertThat(obstacle(later, span("2026-01-05T23:59:59Z", "2026-01-09T00:00:00Z")))
                .isEmpty();
        assertThat(obstacle(later, span("2026-01-06T00:00:00Z", "2026-01-09T00:00:01Z")))
                .contains(Kind.REST);
        assertThat(obstacle(later, span("2026-01-07T00:00:01Z", "2026-01-09T13:00:00Z")))
                .isEmpty();
    }

    @Test
    void shouldGiveMachinesNoRestButTheirMaintenance() {
        Unit asset = new Unit(
                7,
                UnitKind.ASSET,
                "A7",
                1,
                1,
                UnitStatus.AVAILABLE,
                null,
                Map.of(NURSE, new Unit.Grade(null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Due("yearly", Instant.parse("2026-02-01T00:00:00Z"))),
                List.of());
        Unit used = booked(asset, BookingKind.ALLOCATION, span("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"));
        assertThat(obstacle(used, span("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")))
                .isEmpty();
        Unit due = booked(asset, BookingKind.MAINTENANCE, span("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"));
        assertThat(obstacle(due, span("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")))
                .isEmpty();
        assertThat(obstacle(due, span("2026-01-01T00:00:00Z", "2026-01-02T00:00:01Z")))
                .contains(Kind.MAINTENANCE);
        assertThat(obstacle(
                        asset.in(UnitStatus.OUT_OF_SERVICE, 1), span("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")))
                .contains(Kind.OUT_OF_USE);
    }

    @Test
    void shouldNotCountOnWhoShouldBeBackAndIsNot() {
        Unit away = person(1)
                .plus(new Booking(
                        new java.util.UUID(1, 1),
                        1,
                        1,
                        BookingKind.ALLOCATION,
                        BookingState.RECEIVED,
                        span("2019-12-01T00:00:00Z", "2019-12-02T00:00:00Z"),
                        null,
                        null,
                        null));
        assertThat(obstacle(away, span("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")))
                .contains(Kind.BOOKED);
    }

    @Test
    void shouldFillATeamsPlacesByWhoeverFits() {
        Unit both = person(1, Map.of(NURSE, new Unit.Grade(null), DOCTOR, new Unit.Grade(null)));
        Unit nurse = person(2);
        Unit team = team(9, List.of(1, 2), List.of(new Need(NURSE, null, 1), new Need(DOCTOR, null, 1)));
        Span day = span("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z");

        assertThat(eligibility(SHANGHAI)
                        .team(team, NURSE, null, day, List.of(both, nurse))
                        .going())
                .containsExactly(1, 2);
        Composition.Result short_ =
                eligibility(SHANGHAI).team(team, NURSE, null, day, List.of(booked(both, BookingKind.DUTY, day), nurse));
        assertThat(short_.going()).isEmpty();
        assertThat(short_.obstacle()).isEqualTo(new Obstacle(Kind.BOOKED, day.end(), "P1"));
        Unit senior = team(9, List.of(1, 2), List.of(new Need(NURSE, CompetencyLevel.SENIOR, 1)));
        assertThat(eligibility(SHANGHAI)
                        .team(senior, NURSE, null, day, List.of(both, nurse))
                        .obstacle())
                .isEqualTo(new Obstacle(Kind.LEVEL, null, "P1"));
    }
}
