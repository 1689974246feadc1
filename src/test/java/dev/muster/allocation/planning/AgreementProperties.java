package dev.muster.allocation.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.Facts;
import dev.muster.allocation.engine.Decision;
import dev.muster.allocation.engine.Demand;
import dev.muster.allocation.engine.Grant;
import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policies;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Rules;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.allocation.engine.Ways;
import dev.muster.allocation.engine.World;
import dev.muster.allocation.plan.Plan;
import dev.muster.allocation.plan.Planner;
import dev.muster.allocation.plan.Progress;
import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.allocation.plan.UnitPlan;
import dev.muster.allocation.planning.PlanResult.Comparison;
import dev.muster.allocation.planning.PlanResult.LineRow;
import dev.muster.allocation.planning.PlanResult.SourceRow;
import dev.muster.allocation.planning.Reading.Held;
import dev.muster.allocation.planning.Reading.LineKey;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.allocation.planning.Reading.Shelf;
import dev.muster.allocation.planning.Reading.Stock;
import dev.muster.catalogue.StorageClass;
import dev.muster.incident.Sharing;
import dev.muster.request.Urgency;
import dev.muster.stock.Position;
import dev.muster.stock.StockBook;
import dev.muster.travel.DefaultJourneys;
import dev.muster.travel.Journey;
import dev.muster.travel.Journeys;
import dev.muster.travel.Place;
import dev.muster.unit.UnitBook;
import dev.muster.unit.UnitTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Two ways to decide, the same rules: what a plan and what the rules make of one and the same small world. Officers'
 * choices and overrides take no part.
 */
class AgreementProperties {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final Journeys JOURNEYS = DefaultJourneys.make();
    private static final int SITES = 6;

    /** A world made from one number, and what is asked in it. */
    private static final class Game implements World {
        final Random random;
        final Facts facts = new Facts();
        final Policy policy;
        final StockBook book = new StockBook();
        final List<Position> positions = new ArrayList<>();
        final Map<Shelf, Long> floors = new HashMap<>();
        final Map<LineKey, OpenLine> lines = new HashMap<>();
        final int items;

        Game(long seed, boolean oneClass) {
            random = new Random(seed);
            items = 1 + random.nextInt(2);
            policy = Policies.random(
                    10, 1, Sharing.FIRST_COME, 0, random.nextBoolean() ? Set.of(Urgency.STAT) : Set.of());
            for (int item = 0; item < items; item++) {
                facts.add(new Facts.Item(
                        new ItemFacts(item, "I" + item, random.nextInt(3), StorageClass.AMBIENT), "SUPPLY", List.of()));
            }
            for (int level = 1; level <= Rank.NO_INCIDENT; level++) {
                facts.select(level, policy);
            }
            for (int site = 0; site < SITES; site++) {
                facts.add(new Facts.Site(
                        new SiteFacts(site, "S" + site, random.nextInt(6) > 0, site),
                        new Place(30 + random.nextInt(5) * 0.1, 114 + random.nextInt(5) * 0.1),
                        random.nextInt(3) == 0,
                        null));
                for (int item = 0; item < items; item++) {
                    stock(site, item);
                }
            }
            int level = 1 + random.nextInt(5);
            Urgency urgency = Urgency.values()[random.nextInt(4)];
            for (int i = random.nextInt(10); i >= 0; i--) {
                ask(oneClass ? level : 1 + random.nextInt(3), oneClass ? urgency : Urgency.values()[random.nextInt(4)]);
            }
        }

        private void stock(int site, int item) {
            long floor = random.nextInt(2) == 0 ? random.nextInt(20) : 0;
            if (floor > 0) {
                floors.put(new Shelf(site, item), floor);
            }
            for (int lot = random.nextInt(3); lot > 0; lot--) {
                long id = positions.size();
                LocalDate expiry = random.nextBoolean() ? null : TODAY.plusDays(random.nextInt(6) - 1);
                Position position = new Position(id, site, item, id, "", expiry, random.nextInt(30), 0, 0);
                positions.add(position);
                book.add(position, floor);
            }
        }

        private void ask(int level, Urgency urgency) {
            LineKey key = new LineKey(new UUID(random.nextLong(), random.nextLong()), 1);
            lines.put(
                    key,
                    new OpenLine(
                            key,
                            random.nextInt(SITES),
                            level,
                            urgency,
                            NOW.plusSeconds(random.nextInt(3)),
                            NOW,
                            random.nextInt(items),
                            false,
                            1 + random.nextInt(40),
                            0));
        }

        Demand demand(OpenLine line) {
            Rank rank = new Rank(
                    line.level(),
                    line.urgency(),
                    facts.site(line.site()).keySite(),
                    line.neededBy(),
                    line.submittedAt(),
                    line.key().request(),
                    line.key().line());
            return new Demand(
                    rank, line.site(), line.item(), List.of(), line.quantity(), line.quantity(), Set.of(), Set.of());
        }

        /** What stands now, with these reservations. */
        Reading reading(List<Held> held) {
            Map<LineKey, Long> allocated = new HashMap<>();
            held.forEach(h -> allocated.merge(h.key(), h.quantity(), Long::sum));
            List<OpenLine> open = new ArrayList<>();
            lines.values()
                    .forEach(line -> open.add(new OpenLine(
                            line.key(),
                            line.site(),
                            line.level(),
                            line.urgency(),
                            line.neededBy(),
                            line.submittedAt(),
                            line.item(),
                            false,
                            line.quantity(),
                            allocated.getOrDefault(line.key(), 0L))));
            List<Stock> stock = new ArrayList<>();
            for (Position position : positions) {
                LocalDate expiry = position.expiry();
                stock.add(new Stock(
                        position.id(),
                        new Shelf(position.site(), position.item()),
                        expiry == null ? Long.MAX_VALUE : expiry.toEpochDay(),
                        position.available()));
            }
            return new Reading(
                    facts,
                    NOW,
                    open,
                    stock,
                    floors,
                    held,
                    Map.of(),
                    null,
                    new UnitReading(UnitBook.nobody(), List.of(), Map.of(), UnitTerms.PLAIN.duty()));
        }

        List<Held> decide() {
            List<Held> held = new ArrayList<>();
            List<Demand> demands = lines.values().stream().map(this::demand).toList();
            for (Decision decision : new Rules(book, this, NOW).decide(demands)) {
                Rank rank = decision.demand().rank();
                for (Grant grant : decision.grants()) {
                    held.add(new Held(
                            new LineKey(rank.request(), rank.line()),
                            grant.lot().id(),
                            new Shelf(grant.lot().site(), grant.lot().item()),
                            grant.quantity(),
                            true));
                }
            }
            return held;
        }

        @Override
        public SiteFacts site(int id) {
            return facts.site(id).facts();
        }

        @Override
        public ItemFacts item(int id) {
            return facts.item(id).facts();
        }

        @Override
        public Policy policy(int level) {
            return policy;
        }

        @Override
        public @Nullable Ways ways(int destination, StorageClass storageClass, Policy policy) {
            return new Ways() {
                @Override
                public int minutesFrom(int site) {
                    return from(site).minutes();
                }

                @Override
                public Journey from(int site) {
                    return JOURNEYS.fastest(
                            facts.site(site).place(), facts.site(destination).place(), policy.modes());
                }
            };
        }

        @Override
        public int tier(int source, int destination) {
            return 0;
        }
    }

    private static List<LineRow> plan(Reading reading, PlanResult[] result) {
        Wish wish = new Wish(
                new Wish.Scope(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
                new Wish.WhatIf(List.of(), List.of(), List.of(), null, false),
                Wish.Movable.BY_POLICY,
                Objective.LEAST_TOTAL_TIME);
        Draft draft = new Drafting(reading, wish, JOURNEYS, new TravelMemory(100)).draft();
        List<Plan> plans = draft.instances().stream()
                .map(instance -> new Planner(1).plan(instance, Progress.NONE, () -> false))
                .toList();
        Findings findings = new Findings(draft, plans);
        List<LineRow> rows = findings.rows();
        result[0] = findings.result(rows, new UnitPlan(List.of(), 0, 0), null, 0, 0);
        return rows;
    }

    private static long served(List<LineRow> rows) {
        return rows.stream().mapToLong(LineRow::served).sum();
    }

    @Property(tries = 1500)
    void shouldServeOneClassAtLeastAsMuchAsTheRulesAndBreakNoFloor(@ForAll long seed) {
        Game game = new Game(seed, true);
        PlanResult[] result = new PlanResult[1];
        List<LineRow> rows = plan(game.reading(List.of()), result);
        assertThat(result[0].optimal()).isTrue();
        expectFloors(game, rows);
        long byRules = game.decide().stream().mapToLong(Held::quantity).sum();
        assertThat(served(rows)).isGreaterThanOrEqualTo(byRules);
    }

    /** R4 as the rules look at it: who may not go below gets only what is free above the floor. */
    private static void expectFloors(Game game, List<LineRow> rows) {
        Map<Shelf, Long> given = new HashMap<>();
        for (LineRow row : rows) {
            boolean below =
                    game.policy.mayGoBelowFloor(game.demand(row.line().line).rank());
            for (SourceRow source : row.sources()) {
                if (!below) {
                    given.merge(new Shelf(source.site(), source.item()), source.planned(), Long::sum);
                }
            }
        }
        given.forEach((shelf, quantity) -> {
            long free =
                    game.book.shelf(shelf.site(), shelf.item()).orElseThrow().free(TODAY);
            long floor = game.floors.getOrDefault(shelf, 0L);
            assertThat(quantity).as("%s", shelf).isLessThanOrEqualTo(Math.max(0, free - floor));
            assertThat(game.facts.site(shelf.site()).facts().open()).isTrue();
        });
    }

    @Property(tries = 1500)
    void shouldBeNoWorseThanWhatStandsAndTakeOnlyForHigherClasses(@ForAll long seed) {
        Game game = new Game(seed, false);
        List<Held> held = game.decide();
        for (int more = game.random.nextInt(3); more > 0; more--) {
            game.ask(1 + game.random.nextInt(3), Urgency.values()[game.random.nextInt(4)]);
        }
        PlanResult[] result = new PlanResult[1];
        List<LineRow> rows = plan(game.reading(held), result);
        assertThat(result[0].comparison()).isNotEqualTo(Comparison.WORSE);
        Map<Integer, Long> gains = new TreeMap<>();
        rows.forEach(row -> gains.merge(
                row.line().levelAndUrgency(), row.served() - row.line().line.allocated(), Long::sum));
        for (LineRow row : rows) {
            if (row.served() < row.line().line.allocated()) {
                assertThat(gains.entrySet())
                        .anyMatch(gain -> gain.getKey() < row.line().levelAndUrgency() && gain.getValue() > 0);
            }
        }
        Map<Long, Long> byPosition = new HashMap<>();
        held.forEach(h -> byPosition.merge(h.position(), h.quantity(), Long::sum));
        Map<Shelf, Long> planned = new HashMap<>();
        rows.forEach(row ->
                row.sources().forEach(s -> planned.merge(new Shelf(s.site(), s.item()), s.planned(), Long::sum)));
        planned.forEach((shelf, quantity) -> assertThat(quantity)
                .isLessThanOrEqualTo(game.positions.stream()
                        .filter(p -> p.site() == shelf.site() && p.item() == shelf.item())
                        .mapToLong(p -> p.available() + byPosition.getOrDefault(p.id(), 0L))
                        .sum()));
    }
}
