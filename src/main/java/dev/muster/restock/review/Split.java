package dev.muster.restock.review;

import dev.muster.restock.review.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;

/**
 * A quantity split over suppliers.
 *
 * @param left what nobody could be asked for, base units
 */
public record Split(List<Part> parts, long left) {

    /** What one supplier is asked for: whole packs, not less than its minimum order, not more than it can bring. */
    public record Part(String supplier, long quantity) {}

    /**
     * Asks the foremost first, each for as much as it can bring, the last rounded up to whole packs and to its minimum
     * order.
     *
     * @param most suppliers
     */
    public static Split over(List<Ranked> ranked, long quantity, int most) {
        List<Part> parts = new ArrayList<>();
        long left = quantity;
        for (Ranked next : ranked) {
            if (left <= 0 || parts.size() == most) {
                break;
            }
            long part = next.candidate().excluded() == null ? part(next.candidate(), left) : 0;
            if (part > 0) {
                parts.add(new Part(next.candidate().supplier(), part));
                left -= part;
            }
        }
        return new Split(parts, Math.max(0, left));
    }

    private static long part(Candidate c, long wanted) {
        long pack = c.packSize();
        long least = wholePacks(c.minimumOrder(), pack);
        long asked = Math.max(least, wholePacks(wanted, pack));
        long possible = c.capacityLeft() == null ? asked : c.capacityLeft() / pack * pack;
        long part = Math.min(asked, possible);
        return part < least ? 0 : part;
    }

    private static long wholePacks(long quantity, long pack) {
        return (quantity + pack - 1) / pack * pack;
    }
}
