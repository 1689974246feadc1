package dev.muster.allocation.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * R7 for the reference, by filling a vessel: the level rises until the supply is used up; whoever stands above it gets
 * nothing, whoever is full no more. The exact level is found between the two heights, of all at which somebody starts or
 * stops, that enclose it.
 */
final class Portions {

    /** What somebody wants in all, has, and can take. */
    record Part(long wanted, long has, long most) {}

    /** A height, as a fraction of what is wanted. */
    private record Height(long over, long under) implements Comparable<Height> {
        @Override
        public int compareTo(Height other) {
            return Long.compare(over * other.under, other.over * under);
        }
    }

    private Portions() {}

    /** Base units for each: the same part of what each wants, rounded by largest remainder, ties in the order given. */
    static long[] equal(long supply, List<Part> parts) {
        long[] portions = parts.stream().mapToLong(Part::most).toArray();
        if (IntStream.range(0, portions.length).mapToLong(i -> portions[i]).sum() <= supply) {
            return portions;
        }
        Height height = height(supply, parts);
        List<long[]> remainders = new ArrayList<>();
        long left = supply;
        for (int i = 0; i < portions.length; i++) {
            Part part = parts.get(i);
            long exact = Math.max(0, part.wanted * height.over - part.has * height.under);
            exact = Math.min(exact, part.most * height.under);
            portions[i] = exact / height.under;
            left -= portions[i];
            remainders.add(new long[] {i, exact % height.under});
        }
        remainders.sort(Comparator.comparing((long[] r) -> -r[1]));
        for (int i = 0; i < left; i++) {
            portions[(int) remainders.get(i)[0]]++;
        }
        return portions;
    }

    private static Height height(long supply, List<Part> parts) {
        TreeSet<Height> heights = new TreeSet<>();
        parts.forEach(part -> {
            heights.add(new Height(part.has, part.wanted));
            heights.add(new Height(part.has + part.most, part.wanted));
        });
        Height below = heights.first();
        for (Height above : heights) {
            long full = 0;
            long has = 0;
            long wanted = 0;
            for (Part part : parts) {
                if (new Height(part.has + part.most, part.wanted).compareTo(below) <= 0) {
                    full += part.most;
                } else if (new Height(part.has, part.wanted).compareTo(below) <= 0) {
                    has += part.has;
                    wanted += part.wanted;
                }
            }
            if (wanted > 0) {
                Height level = new Height(supply - full + has, wanted);
                if (level.compareTo(above) <= 0) {
                    return level;
                }
            }
            below = above;
        }
        throw new IllegalStateException("More supply than anybody can take: " + supply + " of " + parts);
    }

    /** The guaranteed part of the need first, where it is one; then the same part for everybody. */
    static long[] keyFirst(long supply, List<Part> parts, List<Boolean> key, int tenThousandths) {
        List<Part> guaranteed = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long due = (part.wanted * tenThousandths + 9_999) / 10_000 - part.has;
            guaranteed.add(new Part(part.wanted, part.has, key.get(i) ? Math.max(0, Math.min(part.most, due)) : 0));
        }
        long[] first = equal(supply, guaranteed);
        List<Part> rest = new ArrayList<>();
        long left = supply;
        for (int i = 0; i < first.length; i++) {
            Part part = parts.get(i);
            left -= first[i];
            rest.add(new Part(part.wanted, part.has + first[i], part.most - first[i]));
        }
        long[] then = equal(left, rest);
        return IntStream.range(0, first.length)
                .mapToLong(i -> first[i] + then[i])
                .toArray();
    }
}
