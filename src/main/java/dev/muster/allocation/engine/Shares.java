package dev.muster.allocation.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < quotas.length; i++) {
            open.add(i);
        }
        fill(supply, sharers, open, quotas);
        return quotas;
    }

    /** Takes out who is above the rate, then who cannot take it all, until the rate holds for all that are left. */
    private static void fill(long supply, List<Sharer> sharers, List<Integer> open, long[] quotas) {
        long left = supply;
        while (true) {
            BigInteger has = BigInteger.valueOf(left);
            BigInteger wanted = BigInteger.ZERO;
            for (int i : open) {
                has = has.add(BigInteger.valueOf(sharers.get(i).has()));
                wanted = wanted.add(BigInteger.valueOf(sharers.get(i).wanted()));
            }
            BigInteger filled = has;
            BigInteger all = wanted;
            List<Integer> above = open.stream()
                    .filter(i -> exact(sharers.get(i), filled, all).signum() <= 0)
                    .toList();
            if (!above.isEmpty() && above.size() < open.size()) {
                open.removeAll(above);
                continue;
            }
            List<Integer> full = open.stream()
                    .filter(i -> exact(sharers.get(i), filled, all)
                                    .compareTo(BigInteger.valueOf(sharers.get(i).most())
                                            .multiply(all))
                            >= 0)
                    .toList();
            if (full.isEmpty() || full.size() == open.size()) {
                round(left, sharers, open, filled, all, quotas);
                return;
            }
            for (int i : full) {
                quotas[i] = sharers.get(i).most();
                left -= quotas[i];
            }
            open.removeAll(full);
        }
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
