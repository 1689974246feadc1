package dev.muster.allocation.engine.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.engine.Meridian;
import dev.muster.allocation.engine.Policies;
import dev.muster.allocation.engine.Rank;
import dev.muster.request.Urgency;
import dev.muster.unit.Booking;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.CompetencyLevel;
import dev.muster.unit.DutyRules;
import dev.muster.unit.Eligibility;
import dev.muster.unit.Span;
import dev.muster.unit.Unit;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Passing over in a body whom nobody can have decides as looking at each does. */
class ProspectsProperties {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final int ITEM = 1;
    private static final int SITES = 6;

    @Property(tries = 300)
    void shouldDecideAlikeWhetherOrNotTheHopelessAreKnown(@ForAll long seed) {
        Random random = new Random(seed);
        Map<Integer, Unit> units = units(random);
        List<UnitDemand> demands = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            demands.add(demand(random, n));
        }
        assertThat(told(units, demands, true)).isEqualTo(told(units, demands, false));
    }

    private static List<String> told(Map<Integer, Unit> units, List<UnitDemand> demands, boolean expected) {
        UnitBook book = book(units);
        UnitRules rules = new UnitRules(
                book,
                world(),
                new Eligibility(
                        new DutyRules(Duration.ofHours(4), Duration.ofHours(72), Duration.ofHours(8), ZoneOffset.UTC),
                        NOW),
                NOW);
        if (expected) {
            rules.expect(demands);
        }
        List<String> told = new ArrayList<>();
        for (UnitDemand demand : demands) {
            UnitDecision decision = rules.decide(demand);
            decision.grants().forEach(grant -> book.put(booked(grant.unit(), grant.span())));
            told.add(
                    decision.grants().stream().map(grant -> grant.unit().code()).toList()
                            + " " + decision.left() + " " + decision.reason() + " "
                            + decision.explanation().units() + " "
                            + counted(decision));
        }
        return told;
    }

    /** Of a line that is served, those of the last site may be counted whole or not. */
    private static int counted(UnitDecision decision) {
        return decision.left() == 0
                ? 0
                : decision.explanation().moreUnits().values().stream()
                        .mapToInt(n -> n)
                        .sum();
    }

    private static Meridian world() {
        Meridian world = new Meridian();
        for (int site = 0; site < SITES; site++) {
            world.site(site, site, site != 4);
        }
        world.policy(Policies.explaining(3));
        return world;
    }

    private static UnitDemand demand(Random random, int number) {
        Instant start = NOW.plus(Duration.ofHours(6 + random.nextInt(12)));
        return new UnitDemand(
                new Rank(
                        Rank.NO_INCIDENT,
                        Urgency.values()[random.nextInt(4)],
                        false,
                        start,
                        NOW,
                        new UUID(1, number),
                        1),
                random.nextInt(SITES),
                ITEM,
                UnitKind.ASSET,
                random.nextBoolean() ? CompetencyLevel.INTERMEDIATE : null,
                new Span(start, start.plus(Duration.ofHours(1 + random.nextInt(30)))),
                1 + random.nextInt(3),
                Set.of());
    }

    private static Map<Integer, Unit> units(Random random) {
        Map<Integer, Unit> units = new HashMap<>();
        for (int id = 0; id < 40; id++) {
            int site = random.nextInt(SITES);
            Unit unit = new Unit(
                    id,
                    UnitKind.ASSET,
                    "A" + id,
                    site,
                    site,
                    random.nextInt(6) == 0 ? UnitStatus.OUT_OF_SERVICE : UnitStatus.AVAILABLE,
                    null,
                    Map.of(ITEM, new Unit.Grade(CompetencyLevel.values()[random.nextInt(4)])),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
            if (random.nextInt(3) > 0) {
                Instant start = NOW.plus(Duration.ofHours(random.nextInt(40)));
                unit = booked(unit, new Span(start, start.plus(Duration.ofHours(1 + random.nextInt(30)))));
            }
            units.put(id, unit);
        }
        return units;
    }

    private static Unit booked(Unit unit, Span span) {
        return unit.plus(new Booking(
                UUID.randomUUID(),
                unit.id(),
                unit.id(),
                BookingKind.DUTY,
                BookingState.RESERVED,
                span,
                null,
                null,
                null));
    }

    private static UnitBook book(Map<Integer, Unit> units) {
        Map<Integer, TreeSet<Integer>> at = new HashMap<>();
        units.values()
                .forEach(unit ->
                        at.computeIfAbsent(unit.site(), s -> new TreeSet<>()).add(unit.id()));
        return new UnitBook(new HashMap<>(units), Map.of(ITEM, at), Map.of());
    }
}
