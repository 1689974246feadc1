package dev.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.demo.Deed.Ask;
import dev.muster.demo.Deed.Fetch;
import dev.muster.demo.Deed.Move;
import dev.muster.demo.Deed.Urgency;
import dev.muster.demo.Deed.Wish;
import dev.muster.demo.OpenRequests.Open;
import dev.muster.demo.Picture.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 19);
    private static final UUID RUN = UUID.fromString("0b9f2f0e-6f5b-4c0c-9a52-4d6b8a1f0001");
    private static final int MAX_OPEN = 120;

    private final Province province = ProvinceFiles.read();
    private final Scenario scenario = new Scenario(province, RUN, 7, MAX_OPEN);

    @Test
    void shouldDoTheSameAtTheSameStep() {
        assertThat(deeds(500, Picture.EMPTY)).isEqualTo(deeds(500, Picture.EMPTY));
        assertThat(new Scenario(province, UUID.randomUUID(), 7, MAX_OPEN)
                        .deeds(new Course(province, 7, 3), Picture.EMPTY, noneOpen(), TODAY))
                .extracting(Deed::id)
                .doesNotContainAnyElementsOf(ids(deeds(3, Picture.EMPTY)));
    }

    @Test
    void shouldNeverUseAnIdTwice() {
        Set<UUID> seen = new HashSet<>();
        everyStep(
                10,
                Picture.EMPTY,
                deed -> assertThat(seen.add(deed.id())).as(deed.toString()).isTrue());
        assertThat(seen).hasSizeGreaterThan(500);
    }

    @Test
    void shouldAskForSuppliesInEveryUrgencyMostlyRoutine() {
        List<Ask> asked = asksOfDays(20);
        Set<String> supplies =
                province.supplies().stream().map(Province.Good::code).collect(Collectors.toSet());
        supplies.add(Kits.FIRST_AID);

        assertThat(asked).flatExtracting(Ask::lines).extracting(Wish::item).isSubsetOf(supplies);
        assertThat(asked).extracting(Ask::urgency).contains(Urgency.values());
        assertThat(count(asked, Urgency.STAT)).isPositive().isLessThan(asked.size() / 8);
        assertThat(asked).flatExtracting(Ask::lines).extracting(Wish::quantity).containsNull();
        assertThat(asked)
                .filteredOn(Ask::byKeeper)
                .isNotEmpty()
                .allSatisfy(ask -> assertThat(ask.site()).isEqualTo("HOSP-01"));
    }

    @Test
    void shouldAskForKitsOutsideHospitals() {
        Set<String> sites = asksOfDays(6).stream()
                .filter(ask -> ask.lines().get(0).item().equals(Kits.FIRST_AID))
                .map(Ask::site)
                .collect(Collectors.toSet());
        Set<String> kinds = province.places().stream()
                .filter(place -> sites.contains(place.code()))
                .map(place -> place.kind().name())
                .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder("CLINIC", "SHELTER", "RESCUE_STATION");
    }

    @Test
    void shouldAskForNothingNewOnceTooMuchIsOpen() {
        List<Open> open = new ArrayList<>();
        for (int i = 0; i < MAX_OPEN; i++) {
            open.add(new Open(UUID.randomUUID(), "HOSP-01", Urgency.ROUTINE, 0, Set.of(), false));
        }
        for (int step = 0; step < 20; step++) {
            assertThat(scenario.deeds(new Course(province, 7, step), Picture.EMPTY, new OpenRequests(open), TODAY))
                    .noneMatch(Ask.class::isInstance);
        }
    }

    @Test
    void shouldEndARequestWhenServedAndInTheEndAnyway() {
        Open served = new Open(UUID.randomUUID(), "HOSP-02", Urgency.STAT, 0, Set.of(), true);
        Open waiting = new Open(UUID.randomUUID(), "HOSP-03", Urgency.STAT, 0, Set.of(), false);
        OpenRequests open = new OpenRequests(List.of(served, waiting));

        assertThat(endedBy(scenario.deeds(new Course(province, 7, 4), Picture.EMPTY, open, TODAY)))
                .isEmpty();
        assertThat(endedBy(scenario.deeds(new Course(province, 7, 24), Picture.EMPTY, open, TODAY)))
                .containsExactly(served.id());
        assertThat(endedBy(scenario.deeds(
                        new Course(province, 7, Closing.longestPatienceSteps()), Picture.EMPTY, open, TODAY)))
                .containsExactlyInAnyOrder(served.id(), waiting.id());
    }

    @Test
    void shouldDeliverNothingToAFullWarehouseAndWriteOffWhatHasExpired() {
        Picture full = new Picture(province.warehouses().stream()
                .flatMap(w -> province.supplies().stream()
                        .map(g -> new Shelf(w.code(), g.code(), "A", TODAY.minusDays(1), 9_000_000, 0, 9_000_000)))
                .toList());

        List<Deed> deeds = deeds(200, full);

        assertThat(deeds)
                .filteredOn(d -> d instanceof Move m && m.kind().equals("RECEIPT"))
                .isEmpty();
        assertThat(deeds)
                .filteredOn(d -> d instanceof Move m && m.kind().equals("WRITE_OFF"))
                .hasSize(full.shelves().size());
    }

    @Test
    void shouldKeepRecalledGoodsHeld() {
        Picture recalled = new Picture(List.of(
                new Shelf("WH-01", "TST-ANTIGEN", "ANTIGEN-R", null, 100, 100, 0),
                new Shelf("WH-01", "PPE-N95", "N95-A", null, 100, 100, 0)));
        Set<String> freed = new HashSet<>();
        everyStep(20, recalled, deed -> {
            if (deed instanceof Move move && move.kind().equals("UNHOLD")) {
                freed.add(move.item());
            }
        });
        assertThat(freed).containsExactly("PPE-N95");
    }

    @Test
    void shouldAlwaysNeedThingsInTheFutureTheMoreUrgentTheSooner() {
        Instant now = Instant.parse("2026-01-19T00:00:00Z");
        for (double speed : new double[] {1, 600, 7200}) {
            Pace pace = new Pace(speed, Duration.ofSeconds(60));
            List<Instant> neededBy = java.util.Arrays.stream(Urgency.values())
                    .map(urgency -> pace.neededBy(new Ask(RUN, "HOSP-01", true, urgency, "E", List.of()), now))
                    .toList();
            assertThat(neededBy).isSorted().doesNotHaveDuplicates();
            assertThat(neededBy.get(0)).isAfter(now.plusSeconds(60));
        }
    }

    private List<Ask> asksOfDays(int days) {
        List<Ask> asked = new ArrayList<>();
        everyStep(days, Picture.EMPTY, deed -> {
            if (deed instanceof Ask ask) {
                asked.add(ask);
            }
        });
        return asked;
    }

    private void everyStep(int days, Picture stock, Consumer<Deed> visitor) {
        Course course = new Course(province, 7, 0);
        for (int step = 0; step < days * Course.STEPS_PER_DAY; step++) {
            scenario.deeds(course, stock, noneOpen(), TODAY).forEach(visitor);
            course.advance();
        }
    }

    private List<Deed> deeds(long step, Picture stock) {
        return scenario.deeds(new Course(province, 7, step), stock, noneOpen(), TODAY);
    }

    private static OpenRequests noneOpen() {
        return new OpenRequests(List.of());
    }

    private static List<UUID> ids(List<Deed> deeds) {
        return deeds.stream().map(Deed::id).toList();
    }

    private static long count(List<Ask> asked, Urgency urgency) {
        return asked.stream().filter(ask -> ask.urgency() == urgency).count();
    }

    private static List<UUID> endedBy(List<Deed> deeds) {
        return deeds.stream()
                .filter(d -> d instanceof Fetch || d instanceof Deed.Withdraw)
                .map(d -> d instanceof Fetch f ? f.request() : ((Deed.Withdraw) d).request())
                .toList();
    }
}
