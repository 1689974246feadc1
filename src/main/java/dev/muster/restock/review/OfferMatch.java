package dev.muster.restock.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where what is offered goes: to who wants it most. */
public final class OfferMatch {

    /**
     * That a site wants more of the item.
     *
     * @param urgency place in the order of urgencies, the most urgent 0
     * @param wanted base units
     * @param room base units that may still come in; null: any
     */
    public record Want(
            String site,
            Reason reason,
            int urgency,
            long wanted,
            @Nullable Long room) {}

    /** So much of the offer for a site, base units. */
    public record Part(String site, long quantity) {}

    private OfferMatch() {}

    /**
     * Shares out an offer: by reason in the order of its constants, then urgency, then the greater want, then code; to each
     * what it wants, as far as it may come in.
     */
    public static List<Part> of(List<Want> wants, long quantity) {
        List<Part> parts = new ArrayList<>();
        long left = quantity;
        for (Want want : wants.stream()
                .sorted(Comparator.comparing(Want::reason)
                        .thenComparingInt(Want::urgency)
                        .thenComparing(Comparator.comparingLong(Want::wanted).reversed())
                        .thenComparing(Want::site))
                .toList()) {
            long part = Math.min(left, want.room() == null ? want.wanted() : Math.min(want.wanted(), want.room()));
            if (part > 0) {
                parts.add(new Part(want.site(), part));
                left -= part;
            }
        }
        return parts;
    }
}
