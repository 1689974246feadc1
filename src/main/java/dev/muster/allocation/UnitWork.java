package dev.muster.allocation;

import dev.muster.allocation.AllocationStore.LineKey;
import dev.muster.allocation.BatchDecision.Explained;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.units.UnitDecision;
import dev.muster.allocation.engine.units.UnitDemand;
import dev.muster.allocation.engine.units.UnitGrant;
import dev.muster.allocation.engine.units.UnitRules;
import dev.muster.platform.Ids;
import dev.muster.request.Line;
import dev.muster.request.Request;
import dev.muster.request.UnitNeed;
import dev.muster.unit.Booking;
import dev.muster.unit.Booking.Task;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Eligibility;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a batch that decides lines asking for equipment and staff: each in R1 order takes the nearest units that may
 * be sent, and then, where it is still short, what lower classes hold and have not left for (R6).
 */
final class UnitWork {

    private static final String SYSTEM = "system";

    /** So many more units may lose a booking than a line is short of. */
    private static final int SPARE = 8;

    final UnitCalendar calendar;
    final UnitRules rules;
    final Eligibility eligibility;

    private final BatchDecision batch;
    private final Loaded loaded;
    private final UnitBook book;
    private final Set<LineKey> asked = new HashSet<>();
    private final Set<LineKey> bereft = new HashSet<>();
    private final Set<Integer> freed = new HashSet<>();
    private final Set<LineKey> stillShort = new HashSet<>();

    UnitWork(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
        this.book = loaded.units;
        this.eligibility = new Eligibility(loaded.terms.duty(), loaded.now);
        this.rules = new UnitRules(book, loaded.world, eligibility, loaded.now, new KitsAtHome(loaded));
        this.calendar = new UnitCalendar(this, loaded);
    }

    /** This line is to be decided. */
    void ask(Line line) {
        asked.add(new LineKey(line.request(), line.number()));
    }

    /** The unit may be had again: lines short of what it serves are looked at. */
    void freed(Unit unit) {
        rules.freed();
        freed.addAll(unit.serves().keySet());
        book.teamsOf(unit.id())
                .forEach(team -> freed.addAll(book.unit(team).serves().keySet()));
    }

    /** Decides what asks for units and is short, first things first. */
    void decide(Set<Integer> lookAgain) {
        TreeMap<Rank, LineKey> demands = new TreeMap<>();
        for (Request request : loaded.requests.values()) {
            for (Line line : request.lines()) {
                LineKey key = new LineKey(request.id(), line.number());
                boolean wanted = asked.contains(key) || freed.contains(line.item()) || lookAgain.contains(line.item());
                if (line.need() != null && line.left() > 0 && wanted) {
                    demands.put(BatchDecision.rank(request, line), key);
                }
            }
        }
        rules.expect(demands.values().stream().map(this::demand).toList());
        demands.values().forEach(key -> keep(rules.decide(demand(key))));
    }

    UnitDemand demand(LineKey key) {
        Request request = request(key);
        Line line = line(key);
        UnitNeed need = Objects.requireNonNull(line.need());
        return new UnitDemand(
                BatchDecision.rank(request, line),
                request.site(),
                line.item(),
                kind(line.item(), need),
                need.least(),
                need.wanted(),
                Math.toIntExact(line.left()),
                loaded.takenBackUnits.getOrDefault(key, Set.of()));
    }

    private UnitKind kind(int item, UnitNeed need) {
        boolean equipment = "EQUIPMENT".equals(loaded.facts.item(item).kind());
        return equipment ? UnitKind.ASSET : need.team() ? UnitKind.TEAM : UnitKind.PERSON;
    }

    /** Who may be sent by the policy of what somebody is booked for; for none by the service's settings. */
    Eligibility eligibility(Booking booking) {
        @Nullable Task task = booking.task();
        @Nullable Request request = task == null ? null : loaded.requests.get(task.request());
        return request == null
                ? eligibility
                : eligibility.by(batch.policy(request).duty(loaded.terms.duty()));
    }

    Request request(LineKey key) {
        return Objects.requireNonNull(loaded.requests.get(key.request()), () -> "request " + key.request());
    }

    Line line(LineKey key) {
        return Objects.requireNonNull(request(key).line(key.line()), () -> "line " + key);
    }

    private void keep(UnitDecision decision) {
        keep(decision, null);
    }

    /** @param plan that gave the line its units; what is left is decided with all the rest */
    private void keep(UnitDecision decision, @Nullable UUID plan) {
        LineKey key = new LineKey(
                decision.demand().rank().request(), decision.demand().rank().line());
        Line line = line(key);
        @Nullable
        String reason = decision.reason() == null ? null : decision.reason().name();
        boolean news = bereft.remove(key)
                || plan != null
                || !Objects.equals(reason, line.shortageReason())
                || !decision.grants().isEmpty()
                || line.shortSince() == null;
        decision.grants().forEach(grant -> book(key, decision.demand(), grant));
        line.decided(loaded.now, reason);
        if (news) {
            Object why =
                    plan == null ? decision.explanation() : new BatchDecision.UnitsByPlan(plan, decision.explanation());
            batch.explained.add(new Explained(key, batch.policy(request(key)).name(), why));
        }
        if (plan == null && decision.left() > 0) {
            stillShort.add(key);
        } else {
            stillShort.remove(key);
        }
    }

    private final Map<UUID, UUID> chosen = new HashMap<>();

    private void book(LineKey key, UnitDemand demand, UnitGrant grant) {
        book(key, demand, grant, null, null);
    }

    /** An officer's choice; gives what is booked for it. */
    void choose(UUID command, UnitDemand demand, UnitGrant grant, String officer, @Nullable String reason) {
        LineKey key = new LineKey(demand.rank().request(), demand.rank().line());
        Stream.concat(Stream.of(grant.unit().id()), grant.members().stream())
                .flatMap(id -> book.unit(id).bookings().stream())
                .filter(b -> b.kind() == BookingKind.REST && b.span().overlaps(grant.span()))
                .toList()
                .forEach(rest -> calendar.end(rest.id(), rest.lead(), BookingState.RETURNED, null));
        chosen.put(command, book(key, demand, grant, officer, reason));
        line(key).decided(loaded.now, line(key).shortageReason());
    }

    UUID chosen(UUID command) {
        return Objects.requireNonNull(chosen.get(command));
    }

    private UUID book(
            LineKey key, UnitDemand demand, UnitGrant grant, @Nullable String officer, @Nullable String reason) {
        Policy policy = batch.policy(request(key));
        Instant begins = grant.span().start();
        Task task = new Task(
                key.request(),
                key.line(),
                demand.item(),
                demand.site(),
                grant.source(),
                demand.wanted(),
                grant.journey().distanceKm(),
                grant.journey().minutes(),
                policy.name(),
                loaded.now);
        Booking booking = new Booking(
                Ids.next(),
                grant.unit().id(),
                grant.unit().id(),
                BookingKind.ALLOCATION,
                BookingState.RESERVED,
                grant.span(),
                task,
                officer,
                (begins.isBefore(loaded.now) ? loaded.now : begins).plus(policy.reservationTime()));
        calendar.add(booking, grant.members(), Objects.requireNonNullElse(officer, SYSTEM), reason);
        line(key).allocate(1);
        return booking.id();
    }

    /** A unit allocated to a line is so no longer: the line is short of one, and decided again. */
    void lost(Task task, boolean arrived) {
        LineKey key = new LineKey(task.request(), task.line());
        Line line = line(key);
        if (arrived) {
            line.receive(-1);
        }
        line.allocate(-1);
        line.decided(loaded.now, Reason.NO_STOCK.name());
        asked.add(key);
        bereft.add(key);
    }

    /**
     * What short lines would take back from lower classes (R6), if it is lower classes that hold it: bookings by unit, the nearest
     * unit first.
     *
     * @param most how many units are looked at for all of them
     */
    Map<LineKey, List<List<Booking>>> wantedBack(int most) {
        Map<LineKey, List<List<Booking>>> wanted = new HashMap<>();
        int left = most;
        for (LineKey key : foremost(stillShort)) {
            if (left > 0 && batch.policy(request(key)).mayPreempt(BatchDecision.rank(request(key), line(key)))) {
                List<List<Booking>> units = rules.wantedBack(demand(key), left);
                left -= units.size();
                wanted.put(key, units);
            }
        }
        return wanted;
    }

    private Collection<LineKey> foremost(Collection<LineKey> keys) {
        TreeMap<Rank, LineKey> foremost = new TreeMap<>();
        keys.forEach(key -> foremost.put(BatchDecision.rank(request(key), line(key)), key));
        return foremost.values();
    }

    /**
     * The requests that lose something, the lowest class first, and some to spare: of each line as many units as it is short of,
     * and a few more, since people of two teams may be among them.
     *
     * @param classes demand class of each request spoken of
     */
    Set<UUID> holders(Map<LineKey, List<List<Booking>>> wanted, Map<UUID, Integer> classes) {
        Set<UUID> holders = new HashSet<>();
        wanted.forEach((key, units) -> {
            int own = BatchDecision.rank(request(key), line(key)).demandClass();
            units.stream()
                    .filter(bookings -> best(bookings, classes) > own)
                    .sorted(Comparator.comparingInt((List<Booking> bookings) -> best(bookings, classes))
                            .reversed())
                    .limit(2 * line(key).left() + SPARE)
                    .forEach(bookings -> bookings.forEach(
                            b -> holders.add(Objects.requireNonNull(b.task()).request())));
        });
        return holders;
    }

    /** The most urgent class that would lose something; 0 where one is not known. */
    private static int best(List<Booking> bookings, Map<UUID, Integer> classes) {
        return bookings.stream()
                .mapToInt(b ->
                        classes.getOrDefault(Objects.requireNonNull(b.task()).request(), -1))
                .min()
                .orElse(-1);
    }

    /**
     * R6: short lines take back what lower classes hold; who loses something is decided again in its turn. It ends, since
     * only lower classes are taken from.
     */
    void preempt() {
        TreeMap<Rank, LineKey> waiting = new TreeMap<>();
        Set<LineKey> losers = new HashSet<>();
        stillShort.forEach(key -> waiting.put(BatchDecision.rank(request(key), line(key)), key));
        while (!waiting.isEmpty()) {
            LineKey key = waiting.pollFirstEntry().getValue();
            if (batch.all.wantsAll(key.request()) && !couldHaveAll(key.request())) {
                continue;
            }
            if (line(key).left() > 0) {
                keep(rules.decide(demand(key)));
            }
            boolean goesOn = batch.policy(request(key)).mayPreempt(BatchDecision.rank(request(key), line(key)));
            while (goesOn && line(key).left() > 0) {
                UnitDecision decision = rules.preempt(demand(key), this::classOf);
                for (Booking taken : decision.taken()) {
                    calendar.end(taken.id(), taken.lead(), BookingState.PREEMPTED, key.request());
                    Task task = Objects.requireNonNull(taken.task());
                    LineKey loser = new LineKey(task.request(), task.line());
                    waiting.put(BatchDecision.rank(request(loser), line(loser)), loser);
                    losers.add(loser);
                }
                goesOn = !decision.grants().isEmpty();
                if (goesOn) {
                    keep(decision);
                }
            }
        }
        batch.unfinished.addAll(calendar.takenAndFree());
        losers.stream()
                .filter(key -> line(key).left() > 0)
                .forEach(key -> batch.unfinished.add(line(key).item()));
    }

    /** Tries out whether a request could have all its units if it took back what it may; changes nothing. */
    private boolean couldHaveAll(UUID id) {
        UnitBook tried = book.copy();
        UnitRules trial = new UnitRules(tried, loaded.world, eligibility, loaded.now, new KitsAtHome(loaded));
        Request request = Objects.requireNonNull(loaded.requests.get(id));
        for (Line line : request.lines()) {
            for (long left = line.left(); line.need() != null && left > 0; left--) {
                UnitDecision decision = trial.preempt(demand(new LineKey(id, line.number())), this::classOf);
                if (decision.grants().isEmpty()) {
                    return false;
                }
                decision.taken()
                        .forEach(taken ->
                                tried.of(taken.id(), taken.lead()).forEach(unit -> tried.put(unit.minus(taken.id()))));
                decision.grants().forEach(grant -> occupy(tried, grant));
            }
        }
        return true;
    }

    private static void occupy(UnitBook tried, UnitGrant grant) {
        Booking booking = new Booking(
                Ids.next(),
                grant.unit().id(),
                grant.unit().id(),
                BookingKind.DUTY,
                BookingState.RESERVED,
                grant.span(),
                null,
                null,
                null);
        tried.put(tried.unit(grant.unit().id()).plus(booking));
        grant.members().forEach(member -> tried.put(tried.unit(member).plus(booking.with(member))));
    }

    private @Nullable Integer classOf(Booking booking) {
        @Nullable Task task = booking.task();
        @Nullable Request owner = task == null ? null : loaded.requests.get(task.request());
        return task == null || owner == null
                ? null
                : BatchDecision.rank(owner, Objects.requireNonNull(owner.line(task.line())))
                        .demandClass();
    }

    /** What the rules have booked for a line and what has not left, by the unit that leads it. */
    Map<Integer, Booking> reserved(LineKey key) {
        Map<Integer, Booking> reserved = new TreeMap<>();
        for (Booking booking : standing(key.request())) {
            Task task = Objects.requireNonNull(booking.task());
            if (task.line() == key.line() && booking.state() == BookingState.RESERVED && booking.officer() == null) {
                reserved.put(booking.lead(), booking);
            }
        }
        return reserved;
    }

    /** Takes a unit back from its line, as a plan says. */
    void endPlanned(Booking booking, @Nullable UUID by, UUID plan) {
        calendar.end(booking.id(), booking.lead(), BookingState.PREEMPTED, by);
        batch.endedByPlan.put(booking.id(), plan);
    }

    /**
     * Of lines in the order of service, those that would not get all these units once bookings are given up.
     *
     * @param wanted ids of units
     */
    Set<LineKey> impossible(Map<LineKey, Set<Integer>> wanted, Collection<Booking> given) {
        Map<Integer, Unit> seen = new HashMap<>();
        given.forEach(booking -> book.of(booking.id(), booking.lead())
                .forEach(unit ->
                        seen.put(unit.id(), seen.getOrDefault(unit.id(), unit).minus(booking.id()))));
        Set<LineKey> impossible = new HashSet<>();
        wanted.forEach((key, units) -> {
            for (int id : units) {
                List<UnitGrant> grants = rules.eligible(
                                demand(key), Set.of(id), unit -> seen.getOrDefault(unit.id(), unit))
                        .grants();
                if (grants.isEmpty()) {
                    impossible.add(key);
                }
                grants.forEach(grant -> {
                    seen.put(id, seen.getOrDefault(id, book.unit(id)).plus(taken(grant, id)));
                    grant.members()
                            .forEach(member -> seen.put(
                                    member,
                                    seen.getOrDefault(member, book.unit(member)).plus(taken(grant, member))));
                });
            }
        });
        return impossible;
    }

    private static Booking taken(UnitGrant grant, int unit) {
        return new Booking(
                Ids.next(),
                unit,
                grant.unit().id(),
                BookingKind.ALLOCATION,
                BookingState.RESERVED,
                grant.span(),
                null,
                null,
                null);
    }

    /** Gives a line these units, as far as the rules let them go now. */
    UnitDecision serve(LineKey key, Set<Integer> units, UUID plan) {
        UnitDecision decision = rules.serve(demand(key), units);
        keep(decision, plan);
        return decision;
    }

    /** Forgets a request that is refused after all: what was booked for it is free again. */
    void forget(UUID request) {
        calendar.forget(request).forEach(this::freed);
        asked.removeIf(key -> key.request().equals(request));
        stillShort.removeIf(key -> key.request().equals(request));
    }

    /** The bookings for a request that stand, with those of this batch. */
    Collection<Booking> standing(UUID request) {
        Map<UUID, Booking> standing = new HashMap<>();
        loaded.bookings.forEach((id, lead) -> {
            @Nullable Unit unit = book.find(lead);
            @Nullable Booking booking = unit == null ? null : unit.booking(id);
            if (booking != null
                    && booking.task() != null
                    && booking.task().request().equals(request)) {
                standing.put(id, booking);
            }
        });
        calendar.told().stream()
                .filter(b -> b.state().live() && calendar.isFresh(b.id()))
                .filter(b -> b.task() != null && b.task().request().equals(request))
                .forEach(b -> standing.put(b.id(), b));
        return new ArrayList<>(standing.values());
    }

    /** Ends what nobody came for in time (R10), and rests that are over. */
    void over(Map<UUID, Integer> bookings) {
        bookings.forEach((id, lead) -> {
            @Nullable Unit unit = book.find(lead);
            @Nullable Booking booking = unit == null ? null : unit.booking(id);
            if (booking != null && booking.state() == BookingState.RESERVED) {
                calendar.end(
                        id,
                        lead,
                        booking.kind() == BookingKind.REST ? BookingState.RETURNED : BookingState.EXPIRED,
                        null);
            }
        });
    }

    List<Unit> members(Unit unit) {
        return book.members(unit);
    }
}
