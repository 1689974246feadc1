package dev.muster.allocation.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * An equal fill rate: everybody ends with the same part of what is wanted in all, as near as whole units allow
     * (largest remainder, ties in the order given); who has more than that already gets nothing, who can take less
     * leaves the rest to the others.
     *
     * @param supply base units there are
     * @return base units for each, in the order given; the sum is {@code min(supply, sum of most)}
     */
    static long[] equalFillRate(long supply, List<Sharer> sharers) {
        long[] quotas = new long[sharers.size()];
        long most = sharers.stream().mapToLong(Sharer::most).sum();
        if (most <= supply) {
            for (int i = 0; i < quotas.length; i++) {
                quotas[i] = sharers.get(i).most();
            }
            return quotas;
        }
        fill(supply, sharers, quotas);
        return quotas;
    }

    /** A fill rate, as a fraction. */
    private record Rate(BigInteger filled, BigInteger all) implements Comparable<Rate> {

        static Rate of(long filled, long all) {
            return new Rate(BigInteger.valueOf(filled), BigInteger.valueOf(all));
        }

        /** At which a sharer begins to get something. */
        static Rate start(Sharer sharer) {
            return of(sharer.has(), sharer.wanted());
        }

        /** At which a sharer can take no more. */
        static Rate end(Sharer sharer) {
            return of(sharer.has() + sharer.most(), sharer.wanted());
        }

        /** What falls to all at this rate, times {@code all}. */
        BigInteger falls(List<Sharer> sharers) {
            BigInteger sum = BigInteger.ZERO;
            for (Sharer sharer : sharers) {
                BigInteger most = BigInteger.valueOf(sharer.most()).multiply(all);
                sum = sum.add(exact(sharer, filled, all).max(BigInteger.ZERO).min(most));
            }
            return sum;
        }

        @Override
        public int compareTo(Rate other) {
            return filled.multiply(other.all).compareTo(other.filled.multiply(all));
        }
    }

    /**
     * Shares at the one rate at which the supply is used up. It lies above the highest rate, of all those at which a
     * sharer begins or ends, that the supply suffices for; between them only those take part that have begun and not
     * ended.
     */
    private static void fill(long supply, List<Sharer> sharers, long[] quotas) {
        Rate below = enough(supply, sharers);
        List<Integer> open = new ArrayList<>();
        long left = supply;
        BigInteger has = BigInteger.ZERO;
        BigInteger wanted = BigInteger.ZERO;
        for (int i = 0; i < quotas.length; i++) {
            Sharer sharer = sharers.get(i);
            if (Rate.end(sharer).compareTo(below) <= 0) {
                quotas[i] = sharer.most();
                left -= quotas[i];
            } else if (Rate.start(sharer).compareTo(below) <= 0) {
                open.add(i);
                has = has.add(BigInteger.valueOf(sharer.has()));
                wanted = wanted.add(BigInteger.valueOf(sharer.wanted()));
            }
        }
        round(left, sharers, open, has.add(BigInteger.valueOf(left)), wanted, quotas);
    }

    /** The highest rate at which a sharer begins or ends and that the supply suffices for. */
    private static Rate enough(long supply, List<Sharer> sharers) {
        List<Rate> rates = sharers.stream()
                .flatMap(sharer -> Stream.of(Rate.start(sharer), Rate.end(sharer)))
                .sorted()
                .toList();
        int low = 0;
        int high = rates.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            Rate rate = rates.get(middle);
            if (rate.falls(sharers).compareTo(rate.all.multiply(BigInteger.valueOf(supply))) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return rates.get(low);
    }

    /** What falls to one at the rate {@code filled / all}, times {@code all}. */
    private static BigInteger exact(Sharer sharer, BigInteger filled, BigInteger all) {
        return BigInteger.valueOf(sharer.wanted())
                .multiply(filled)
                .subtract(BigInteger.valueOf(sharer.has()).multiply(all));
    }

    private static void round(
            long supply, List<Sharer> sharers, List<Integer> open, BigInteger filled, BigInteger all, long[] quotas) {
        record Part(int index, BigInteger remainder) {}
        List<Part> parts = new ArrayList<>();
        long left = supply;
        for (int i : open) {
            BigInteger[] divided =
                    exact(sharers.get(i), filled, all).max(BigInteger.ZERO).divideAndRemainder(all);
            quotas[i] = Math.min(divided[0].longValueExact(), sharers.get(i).most());
            left -= quotas[i];
            parts.add(new Part(i, divided[1]));
        }
        parts.sort(Comparator.comparing(Part::remainder).reversed());
        for (Part part : parts) {
            if (left > 0 && quotas[part.index] < sharers.get(part.index).most()) {
                quotas[part.index]++;
                left--;
            }
        }
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
        long part = BigInteger.valueOf(sharer.wanted())
                .multiply(BigInteger.valueOf(share))
                .add(WHOLE)
                .subtract(BigInteger.ONE)
                .divide(WHOLE)
                .longValueExact();
        return Math.min(sharer.most(), Math.max(0, part - sharer.has()));
    }
}
