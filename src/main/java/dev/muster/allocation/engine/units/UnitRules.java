package dev.muster.allocation.engine.units;

import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.SiteQueue;
import dev.muster.allocation.engine.Ways;
import dev.muster.allocation.engine.World;
import dev.muster.allocation.engine.units.UnitExplanation.TakenFrom;
import dev.muster.catalogue.StorageClass;
import dev.muster.incident.OwnStock;
import dev.muster.travel.Journey;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.Composition;
import dev.muster.unit.Eligibility;
import dev.muster.unit.Obstacle;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which units serve a demand. Decides, and changes nothing: who calls books what is granted before the next demand. */
public final class UnitRules {

    private static final UUID NOBODYS = new UUID(0, 0);

    private final UnitBook book;
    private final World world;
    private final Eligibility eligibility;
    private final Instant now;
    private final Prospects prospects;
    private final TeamKits kits;

    /** Where teams' kits are no question. */
    public UnitRules(UnitBook book, World world, Eligibility eligibility, Instant now) {
        this(book, world, eligibility, now, (site, item) -> Long.MAX_VALUE);
    }

    /** @param stock the kits that stand at teams' homes */
    public UnitRules(UnitBook book, World world, Eligibility eligibility, Instant now, TeamKits.Stock stock) {
        this.book = book;
        this.world = world;
        this.eligibility = eligibility;
        this.now = now;
        this.prospects = new Prospects(book);
        this.kits = new TeamKits(book, world, stock);
    }

    /** These are decided next: what is out of the question for all of them is found out once. */
    public void expect(Collection<UnitDemand> demands) {
        prospects.expect(demands);
    }

    /** Somebody has come free since. */
    public void freed() {
        prospects.forget();
    }

    /** A unit that may be looked at, and how it would come. */
    private record Candidate(
            Unit unit, int source, Journey way, @Nullable Span span) {}

    private interface Look {
        /** Whether to go on. */
        boolean at(Candidate candidate);
    }

    /** The nearest units that may be sent, as many as are asked for. */
    public UnitDecision decide(UnitDemand demand) {
        Policy policy = world.policy(demand.rank().level());
        UnitLog log = new UnitLog(policy.explainedSources());
        List<UnitGrant> grants = new ArrayList<>();
        walk(demand, policy, log, true, candidate -> {
            look(demand, candidate, free(grants), log).ifPresent(grants::add);
            return grants.size() < demand.count();
        });
        int left = demand.count() - grants.size();
        @Nullable Reason reason = left == 0 ? null : log.reason();
        return new UnitDecision(
                demand, grants, List.of(), left, reason, log.write(demand.rank(), demand.count(), reason));
    }

    /** The units among these that may be sent, each by itself, in the order of sources; notes why others may not. */
    public UnitDecision serve(UnitDemand demand, Set<Integer> wanted) {
        Policy policy = world.policy(demand.rank().level());
        UnitLog log = new UnitLog(policy.explainedSources());
        List<UnitGrant> grants = new ArrayList<>();
        walk(demand, policy, log, false, candidate -> {
            if (wanted.contains(candidate.unit().id())) {
                look(demand, candidate, free(grants), log).ifPresent(grants::add);
            }
            return grants.size() < demand.count();
        });
        int left = demand.count() - grants.size();
        @Nullable Reason reason = left == 0 ? null : log.reason();
        return new UnitDecision(
                demand, grants, List.of(), left, reason, log.write(demand.rank(), demand.count(), reason));
    }

    /**
     * What an officer's choice of a unit would be.
     *
     * @param grant null where something keeps the unit from being sent that nobody may set aside
     * @param skipped why it cannot come at all, null if it can
     * @param broken rules that would keep it from being sent, in their order
     */
    public record Choice(
            @Nullable UnitGrant grant, @Nullable UnitSkip skipped, List<Obstacle> broken) {}

    /** What it would be to send this unit, whatever the rules that may be set aside say. */
    public Choice choice(UnitDemand demand, Unit unit) {
        Policy policy = world.policy(demand.rank().level());
        @Nullable Ways ways = world.ways(demand.site(), StorageClass.AMBIENT, policy);
        if (ways == null || !world.site(unit.site()).open() || unit.site() == demand.site()) {
            UnitSkip skip = ways == null
                    ? UnitSkip.NO_TRANSPORT
                    : unit.site() == demand.site() ? UnitSkip.OWN_SITE : UnitSkip.SITE_NOT_OPEN;
            return new Choice(null, skip, List.of());
        }
        Journey way = ways.from(unit.site());
        @Nullable Span span = span(demand.wanted(), way);
        if (span == null) {
            return new Choice(null, UnitSkip.TOO_LATE, List.of());
        }
        List<Obstacle> broken = new ArrayList<>(by(demand).obstacles(unit, demand.item(), demand.least(), span, false));
        UnitRules lenient = new UnitRules(book, world, eligibility.lenient(), now);
        Composition.Result result = lenient.fitting(demand, unit, span, one -> one);
        if (result.obstacle() != null) {
            return new Choice(null, UnitSkip.of(result.obstacle().kind()), List.of(result.obstacle()));
        }
        if (unit.kind() == UnitKind.TEAM) {
            if (broken.isEmpty()) {
                Optional.ofNullable(fitting(demand, unit, span, one -> one).obstacle())
                        .ifPresent(broken::add);
            } else {
                kits.missing(unit, span, one -> one).ifPresent(broken::add);
            }
        }
        return new Choice(new UnitGrant(unit, result.going(), unit.site(), way, span), null, broken);
    }

    /**
     * Whoever may be sent, each by itself.
     *
     * @param grants one for each unit, in the order of sources
     * @param skips rules that passed others over
     */
    public record Eligible(List<UnitGrant> grants, Set<UnitSkip> skips) {}

    /**
     * Every unit that may be sent.
     *
     * @param only ids of the units that are looked at; all if null
     * @param as what units are taken to be
     */
    public Eligible eligible(UnitDemand demand, @Nullable Set<Integer> only, Function<Unit, Unit> as) {
        UnitLog log = new UnitLog(0);
        List<UnitGrant> grants = new ArrayList<>();
        walk(demand, world.policy(demand.rank().level()), log, false, candidate -> {
            if (only == null || only.contains(candidate.unit().id())) {
                look(demand, candidate, as, log).ifPresent(grants::add);
            }
            return true;
        });
        return new Eligible(grants, log.skips());
    }

    private Optional<UnitGrant> look(UnitDemand demand, Candidate candidate, Function<Unit, Unit> as, UnitLog log) {
        Composition.Result result = fitting(demand, candidate.unit(), Objects.requireNonNull(candidate.span()), as);
        String site = world.site(candidate.source()).code();
        if (result.obstacle() == null) {
            log.took(candidate.unit(), site, candidate.way());
            return Optional.of(new UnitGrant(
                    candidate.unit(), result.going(), candidate.source(), candidate.way(), candidate.span()));
        }
        log.skipped(
                candidate.unit(),
                site,
                candidate.way(),
                UnitSkip.of(result.obstacle().kind()),
                result.obstacle());
        return Optional.empty();
    }

    /** Who goes with one team of a demand, and what, cannot go with the next. */
    private static Function<Unit, Unit> free(List<UnitGrant> grants) {
        return unit -> {
            Unit seen = unit;
            for (UnitGrant grant : grants) {
                if (grant.unit().id() == unit.id() || grant.members().contains(unit.id())) {
                    seen = seen.plus(new Booking(
                            NOBODYS,
                            unit.id(),
                            unit.id(),
                            BookingKind.DUTY,
                            BookingState.RESERVED,
                            grant.span(),
                            null,
                            null,
                            null));
                }
            }
            return seen;
        };
    }

    /**
     * Looks at the demand's candidates, nearest first; notes those that are out of the question.
     *
     * @param passing whether those who cannot be had now may be passed over in a body once enough are listed
     */
    private void walk(UnitDemand demand, Policy policy, UnitLog log, boolean passing, Look look) {
        Map<Integer, ? extends Collection<Integer>> at = book.serving(demand.item());
        @Nullable Ways ways = world.ways(demand.site(), StorageClass.AMBIENT, policy);
        if (ways == null) {
            at.values().forEach(units -> note(log, UnitSkip.NO_TRANSPORT, count(demand, units)));
            return;
        }
        int[] sites = at.keySet().stream().mapToInt(site -> site).toArray();
        SiteQueue queue = new SiteQueue(sites, sites.length, demand.site(), policy, world, ways);
        while (!queue.isEmpty()) {
            int source = sites[queue.poll()];
            Collection<Integer> units = Objects.requireNonNull(at.get(source));
            if (source == demand.site() && policy.ownStock() != OwnStock.FIRST) {
                note(log, UnitSkip.OWN_SITE, count(demand, units));
            } else if (!world.site(source).open()) {
                note(log, UnitSkip.SITE_NOT_OPEN, count(demand, units));
            } else if (!atSite(
                    demand, log, look, prospective(demand, log, passing, units, source), source, ways.from(source))) {
                return;
            }
        }
    }

    /** Whom to look at one by one. */
    private Collection<Integer> prospective(
            UnitDemand demand, UnitLog log, boolean passing, Collection<Integer> units, int source) {
        Prospects.@Nullable AtSite at = passing && log.full() ? prospects.at(demand, source) : null;
        if (at == null) {
            return units;
        }
        at.closed().forEach((skip, count) -> note(log, skip, count));
        return at.open();
    }

    private boolean atSite(
            UnitDemand demand, UnitLog log, Look look, Collection<Integer> units, int source, Journey way) {
        @Nullable Span span = span(demand.wanted(), way);
        for (int id : units) {
            Unit unit = book.unit(id);
            if (unit.kind() != demand.kind()) {
                continue;
            }
            String site = world.site(source).code();
            if (span == null) {
                log.skipped(unit, site, way, UnitSkip.TOO_LATE, null);
            } else if (demand.takenBack().contains(id)) {
                log.skipped(unit, site, way, UnitSkip.TAKEN_BACK, null);
            } else if (!look.at(new Candidate(unit, source, way, span))) {
                return false;
            }
        }
        return true;
    }

    private static void note(UnitLog log, UnitSkip skip, int units) {
        if (units > 0) {
            log.skipped(skip, units);
        }
    }

    private int count(UnitDemand demand, Collection<Integer> units) {
        return (int) units.stream()
                .filter(id -> book.unit(id).kind() == demand.kind())
                .count();
    }

    /** From leaving, at once if it is late already, to being back; null if it would come when all is over. */
    private @Nullable Span span(Span wanted, Journey way) {
        Duration travel = Duration.ofMinutes(way.minutes());
        Instant inTime = wanted.start().minus(travel);
        Instant leaves = inTime.isBefore(now) ? now : inTime;
        return leaves.plus(travel).isBefore(wanted.end())
                ? new Span(leaves, wanted.end().plus(travel))
                : null;
    }

    /** Who may be sent by the policy of a demand. */
    private Eligibility by(UnitDemand demand) {
        return eligibility.by(world.policy(demand.rank().level()).duty(eligibility.rules()));
    }

    private Composition.Result fitting(UnitDemand demand, Unit unit, Span span, Function<Unit, Unit> as) {
        if (unit.kind() == UnitKind.TEAM) {
            Composition.Result result = by(demand)
                    .team(
                            as.apply(unit),
                            demand.item(),
                            demand.least(),
                            span,
                            book.members(unit).stream().map(as).toList());
            return result.obstacle() != null
                    ? result
                    : kits.missing(unit, span, as)
                            .map(obstacle -> new Composition.Result(List.of(), obstacle))
                            .orElse(result);
        }
        return by(demand)
                .obstacle(as.apply(unit), demand.item(), demand.least(), span, false)
                .map(obstacle -> new Composition.Result(List.of(), obstacle))
                .orElseGet(() -> new Composition.Result(List.of(), null));
    }

    /**
     * Units that are free then and could stand in for another, nearest to a site first.
     *
     * @param most how many at most
     */
    public List<Unit> free(UnitDemand demand, int most) {
        @Nullable
        Ways ways = world.ways(
                demand.site(), StorageClass.AMBIENT, world.policy(demand.rank().level()));
        Map<Integer, ? extends Collection<Integer>> at = book.serving(demand.item());
        return at.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> ways == null ? 0 : ways.minutesFrom(entry.getKey())))
                .flatMap(entry -> entry.getValue().stream())
                .map(book::unit)
                .filter(unit -> unit.kind() == demand.kind() && !unit.status().outOfUse())
                .filter(unit -> eligibility.calendar(unit, demand.wanted()).isEmpty())
                .limit(most)
                .toList();
    }

    /**
     * The bookings by rule, not yet left for, that stand between a demand and the units it could have: those of one unit
     * together, the nearest first.
     *
     * @param most how many units at most
     */
    public List<List<Booking>> wantedBack(UnitDemand demand, int most) {
        List<List<Booking>> wanted = new ArrayList<>();
        walk(demand, world.policy(demand.rank().level()), new UnitLog(0), false, candidate -> {
            if (fitting(demand, candidate.unit(), Objects.requireNonNull(candidate.span()), UnitRules::unreserved)
                            .obstacle()
                    == null) {
                wanted.add(inTheWay(demand, candidate));
            }
            return wanted.size() < most;
        });
        return wanted;
    }

    /** A unit as if nothing were booked that may be taken back. */
    private static Unit unreserved(Unit unit) {
        return without(
                unit,
                unit.bookings().stream()
                        .filter(UnitRules::takeable)
                        .map(Booking::id)
                        .toList());
    }

    private static boolean takeable(Booking booking) {
        return booking.kind() == BookingKind.ALLOCATION
                && booking.state() == BookingState.RESERVED
                && booking.officer() == null;
    }

    private static Unit without(Unit unit, Collection<UUID> bookings) {
        Unit free = unit;
        for (UUID booking : bookings) {
            free = free.minus(booking);
        }
        return free;
    }

    /** What is booked of a candidate, its members included, and cannot stand beside the new booking. */
    private List<Booking> inTheWay(UnitDemand demand, Candidate candidate) {
        List<Booking> all = new ArrayList<>();
        List<Unit> people = new ArrayList<>(List.of(candidate.unit()));
        people.addAll(book.members(candidate.unit()));
        Span span = Objects.requireNonNull(candidate.span());
        for (Unit unit : people) {
            unit.bookings().stream()
                    .filter(b -> takeable(b) && !by(demand).compatible(unit.kind(), b.span(), span))
                    .forEach(all::add);
        }
        return all;
    }

    /**
     * R6: the next unit that a demand gets by taking back bookings of lower classes, of the lowest class first, then the
     * nearest; none or one at a time, since what is taken back for one changes who can go.
     *
     * @param classOf demand class of the request a booking is for; null if it may not be taken back in this batch
     */
    public UnitDecision preempt(UnitDemand demand, Function<Booking, @Nullable Integer> classOf) {
        Policy policy = world.policy(demand.rank().level());
        UnitLog log = new UnitLog(policy.explainedSources());
        List<Takeover> takeovers = new ArrayList<>();
        walk(demand, policy, log, false, candidate -> {
            takeover(demand, candidate, classOf, takeovers.size(), log).ifPresent(takeovers::add);
            return true;
        });
        takeovers.sort(Comparator.comparingInt(Takeover::best).reversed().thenComparingInt(Takeover::order));
        List<UnitGrant> grants = new ArrayList<>();
        Map<UUID, Booking> taken = new LinkedHashMap<>();
        for (Takeover takeover : takeovers.subList(0, Math.min(1, takeovers.size()))) {
            grants.add(takeover.grant());
            log.took(
                    takeover.grant().unit(),
                    world.site(takeover.grant().source()).code(),
                    takeover.grant().journey());
            takeover.taken().forEach(b -> {
                if (taken.put(b.id(), b) == null) {
                    log.tookFrom(new TakenFrom(
                            Objects.requireNonNull(b.task()).request(),
                            b.task().line(),
                            takeover.grant().unit().code()));
                }
            });
        }
        int left = demand.count() - grants.size();
        @Nullable Reason reason = left == 0 ? null : log.reason();
        return new UnitDecision(
                demand,
                grants,
                List.copyOf(taken.values()),
                left,
                reason,
                log.write(demand.rank(), demand.count(), reason));
    }

    /** @param best the most urgent class that would lose something */
    private record Takeover(UnitGrant grant, List<Booking> taken, int best, int order) {}

    private Optional<Takeover> takeover(
            UnitDemand demand,
            Candidate candidate,
            Function<Booking, @Nullable Integer> classOf,
            int order,
            UnitLog log) {
        Span span = Objects.requireNonNull(candidate.span());
        List<Booking> taken = inTheWay(demand, candidate);
        int best = Integer.MAX_VALUE;
        for (Booking booking : taken) {
            @Nullable Integer held = classOf.apply(booking);
            best = Math.min(best, held == null ? -1 : held);
        }
        List<UUID> ids = taken.stream().map(Booking::id).toList();
        boolean lower = taken.isEmpty() || best > demand.rank().demandClass();
        Composition.Result result =
                fitting(demand, candidate.unit(), span, lower ? unit -> without(unit, ids) : unit -> unit);
        if (result.obstacle() != null) {
            log.skipped(
                    candidate.unit(),
                    world.site(candidate.source()).code(),
                    candidate.way(),
                    UnitSkip.of(result.obstacle().kind()),
                    result.obstacle());
            return Optional.empty();
        }
        return Optional.of(new Takeover(
                new UnitGrant(candidate.unit(), result.going(), candidate.source(), candidate.way(), span),
                lower ? needed(taken, candidate.unit(), result.going()) : List.of(),
                best,
                order));
    }

    /** Only what is booked of the unit itself and of those who would go. */
    private List<Booking> needed(List<Booking> taken, Unit unit, List<Integer> going) {
        return taken.stream()
                .filter(b -> b.unit() == unit.id() || going.contains(b.unit()))
                .toList();
    }
}
