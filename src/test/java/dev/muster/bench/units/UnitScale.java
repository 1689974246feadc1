package dev.muster.bench.units;

import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Meridian;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Rules;
import dev.muster.allocation.engine.units.UnitDecision;
import dev.muster.allocation.engine.units.UnitDemand;
import dev.muster.allocation.engine.units.UnitGrant;
import dev.muster.allocation.engine.units.UnitRules;
import dev.muster.request.Urgency;
import dev.muster.stock.Position;
import dev.muster.stock.StockBook;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.DutyRules;
import dev.muster.unit.Eligibility;
import dev.muster.unit.Shift;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Arguments: file of hospitals, requests, seed. */
final class UnitScale {

    private static final int PEOPLE = 100_000;
    private static final int ASSETS = 20_000;
    private static final int ITEMS = 8;
    private static final int BATCH = 100;
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Hospitals hospitals;
    private final int requests;
    private final long seed;

    private UnitScale(Path file, int requests, long seed) throws IOException {
        this.hospitals = new Hospitals(file, Meridian.POLICY);
        this.requests = requests;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        new UnitScale(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2])).run();
    }

    private void run() {
        System.out.printf(
                "%,d sites, %,d people, %,d assets, %,d requests each, seed %d; the second run of each counts%n",
                hospitals.count(), PEOPLE, ASSETS, requests, seed);
        for (int run = 0; run < 2; run++) {
            double supplies = told("supplies", supplies());
            for (UnitKind kind : List.of(UnitKind.PERSON, UnitKind.ASSET)) {
                double units = told(kind.name().toLowerCase(Locale.ROOT), units(kind));
                System.out.printf("  %.2f times the supplies' time%n", units / supplies);
                told("  short", shortLines(kind, false));
                told("  batch", shortLines(kind, true));
            }
        }
    }

    private record Outcome(long nanos, long served, long asked) {}

    private double told(String what, Outcome outcome) {
        double micros = outcome.nanos / 1e3 / requests;
        System.out.printf("%-9s %8.1f µs a request, %,d of %,d served%n", what, micros, outcome.served, outcome.asked);
        return micros;
    }

    private static Rank rank(Random random, int number) {
        return new Rank(
                1 + random.nextInt(4),
                Urgency.values()[random.nextInt(4)],
                false,
                NOW.plusSeconds(3600),
                NOW,
                new UUID(1, number),
                1);
    }

    private Outcome supplies() {
        Random random = new Random(seed);
        StockBook book = new StockBook();
        long id = 0;
        for (int site = 0; site < hospitals.count(); site++) {
            for (int item = 0; item < ITEMS; item++) {
                book.add(new Position(++id, site, item, id, "", null, 100, 0, 0), 0);
            }
        }
        Rules rules = new Rules(book, hospitals, NOW);
        long nanos = 0;
        long served = 0;
        for (int from = 0; from < requests; from += BATCH) {
            List<Demand> batch = new ArrayList<>();
            for (int i = from; i < Math.min(requests, from + BATCH); i++) {
                batch.add(new Demand(
                        rank(random, i),
                        random.nextInt(hospitals.count()),
                        random.nextInt(ITEMS),
                        List.of(),
                        150,
                        150,
                        Set.of(),
                        Set.of()));
            }
            batch.forEach(d -> hospitals.ways(d.site(), hospitals.item(0).storageClass(), Meridian.POLICY));
            long before = System.nanoTime();
            var decisions = rules.decide(batch);
            nanos += System.nanoTime() - before;
            served += decisions.stream().mapToLong(d -> 150 - d.left()).sum();
        }
        return new Outcome(nanos, served, 150L * requests);
    }

    private Outcome units(UnitKind kind) {
        Random random = new Random(seed);
        UnitBook book = book(kind, random);
        Eligibility eligibility = new Eligibility(
                new DutyRules(Duration.ofHours(11), Duration.ofHours(72), Duration.ofHours(24), ZoneOffset.UTC), NOW);
        UnitRules rules = new UnitRules(book, hospitals, eligibility, NOW);
        long nanos = 0;
        long served = 0;
        for (int i = 0; i < requests; i++) {
            Instant start = NOW.plus(Duration.ofHours(4 + random.nextInt(24 * 14)));
            UnitDemand demand = new UnitDemand(
                    rank(random, i),
                    random.nextInt(hospitals.count()),
                    random.nextInt(ITEMS),
                    kind,
                    kind == UnitKind.PERSON ? CompetencyLevel.INTERMEDIATE : null,
                    new Span(start, start.plus(Duration.ofHours(8 + random.nextInt(48)))),
                    2,
                    Set.of());
            hospitals.ways(demand.site(), hospitals.item(0).storageClass(), Meridian.POLICY);
            long before = System.nanoTime();
            UnitDecision decision = rules.decide(demand);
            decision.grants().forEach(grant -> book.put(booked(grant)));
            nanos += System.nanoTime() - before;
            served += decision.grants().size();
        }
        return new Outcome(nanos, served, 2L * requests);
    }

    /** All are booked already: every line looks in vain, by itself or as one of a batch that finds out once who cannot be had. */
    private Outcome shortLines(UnitKind kind, boolean together) {
        Random random = new Random(seed);
        UnitBook book = book(kind, random);
        Span month = new Span(NOW, NOW.plus(Duration.ofDays(30)));
        for (int id = 0; id < (kind == UnitKind.PERSON ? PEOPLE : ASSETS); id++) {
            book.put(book.unit(id).plus(duty(id, month)));
        }
        UnitRules rules = new UnitRules(
                book,
                hospitals,
                new Eligibility(
                        new DutyRules(Duration.ofHours(11), Duration.ofHours(72), Duration.ofHours(24), ZoneOffset.UTC),
                        NOW),
                NOW);
        List<UnitDemand> demands = new ArrayList<>();
        for (int i = 0; i < Math.min(requests, BATCH); i++) {
            demands.add(new UnitDemand(
                    rank(random, i),
                    random.nextInt(hospitals.count()),
                    0,
                    kind,
                    null,
                    new Span(NOW.plus(Duration.ofHours(40)), NOW.plus(Duration.ofHours(60 + random.nextInt(48)))),
                    2,
                    Set.of()));
            hospitals.ways(demands.get(i).site(), hospitals.item(0).storageClass(), Meridian.POLICY);
        }
        long before = System.nanoTime();
        if (together) {
            rules.expect(demands);
        }
        demands.forEach(rules::decide);
        long nanos = (System.nanoTime() - before) * requests / demands.size();
        return new Outcome(nanos, 0, 2L * demands.size());
    }

    private static Booking duty(int id, Span span) {
        return new Booking(UUID.randomUUID(), id, id, BookingKind.DUTY, BookingState.RESERVED, span, null, null, null);
    }

    private static Unit booked(UnitGrant grant) {
        int id = grant.unit().id();
        return grant.unit()
                .plus(new Booking(
                        UUID.randomUUID(),
                        id,
                        id,
                        BookingKind.ALLOCATION,
                        BookingState.RESERVED,
                        grant.span(),
                        null,
                        null,
                        null));
    }

    private UnitBook book(UnitKind kind, Random random) {
        int[] homes = hospitals.spread(kind == UnitKind.PERSON ? PEOPLE : ASSETS);
        List<Shift> onCall = List.of(new Shift(new Span(NOW.minusSeconds(1), NOW.plus(Duration.ofDays(31))), true));
        Map<Integer, Unit> units = new HashMap<>();
        Map<Integer, Map<Integer, TreeSet<Integer>>> serving = new HashMap<>();
        for (int id = 0; id < homes.length; id++) {
            int item = random.nextInt(ITEMS);
            units.put(
                    id,
                    new Unit(
                            id,
                            kind,
                            "U" + id,
                            homes[id],
                            homes[id],
                            UnitStatus.AVAILABLE,
                            null,
                            Map.of(item, new Unit.Grade(CompetencyLevel.values()[random.nextInt(4)])),
                            List.of(),
                            kind == UnitKind.PERSON ? onCall : List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()));
            serving.computeIfAbsent(item, i -> new HashMap<>())
                    .computeIfAbsent(homes[id], s -> new TreeSet<>())
                    .add(id);
        }
        return new UnitBook(units, serving, Map.of());
    }
}
