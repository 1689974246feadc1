package dev.muster.allocation.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** How scarce stock is shared among the demands of one class (R7), in whole units. */
final class Shares {

    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    private Shares() {}

    /**
     * Who shares.
     *
     * @param wanted base units wanted in all
     * @param has base units it has already
     * @param most base units it can take now, at most {@code wanted - has}
     * @param keySite whether it is a key site
     */
    record Sharer(long wanted, long has, long most, boolean keySite) {}

    /** A fill rate, {@code part / whole}, at which a sharer begins or ceases to take. */
    private record Turn(int index, long part, long whole, boolean begins) implements Comparable<Turn> {
        /** Cross products of 128 bits each: a class may share by the ten thousand. */
        @Override
        public int compareTo(Turn other) {
            int high = Long.compare(Math.multiplyHigh(part, other.whole), Math.multiplyHigh(other.part, whole));
            return high != 0 ? high : Long.compareUnsigned(part * other.whole, other.part * whole);
        }
    }

    /**
     * An equal fill rate: everybody ends with the same part of what is wanted in all, as near as whole units allow
     * (largest remainder, ties in the order given); who has more than that already gets nothing, who can take less
     * leaves the rest to the others.
     *
     * @param supply base units there are
     * @return base units for each, in the order given; the sum is {@code min(supply, sum of most)}
     */
    static long[] equalFillRate(long supply, List<Sharer> sharers) {
        long[] most = sharers.stream().mapToLong(Sharer::most).toArray();
        if (LongStream.of(most).sum() <= supply) {
            return most;
        }
        long[] quotas = new long[most.length];
        if (supply > 0) {
            new Filling(supply, sharers, quotas).run();
        }
        return quotas;
    }

    /** Raises the fill rate from 0 until the supply, which is not enough for all, is used up. */
    private static final class Filling {

        private final List<Sharer> sharers;
        private final long[] quotas;
        private final Set<Integer> taking = new TreeSet<>();
        /** Wanted by who takes. */
        private BigInteger wanted = BigInteger.ZERO;
        /** The supply, less what those took who take no more, plus what those have who take. */
        private BigInteger there;

        Filling(long supply, List<Sharer> sharers, long[] quotas) {
            this.there = BigInteger.valueOf(supply);
            this.sharers = sharers;
            this.quotas = quotas;
        }

        void run() {
            for (Turn turn : turns()) {
                if (usedUpAt(turn)) {
                    break;
                }
                pass(turn);
            }
            round();
        }

        private List<Turn> turns() {
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < sharers.size(); i++) {
                Sharer sharer = sharers.get(i);
                if (sharer.most() > 0) {
                    turns.add(new Turn(i, sharer.has(), sharer.wanted(), true));
                    turns.add(new Turn(i, sharer.has() + sharer.most(), sharer.wanted(), false));
                }
            }
            Collections.sort(turns);
            return turns;
        }

        /** Whether those who take would have all there is at this rate. */
        private boolean usedUpAt(Turn rate) {
            return wanted.multiply(BigInteger.valueOf(rate.part))
                            .compareTo(there.multiply(BigInteger.valueOf(rate.whole)))
                    >= 0;
        }

        private void pass(Turn turn) {
            Sharer sharer = sharers.get(turn.index);
            if (turn.begins) {
                taking.add(turn.index);
                wanted = wanted.add(BigInteger.valueOf(sharer.wanted()));
                there = there.add(BigInteger.valueOf(sharer.has()));
            } else {
                taking.remove(turn.index);
                quotas[turn.index] = sharer.most();
                wanted = wanted.subtract(BigInteger.valueOf(sharer.wanted()));
                there = there.subtract(BigInteger.valueOf(sharer.has() + sharer.most()));
            }
        }

        /** Who takes ends at the rate {@code there / wanted}, in whole units. */
        private void round() {
            record Part(int index, BigInteger remainder) {}
            List<Part> parts = new ArrayList<>();
            BigInteger left = there;
            for (int i : taking) {
                Sharer sharer = sharers.get(i);
                BigInteger[] filled =
                        there.multiply(BigInteger.valueOf(sharer.wanted())).divideAndRemainder(wanted);
                quotas[i] = filled[0].longValueExact() - sharer.has();
                left = left.subtract(filled[0]);
                parts.add(new Part(i, filled[1]));
            }
            parts.sort(Comparator.comparing(Part::remainder).reversed());
            for (Part part : parts.subList(0, left.intValueExact())) {
                quotas[part.index]++;
            }
        }
    }

    private static BigInteger times(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    /**
     * Key sites first get the guaranteed part of what they want (all of them the same part of it, if there is not even
     * that much); what is left is shared at an equal fill rate among all.
     *
     * @param share guaranteed part, ten-thousandths
     */
    static long[] keySitesMinimum(long supply, List<Sharer> sharers, int share) {
        List<Sharer> guaranteed = sharers.stream()
                .map(s -> new Sharer(s.wanted(), s.has(), s.keySite() ? guaranteed(s, share) : 0, s.keySite()))
                .toList();
        long[] first = equalFillRate(supply, guaranteed);
        long left = supply;
        List<Sharer> after = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            Sharer s = sharers.get(i);
            left -= first[i];
            after.add(new Sharer(s.wanted(), s.has() + first[i], s.most() - first[i], s.keySite()));
        }
        long[] quotas = equalFillRate(left, after);
        for (int i = 0; i < quotas.length; i++) {
            quotas[i] += first[i];
        }
        return quotas;
    }

    private static long guaranteed(Sharer sharer, int share) {
        long part = times(sharer.wanted(), share)
                .add(WHOLE)
                .subtract(BigInteger.ONE)
                .divide(WHOLE)
                .longValueExact();
        return Math.min(sharer.most(), Math.max(0, part - sharer.has()));
    }
}
