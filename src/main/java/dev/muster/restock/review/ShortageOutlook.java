package dev.muster.restock.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the shortages of an item end: what suppliers will bring goes to the short lines in the order of service, what is
 * promised first, then what is asked and not answered yet, then what is overdue.
 */
public final class ShortageOutlook {

    /** Goods promised for a time. */
    public record Arrival(Instant at, long quantity) {}

    /**
     * What a line may hope for, base units.
     *
     * @param promised for a time
     * @param asked and not answered
     * @param overdue promised or to be answered by a time that has passed
     * @param endsAt when all that is missing will have come; null if less is promised
     */
    public record Outlook(
            long promised,
            long asked,
            long overdue,
            @Nullable Instant endsAt) {}

    private ShortageOutlook() {}

    /**
     * Shares out what is coming.
     *
     * @param missing of the lines in the order of service
     * @return of each line, in the same order
     */
    public static List<Outlook> of(List<Long> missing, List<Arrival> arrivals, long asked, long overdue) {
        List<Arrival> coming = new ArrayList<>(arrivals);
        coming.sort(Comparator.comparing(Arrival::at));
        List<Outlook> outlooks = new ArrayList<>();
        int next = 0;
        long atNext = coming.isEmpty() ? 0 : coming.get(0).quantity();
        long open = asked;
        long late = overdue;
        for (long wanted : missing) {
            long left = wanted;
            Instant last = null;
            while (left > 0 && next < coming.size()) {
                long part = Math.min(left, atNext);
                if (part > 0) {
                    last = coming.get(next).at();
                }
                left -= part;
                atNext -= part;
                if (atNext == 0) {
                    next++;
                    atNext = next < coming.size() ? coming.get(next).quantity() : 0;
                }
            }
            long promised = wanted - left;
            long fromAsked = Math.min(left, open);
            long fromLate = Math.min(left - fromAsked, late);
            open -= fromAsked;
            late -= fromLate;
            outlooks.add(new Outlook(promised, fromAsked, fromLate, left == 0 ? last : null));
        }
        return outlooks;
    }
}
