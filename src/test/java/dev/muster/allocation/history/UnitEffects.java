package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.allocation.history.EndState.Booking;
import dev.muster.allocation.history.EndState.Event;
import dev.muster.allocation.history.EndState.Line;
import dev.muster.allocation.history.EndState.LineKey;
import dev.muster.allocation.history.EndState.Unit;
import dev.muster.allocation.history.Order.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What calendars must say at the end: of one another, of lines, and of the commands that made them. */
final class UnitEffects {

    /** The least rest between two deployments of a person, by the service's settings. */
    private static final Duration REST = Duration.ofHours(11);

    private final EndState end;
    private final Doings doings;
    private final Findings findings;
    private final Map<UUID, List<Booking>> rows;
    private final Map<String, List<Booking>> calendars;
    private final Map<String, Unit> units;

    UnitEffects(History history, Findings findings) {
        this.end = history.end();
        this.doings = new Doings(history);
        this.findings = findings;
        this.rows = end.bookings().stream().collect(Collectors.groupingBy(Booking::id));
        this.calendars = end.bookings().stream().collect(Collectors.groupingBy(Booking::unit));
        this.units = end.units().stream().collect(Collectors.toMap(Unit::code, Function.identity()));
    }

    void run() {
        calendars.forEach(this::nowhereTwice);
        rows.values().forEach(this::oneBooking);
        rows.values().forEach(this::hasItsCommand);
        end.lines().stream().filter(line -> line.terms() != null).forEach(this::sums);
        doings.all(Kind.BOOK).forEach(this::booked);
        doings.all(Kind.EXTEND).forEach(this::extended);
        doings.all(Kind.STAND).forEach(this::stood);
    }

    private void nowhereTwice(String unit, List<Booking> calendar) {
        List<Booking> live =
                calendar.stream().filter(b -> Booking.live(b.state())).toList();
        for (int i = 0; i < live.size(); i++) {
            for (int j = i + 1; j < live.size(); j++) {
                Booking one = live.get(i);
                Booking other = live.get(j);
                findings.require(!one.meets(other), Check.NOBODY_TWICE, "%s: %s and %s", unit, one, other);
                findings.require(
                        !mustRest(one) || !mustRest(other) || rested(one, other),
                        Check.ELIGIBLE,
                        "%s has no rest between %s and %s",
                        unit,
                        one,
                        other);
            }
        }
    }

    /** People booked by rule or for a duty, not yet left; an officer may set the rest aside. */
    private boolean mustRest(Booking booking) {
        Unit unit = units.get(booking.unit());
        return unit != null
                && !unit.kind().equals("ASSET")
                && booking.state().equals("RESERVED")
                && booking.officer() == null
                && (booking.kind().equals("ALLOCATION") || booking.kind().equals("DUTY"));
    }

    private static boolean rested(Booking one, Booking other) {
        Booking first = one.from().isBefore(other.from()) ? one : other;
        Booking second = first == one ? other : one;
        return !second.from().isBefore(first.until().plus(REST));
    }

    /** All rows of a booking say the same, and one of them leads. */
    private void oneBooking(List<Booking> all) {
        Booking first = all.get(0);
        boolean same = all.stream()
                .allMatch(b -> b.state().equals(first.state())
                        && b.kind().equals(first.kind())
                        && b.lead().equals(first.lead())
                        && b.from().equals(first.from())
                        && b.until().equals(first.until())
                        && Objects.equals(b.line(), first.line()));
        findings.require(
                same && all.stream().filter(Booking::leads).count() == 1, Check.SUMS, "rows of one booking: %s", all);
    }

    private void hasItsCommand(List<Booking> all) {
        Booking booking = all.get(0);
        boolean made =
                switch (booking.kind()) {
                    case "ALLOCATION" ->
                        booking.line() != null
                                && doings.isDone(booking.line().request())
                                && (booking.officer() == null || chosen(booking));
                    case "REST" -> movedBy(all, Set.of("RESTING"));
                    default -> doings.of(booking.id()).stream().anyMatch(order -> order.kind() == Kind.BOOK);
                };
        findings.require(made, Check.NOTHING_INVENTED, "nobody booked %s", booking);
        boolean moved = !List.of("DISPATCHED", "RECEIVED", "RETURNED").contains(booking.state())
                || booking.kind().equals("REST")
                || movedBy(all, Set.of("EN_ROUTE", "IN_TRANSIT"));
        findings.require(moved, Check.NOTHING_INVENTED, "nobody left for %s", booking);
        findings.require(
                !booking.state().equals("RELEASED") || released(all),
                Check.NOTHING_INVENTED,
                "nobody released %s",
                all);
        findings.require(!booking.state().equals("EXPIRED"), Check.NOTHING_INVENTED, "too early: %s", booking);
    }

    private boolean chosen(Booking booking) {
        return doings.all(Kind.CHOOSE)
                .anyMatch(order -> order.actor().equals(booking.officer())
                        && order.subject()
                                .equals(Objects.requireNonNull(booking.line()).request())
                        && order.line() == booking.line().line()
                        && Json.read(order.body()).path("unit").asText().equals(booking.lead()));
    }

    private boolean movedBy(List<Booking> all, Set<String> statuses) {
        return doings.all(Kind.STAND)
                .anyMatch(order -> concerns(order, all)
                        && statuses.contains(
                                Json.read(order.body()).path("status").asText()));
    }

    /** Said of one who is booked, or of a team one of them may be with. */
    private boolean concerns(Order order, List<Booking> all) {
        return order.path().startsWith("/teams/")
                || all.stream().anyMatch(b -> order.path().contains("/" + b.unit() + "/"));
    }

    /** By name, with its request, or since a unit was moved and cannot come. */
    private boolean released(List<Booking> all) {
        Booking booking = all.get(0);
        return doings.all(Kind.RELEASE).anyMatch(order -> order.subject().equals(booking.id()))
                || booking.line() != null
                        && doings.all(Kind.CANCEL)
                                .anyMatch(order ->
                                        order.subject().equals(booking.line().request()))
                || doings.all(Kind.STAND).anyMatch(order -> concerns(order, all));
    }

    private void sums(Line line) {
        long received = Objects.requireNonNull(line.terms()).received();
        long coming = end.bookings().stream()
                .filter(b -> b.leads() && line.key().equals(b.line()))
                .filter(b -> b.state().equals("RESERVED") || b.state().equals("DISPATCHED") && !turned(b))
                .count();
        findings.require(line.allocated() == coming + received, Check.SUMS, "%s, but %d are to come", line, coming);
    }

    private boolean turned(Booking booking) {
        Unit unit = units.get(booking.unit());
        return unit != null && unit.status().equals("RETURNING");
    }

    private void booked(Order order) {
        JsonNode asked = Json.read(order.body());
        List<Booking> made = rows.getOrDefault(order.id(), List.of());
        if (made.isEmpty()) {
            findings.add(Check.NOTHING_LOST, "%s is done, but there is no booking", order);
            return;
        }
        Booking booking = made.get(0);
        boolean same = booking.kind().equals(asked.path("purpose").asText())
                && booking.lead().equals(named(asked))
                && (!booking.state().equals("RESERVED")
                        || booking.from()
                                .equals(Instant.parse(asked.path("from").asText())));
        findings.require(same, Check.AS_ASKED, "%s became %s", order, booking);
    }

    private static String named(JsonNode asked) {
        return asked.path("asset").asText("")
                + asked.path("staff").asText("")
                + asked.path("team").asText("");
    }

    /** A booking that nobody has left for lasts as long as somebody said it should. */
    private void extended(Order order) {
        Booking booking = rows.getOrDefault(order.subject(), List.of()).stream()
                .filter(b -> b.state().equals("RESERVED"))
                .findFirst()
                .orElse(null);
        findings.require(
                rows.containsKey(order.subject())
                        && (booking == null
                                || doings.all(Kind.EXTEND)
                                        .filter(other -> other.subject().equals(order.subject()))
                                        .anyMatch(other -> booking.endsAt()
                                                .equals(Instant.parse(Json.read(other.body())
                                                        .path("until")
                                                        .asText())))),
                Check.NOTHING_LOST,
                "%s is done, but there is %s",
                order,
                String.valueOf(booking));
    }

    /** A unit stands as was said, told in the same transaction, unless more was said of it at once. */
    private void stood(Order order) {
        long transaction = doings.transaction(order.id());
        String asked = Json.read(order.body()).path("status").asText();
        Set<String> told = new HashSet<>();
        for (Event event : eventsOf(transaction)) {
            if (event.kind().equals("unit.changed") && event.subject().equals(subject(order))) {
                told.add(event.data().path("status").asText());
            }
        }
        boolean held = List.of("AVAILABLE", "OFF_DUTY").contains(asked)
                && (told.contains("COMMITTED") || told.contains("RESERVED"));
        boolean more = doings.in(transaction, Kind.STAND).count() > 1;
        findings.require(
                told.contains(asked) || held || more, Check.NOTHING_LOST, "%s is done, but it is %s", order, told);
    }

    private static String subject(Order order) {
        String[] path = order.path().split("/");
        String kind =
                Map.of("assets", "asset", "staff", "person", "teams", "team").get(path[1]);
        return kind + "/" + path[2];
    }

    private final Map<Long, List<Event>> events = new HashMap<>();

    private List<Event> eventsOf(long transaction) {
        if (events.isEmpty()) {
            end.events()
                    .forEach(e -> events.computeIfAbsent(e.transaction(), t -> new ArrayList<>())
                            .add(e));
        }
        return events.getOrDefault(transaction, List.of());
    }

    /** Whether the line of an answer's allocation was given that unit. */
    boolean stands(JsonNode promise, LineKey line) {
        return rows.getOrDefault(UUID.fromString(promise.path("id").asText()), List.of()).stream()
                .anyMatch(b -> b.leads()
                        && line.equals(b.line())
                        && b.unit().equals(promise.path("unit").asText()));
    }

    /** Whether there is such a booking, and it is released. */
    boolean isReleased(UUID booking) {
        return rows.getOrDefault(booking, List.of()).stream()
                .anyMatch(b -> b.state().equals("RELEASED"));
    }
}
