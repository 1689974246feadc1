package dev.muster.restock.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.restock.review.Candidate.Exclusion;
import dev.muster.restock.review.OfferMatch.Want;
import dev.muster.restock.review.Ranking.Ranked;
import dev.muster.restock.review.Ranking.Weights;
import dev.muster.restock.review.ShortageOutlook.Arrival;
import dev.muster.restock.review.ShortageOutlook.Outlook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever the figures are. */
class ReviewProperties {

    private static final Weights WEIGHTS = new Weights(30, 30, 15, 15, 10);

    @Provide
    Arbitrary<Situation> situations() {
        Arbitrary<Long> quantity = Arbitraries.longs().between(0, 5_000);
        return Combinators.combine(
                        quantity,
                        quantity,
                        quantity,
                        quantity,
                        Arbitraries.integers().between(1, 30),
                        Arbitraries.oneOf(Arbitraries.just(0L), quantity),
                        Arbitraries.oneOf(Arbitraries.just(0L), quantity),
                        Arbitraries.integers().between(1, 400))
                .as(Situation::new);
    }

    @Property
    void shouldAskForNothingMoreOnceItHasAsked(
            @ForAll("situations") Situation s, @ForAll @IntRange(max = 30) int safety) {
        Finding finding = Finding.of(s, safety);
        if (finding != null) {
            assertThat(finding.quantity()).isPositive();
            assertThat(Finding.of(more(s, 0, 0, finding.quantity()), safety)).isNull();
        }
    }

    @Property
    void shouldNeverAskForMoreBecauseThereIsMore(
            @ForAll("situations") Situation s, @ForAll @LongRange(max = 1_000) long found) {
        assertThat(quantity(more(s, found, 0, 0))).isLessThanOrEqualTo(quantity(s));
        assertThat(quantity(more(s, 0, 0, found))).isLessThanOrEqualTo(quantity(s));
    }

    @Property
    void shouldNeverAskForLessBecauseMoreIsMissing(
            @ForAll("situations") Situation s, @ForAll @LongRange(max = 1_000) long missing) {
        assertThat(quantity(more(s, 0, missing, 0))).isGreaterThanOrEqualTo(quantity(s));
    }

    @Property
    void shouldNameAReasonExactlyWhereSomethingIsWanting(@ForAll("situations") Situation s) {
        boolean covered = s.missing() == 0 || Math.max(0, s.available() - s.floor()) + s.expected() >= s.missing();
        boolean enough = covered
                && s.position() >= s.floor()
                && s.position() >= s.par()
                && s.position() >= s.floor() + s.consumedMeanwhile();
        assertThat(Finding.of(s, 3) == null).isEqualTo(enough);
    }

    private static Situation more(Situation s, long available, long missing, long expected) {
        return new Situation(
                s.available() + available,
                s.floor(),
                s.par(),
                s.consumed(),
                s.days(),
                s.missing() + missing,
                s.expected() + expected,
                s.leadTimeHours());
    }

    private static long quantity(Situation s) {
        Finding finding = Finding.of(s, 3);
        return finding == null ? 0 : finding.quantity();
    }

    @Provide
    Arbitrary<Candidate> candidates() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofLength(6),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 500),
                        Arbitraries.doubles().between(1, 100).injectNull(0.2),
                        Arbitraries.longs().between(0, 2_000).injectNull(0.3),
                        Arbitraries.longs().between(1, 100),
                        Arbitraries.longs().between(1, 300),
                        Arbitraries.of(Exclusion.values()).injectNull(0.8))
                .as((code, kept, lead, price, capacity, pack, minimum, excluded) -> new Candidate(
                        code,
                        kept,
                        lead,
                        price,
                        price == null ? null : "CNY",
                        capacity,
                        100.0,
                        pack,
                        minimum,
                        excluded));
    }

    @Property
    void shouldSplitIntoWholePacksWithinWhatEachCanBring(
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("candidates") Candidate> candidates,
            @ForAll @LongRange(min = 1, max = 5_000) long quantity,
            @ForAll @IntRange(min = 1, max = 6) int most) {
        List<Ranked> ranked = Ranking.of(differing(candidates), quantity, 48, WEIGHTS);
        Split split = Split.over(ranked, quantity, most);
        long sum = 0;
        int at = -1;
        for (Split.Part part : split.parts()) {
            int place = place(ranked, part, at);
            Candidate c = ranked.get(place).candidate();
            at = place;
            sum += part.quantity();
            assertThat(c.excluded()).isNull();
            assertThat(part.quantity() % c.packSize()).isZero();
            assertThat(part.quantity()).isGreaterThanOrEqualTo(c.minimumOrder());
            if (c.capacityLeft() != null) {
                assertThat(part.quantity()).isLessThanOrEqualTo(c.capacityLeft());
            }
        }
        assertThat(split.parts()).hasSizeLessThanOrEqualTo(most);
        assertThat(split.left()).isEqualTo(Math.max(0, quantity - sum));
    }

    /** Suppliers have codes of their own. */
    private static List<Candidate> differing(List<Candidate> candidates) {
        List<Candidate> named = new ArrayList<>();
        for (Candidate c : candidates) {
            named.add(new Candidate(
                    c.supplier() + named.size(),
                    c.kept(),
                    c.leadTimeHours(),
                    c.pricePerUnit(),
                    c.currency(),
                    c.capacityLeft(),
                    c.distanceKm(),
                    c.packSize(),
                    c.minimumOrder(),
                    c.excluded()));
        }
        return named;
    }

    private static int place(List<Ranked> ranked, Split.Part part, int after) {
        for (int i = after + 1; i < ranked.size(); i++) {
            if (ranked.get(i).candidate().supplier().equals(part.supplier())) {
                return i;
            }
        }
        throw new AssertionError("Out of order: " + part);
    }

    @Property
    void shouldRankTheSameWhateverOrderSuppliersAreReadIn(
            @ForAll @Size(max = 8) List<@net.jqwik.api.From("candidates") Candidate> candidates, @ForAll long seed) {
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(seed));
        List<Double> scores = Ranking.of(candidates, 100, 48, WEIGHTS).stream()
                .map(Ranked::score)
                .toList();
        assertThat(Ranking.of(shuffled, 100, 48, WEIGHTS).stream().map(Ranked::score))
                .isEqualTo(scores);
        assertThat(scores).allMatch(score -> score >= 0 && score <= 1);
    }

    @Property
    void shouldPreferWhoIsQuickerAllElseBeingEqual(
            @ForAll("candidates") Candidate c, @ForAll @IntRange(min = 1, max = 500) int later) {
        Candidate slower = new Candidate(
                c.supplier() + "x",
                c.kept(),
                c.leadTimeHours() + later,
                c.pricePerUnit(),
                c.currency(),
                c.capacityLeft(),
                c.distanceKm(),
                c.packSize(),
                c.minimumOrder(),
                c.excluded());
        assertThat(Ranking.of(List.of(slower, c), 100, 24, WEIGHTS).get(0).candidate())
                .isEqualTo(c);
    }

    @Property
    void shouldShareOutNoMoreThanComesAndInOrder(
            @ForAll @Size(max = 8) List<@LongRange(min = 1, max = 100) Long> missing,
            @ForAll @Size(max = 8) List<@LongRange(min = 1, max = 100) Long> coming,
            @ForAll @LongRange(max = 200) long asked) {
        List<Arrival> arrivals = new ArrayList<>();
        for (long quantity : coming) {
            arrivals.add(new Arrival(Instant.ofEpochSecond(arrivals.size() * 3_600L), quantity));
        }
        List<Outlook> outlooks = ShortageOutlook.of(missing, arrivals, asked, 0);
        long promised = outlooks.stream().mapToLong(Outlook::promised).sum();
        long wanted = missing.stream().mapToLong(Long::longValue).sum();
        long comes = coming.stream().mapToLong(Long::longValue).sum();
        assertThat(promised).isEqualTo(Math.min(wanted, comes));
        assertThat(outlooks.stream().mapToLong(Outlook::asked).sum()).isEqualTo(Math.min(asked, wanted - promised));
        for (int i = 0; i < outlooks.size(); i++) {
            assertThat(outlooks.get(i).endsAt() != null)
                    .isEqualTo(outlooks.get(i).promised() == missing.get(i));
        }
        List<Instant> ends = outlooks.stream()
                .map(Outlook::endsAt)
                .filter(Objects::nonNull)
                .map(Instant.class::cast)
                .toList();
        assertThat(ends).isSorted();
    }

    @Property
    void shouldShareOutAnOfferWithinWantAndRoomAndToTheWorstOffFirst(
            @ForAll @Size(max = 8) List<@LongRange(min = 1, max = 500) Long> wanted,
            @ForAll @LongRange(max = 300) long room,
            @ForAll @LongRange(min = 1, max = 1_500) long offered) {
        List<Want> wants = new ArrayList<>();
        for (long quantity : wanted) {
            int n = wants.size();
            wants.add(new Want("S" + n, Reason.values()[n % 4], n % 3, quantity, n % 2 == 0 ? null : room));
        }
        List<OfferMatch.Part> parts = OfferMatch.of(wants, offered);
        long possible = wants.stream()
                .mapToLong(w -> w.room() == null ? w.wanted() : Math.min(w.wanted(), w.room()))
                .sum();
        assertThat(parts.stream().mapToLong(OfferMatch.Part::quantity).sum()).isEqualTo(Math.min(offered, possible));
        for (OfferMatch.Part part : parts) {
            Want want = wants.get(Integer.parseInt(part.site().substring(1)));
            long most = want.room() == null ? want.wanted() : Math.min(want.wanted(), want.room());
            assertThat(part.quantity()).isBetween(1L, most);
            boolean last = part == parts.get(parts.size() - 1);
            assertThat(last || part.quantity() == most).isTrue();
        }
    }
}
