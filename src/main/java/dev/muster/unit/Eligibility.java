package dev.muster.unit;

import dev.muster.unit.Obstacle.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a unit may be sent for a period (R3): the part that concerns people and machines. */
public final class Eligibility {

    private final DutyRules rules;
    private final Instant now;
    private final boolean lenient;

    /** @param now the time of the decision: who should be back by then and is not cannot be counted on */
    public Eligibility(DutyRules rules, Instant now) {
        this(rules, now, false);
    }

    private Eligibility(DutyRules rules, Instant now, boolean lenient) {
        this.rules = rules;
        this.now = now;
        this.lenient = lenient;
    }

    /** The same where everything is set aside that an officer may set aside. */
    public Eligibility lenient() {
        return new Eligibility(rules, now, true);
    }

    /** By other rules of duty. */
    public Eligibility by(DutyRules others) {
        return others.equals(rules) ? this : new Eligibility(others, now, lenient);
    }

    /**
     * What keeps a single unit from being sent, empty if nothing does.
     *
     * @param item id of the item it would be sent as
     * @param least level asked for, null for any
     * @param span from leaving to being back
     * @param withTeam whether it would go along with a team, whose roster then counts
     */
    public Optional<Obstacle> obstacle(
            Unit unit, int item, @Nullable CompetencyLevel least, Span span, boolean withTeam) {
        if (unit.status().outOfUse()) {
            return Optional.of(new Obstacle(Kind.OUT_OF_USE, null, unit.status().name()));
        }
        if (unit.vetting() != null && unit.vetting() != Vetting.VETTED) {
            return Optional.of(
                    new Obstacle(Kind.NOT_VETTED, null, unit.vetting().name()));
        }
        Unit.Grade grade = unit.serves().get(item);
        if (grade == null || !lenient && !CompetencyLevel.enough(grade.level(), least)) {
            return Optional.of(Obstacle.of(Kind.LEVEL));
        }
        return lenient
                ? booked(unit, span)
                : due(unit, span)
                        .or(() -> credential(unit, item, span))
                        .or(() -> withTeam ? Optional.empty() : roster(unit, span))
                        .or(() -> calendar(unit, span));
    }

    /** Everything that keeps a single unit from being sent; see {@link #obstacle}. */
    public List<Obstacle> obstacles(Unit unit, int item, @Nullable CompetencyLevel least, Span span, boolean withTeam) {
        Optional<Obstacle> first = obstacle(unit, item, least, span, withTeam);
        if (first.isPresent() && !first.get().overridable()) {
            return List.of(first.get());
        }
        Unit.@Nullable Grade grade = unit.serves().get(item);
        Optional<Obstacle> level = grade != null && !CompetencyLevel.enough(grade.level(), least)
                ? Optional.of(Obstacle.of(Kind.LEVEL))
                : Optional.empty();
        return Stream.of(
                        level,
                        due(unit, span),
                        credential(unit, item, span),
                        withTeam ? Optional.<Obstacle>empty() : roster(unit, span),
                        calendar(unit, span))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What must be done to an asset before it would be back. */
    Optional<Obstacle> due(Unit unit, Span span) {
        return unit.dues().stream()
                .filter(due -> due.at().isBefore(span.end()))
                .min(Comparator.comparing(Due::at))
                .map(due -> new Obstacle(Kind.DUE, due.at(), due.plan()));
    }

    /** The first credential that does not hold for the whole time. Those of one kind may follow each other. */
    public Optional<Obstacle> credential(Unit unit, int item, Span span) {
        Map<String, Instant> covered = new LinkedHashMap<>();
        unit.credentials().stream()
                .filter(c -> c.item() == null || c.item() == item)
                .sorted(Comparator.comparing(c -> c.begins(rules.zone())))
                .forEach(c -> {
                    Instant until = covered.getOrDefault(c.kind(), span.start());
                    boolean goesOn = !c.begins(rules.zone()).isAfter(until);
                    Instant expires = c.expires(rules.zone());
                    covered.put(c.kind(), goesOn && expires.isAfter(until) ? expires : until);
                });
        return covered.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(span.end()))
                .findFirst()
                .map(entry -> new Obstacle(Kind.CREDENTIAL, lastExpiry(unit, entry.getKey()), entry.getKey()));
    }

    private @Nullable Instant lastExpiry(Unit unit, String kind) {
        return unit.credentials().stream()
                .filter(c -> c.kind().equals(kind))
                .map(c -> c.expires(rules.zone()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** People and teams must be on duty or on call at the moment they would leave. */
    Optional<Obstacle> roster(Unit unit, Span span) {
        if (unit.kind() == UnitKind.ASSET
                || unit.shifts().stream().anyMatch(shift -> shift.span().contains(span.start()))) {
            return Optional.empty();
        }
        return Optional.of(new Obstacle(
                Kind.NOT_ON_ROSTER,
                unit.shifts().stream()
                        .map(shift -> shift.span().start())
                        .filter(start -> start.isAfter(span.start()))
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                null));
    }

    /** What is booked at the time, or so near to it that no rest is left in between. */
    public Optional<Obstacle> calendar(Unit unit, Span span) {
        return booked(unit, span).or(() -> lenient ? Optional.empty() : rest(unit, span));
    }

    /** What is booked at the time. */
    private Optional<Obstacle> booked(Unit unit, Span span) {
        if (unit.bookings().stream().anyMatch(this::overdue)) {
            return Optional.of(new Obstacle(Kind.BOOKED, null, "OVERDUE"));
        }
        return unit.bookings().stream()
                .filter(b -> b.span().overlaps(span) && !(lenient && b.kind() == BookingKind.REST))
                .max(Comparator.comparing((Booking b) -> b.span().end()).thenComparing(Booking::id))
                .map(b -> new Obstacle(kind(b), b.span().end(), null));
    }

    private boolean overdue(Booking booking) {
        return booking.state() != BookingState.RESERVED && !booking.span().end().isAfter(now);
    }

    private static Kind kind(Booking booking) {
        return switch (booking.kind()) {
            case MAINTENANCE -> Kind.MAINTENANCE;
            case REST -> Kind.REST;
            case ALLOCATION, DUTY, LOAN -> Kind.BOOKED;
        };
    }

    private Optional<Obstacle> rest(Unit unit, Span span) {
        if (unit.kind() == UnitKind.ASSET) {
            return Optional.empty();
        }
        for (Booking b : unit.bookings()) {
            if (b.kind().tires() && tooNear(b.span(), span)) {
                Instant end = b.span().end();
                boolean before = !end.isAfter(span.start());
                return Optional.of(new Obstacle(
                        Kind.REST, end.plus(rules.restAfter(b.span().length())), before ? null : "NEXT"));
            }
        }
        return Optional.empty();
    }

    /** Whether one follows the other before the first one's rest is over. */
    private boolean tooNear(Span a, Span b) {
        Span first = a.start().isBefore(b.start()) ? a : b;
        Span second = first == a ? b : a;
        return second.start().isBefore(first.end().plus(rules.restAfter(first.length())));
    }

    /** Whether two calendars' entries may stand beside each other. */
    public boolean compatible(UnitKind kind, Span a, Span b) {
        return !a.overlaps(b) && (kind == UnitKind.ASSET || !tooNear(a, b));
    }

    public DutyRules rules() {
        return rules;
    }

    /** Who of a team would go, or why the team cannot be put together. */
    public Composition.Result team(
            Unit team, int item, @Nullable CompetencyLevel least, Span span, List<Unit> members) {
        Optional<Obstacle> own = obstacle(team, item, least, span, false);
        return own.map(Composition.Result::refused).orElseGet(() -> new Composition(this, span).of(team, members));
    }
}
