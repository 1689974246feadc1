package dev.muster.unit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Units and rules for tests of eligibility. Item 1 is the competency. */
final class People {

    static final int NURSE = 1;
    static final int DOCTOR = 2;
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Long before every time in these tests. */
    static final Instant BEFORE = Instant.parse("2020-01-01T00:00:00Z");

    private People() {}

    static DutyRules rules(ZoneId zone) {
        return new DutyRules(Duration.ofHours(11), Duration.ofHours(72), Duration.ofHours(24), zone);
    }

    static Eligibility eligibility(ZoneId zone) {
        return new Eligibility(rules(zone), BEFORE);
    }

    static Span span(String start, String end) {
        return new Span(Instant.parse(start), Instant.parse(end));
    }

    /** On call at all times. */
    static Unit person(int id) {
        return person(id, Map.of(NURSE, new Unit.Grade(CompetencyLevel.INTERMEDIATE)));
    }

    static Unit person(int id, Map<Integer, Unit.Grade> serves) {
        return new Unit(
                id,
                UnitKind.PERSON,
                "P" + id,
                1,
                1,
                UnitStatus.AVAILABLE,
                null,
                serves,
                List.of(),
                List.of(new Shift(span("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"), true)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Unit with(Unit unit, List<Credential> credentials, List<Shift> shifts) {
        return new Unit(
                unit.id(),
                unit.kind(),
                unit.code(),
                1,
                1,
                unit.status(),
                unit.vetting(),
                unit.serves(),
                credentials,
                shifts,
                unit.members(),
                unit.needs(),
                unit.dues(),
                unit.bookings());
    }

    static Unit team(int id, List<Integer> members, List<Need> needs) {
        return new Unit(
                id,
                UnitKind.TEAM,
                "T" + id,
                1,
                1,
                UnitStatus.AVAILABLE,
                null,
                Map.of(NURSE, new Unit.Grade(null)),
                List.of(),
                List.of(new Shift(span("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"), true)),
                members,
                needs,
                List.of(),
                List.of());
    }

    static Unit booked(Unit unit, BookingKind kind, Span span) {
        return unit.plus(new Booking(
                UUID.randomUUID(), unit.id(), unit.id(), kind, BookingState.RESERVED, span, null, null, null));
    }
}
