package dev.muster.allocation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.engine.Shares.Sharer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** R7 in whole units, from single pieces to 10^12 each; jqwik prints the seed of a failure. */
class SharesProperties {

    private static final long LARGEST = 1_000_000_000_000L;

    /** A class that shares, made from one number. */
    private static final class Class {
        final Random random;
        final List<Sharer> sharers = new ArrayList<>();
        final long supply;

        Class(long seed) {
            random = new Random(seed);
            long largest = random.nextInt(4) == 0 ? LARGEST : 1 + random.nextInt(100);
            int count = random.nextInt(8);
            for (int i = 0; i < count; i++) {
                long wanted = 1 + random.nextLong(largest);
                long has = random.nextBoolean() ? 0 : random.nextLong(wanted);
                long open = wanted - has;
                long most = random.nextInt(3) == 0 ? random.nextLong(open + 1) : open;
                sharers.add(new Sharer(wanted, has, most, random.nextBoolean()));
            }
            supply = random.nextLong(most() + 2);
        }

        long most() {
            return sharers.stream().mapToLong(Sharer::most).sum();
        }
    }

    @Property(tries = 3000)
    void shouldGiveAllThereIsAndNobodyMoreThanCanBeTaken(@ForAll long seed, @ForAll @IntRange(max = 10_000) int share) {
        Class all = new Class(seed);
        for (long[] quotas : List.of(
                Shares.equalFillRate(all.supply, all.sharers),
                Shares.keySitesMinimum(all.supply, all.sharers, share))) {
            assertThat(LongStream.of(quotas).sum()).isEqualTo(Math.min(all.supply, all.most()));
            for (int i = 0; i < quotas.length; i++) {
                assertThat(quotas[i]).isBetween(0L, all.sharers.get(i).most());
            }
        }
    }

    /** Who got anything is, less one unit, not better off than anybody who could take one unit more. */
    @Property(tries = 3000)
    void shouldFillEverybodyEquallyWithinOneUnit(@ForAll long seed) {
        Class all = new Class(seed);
        long[] quotas = Shares.equalFillRate(all.supply, all.sharers);
        for (int i = 0; i < quotas.length; i++) {
            for (int j = 0; j < quotas.length; j++) {
                Sharer rich = all.sharers.get(i);
                Sharer poor = all.sharers.get(j);
                if (quotas[i] > 0 && quotas[j] < poor.most()) {
                    assertThat(times(rich.has() + quotas[i] - 1, poor.wanted()))
                            .as("%s of %s by %d", quotas, all.sharers, all.supply)
                            .isLessThan(times(poor.has() + quotas[j] + 1, rich.wanted()));
                }
            }
        }
    }

    @Property(tries = 3000)
    void shouldGiveKeySitesTheirGuaranteeFirst(@ForAll long seed, @ForAll @IntRange(max = 10_000) int share) {
        Class all = new Class(seed);
        long[] quotas = Shares.keySitesMinimum(all.supply, all.sharers, share);
        long[] guaranteed =
                all.sharers.stream().mapToLong(s -> guarantee(s, share)).toArray();
        long sum = LongStream.of(guaranteed).sum();
        for (int i = 0; i < quotas.length; i++) {
            if (sum <= all.supply) {
                assertThat(quotas[i]).isGreaterThanOrEqualTo(guaranteed[i]);
            } else {
                assertThat(quotas[i]).isLessThanOrEqualTo(guaranteed[i]);
            }
        }
    }

    /** What a key site still lacks of its part, rounded up, as far as it can be taken. */
    private static long guarantee(Sharer sharer, int share) {
        if (!sharer.keySite()) {
            return 0;
        }
        long part = times(sharer.wanted(), share)
                .add(BigInteger.valueOf(9_999))
                .divide(BigInteger.valueOf(10_000))
                .longValueExact();
        return Math.min(sharer.most(), Math.max(0, part - sharer.has()));
    }

    private static BigInteger times(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    @Property(tries = 1000)
    void shouldLetTheOrderDecideTies(
            @ForAll @IntRange(min = 1, max = 50) int count, @ForAll @IntRange(max = 500) int supply) {
        List<Sharer> equals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            equals.add(new Sharer(10, 0, 10, false));
        }
        long[] quotas = Shares.equalFillRate(supply, equals);
        long there = Math.min(supply, 10L * count);
        for (int i = 0; i < count; i++) {
            assertThat(quotas[i]).isEqualTo(there / count + (i < there % count ? 1 : 0));
        }
    }

    @Example
    void shouldRoundByTheLargestRemainder() {
        List<Sharer> sharers =
                List.of(new Sharer(10, 0, 10, false), new Sharer(30, 0, 30, false), new Sharer(60, 0, 60, false));
        assertThat(Shares.equalFillRate(25, sharers)).containsExactly(3, 7, 15);
        assertThat(Shares.equalFillRate(26, sharers)).containsExactly(3, 8, 15);
    }

    /** The first is above the rate of both, but the second can take one only: what is left is the first's. */
    @Example
    void shouldComeBackToWhoHasMoreThanOthersWhenTheyCanTakeNoMore() {
        List<Sharer> sharers = List.of(new Sharer(10, 5, 5, false), new Sharer(10, 0, 1, false));
        assertThat(Shares.equalFillRate(3, sharers)).containsExactly(2, 1);
    }
}
