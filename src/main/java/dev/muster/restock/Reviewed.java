package dev.muster.restock;

import dev.muster.request.Urgency;
import dev.muster.restock.review.Situation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a review reads of an item at a site.
 *
 * @param urgency of the most urgent line that is short; ROUTINE if none is
 * @param neededBy when the first of the most urgent lines needs it
 * @param nextExpiry of a lot that is there
 * @param need that is open, null if none is
 * @param manual whether a person opened it
 * @param uncovered of the open need
 * @param asked suppliers asked for it that have not ended it
 * @param suggested the figures of the suggestion that stands; null if none does
 */
record Reviewed(
        ReviewKey key,
        Situation situation,
        Urgency urgency,
        @Nullable Instant neededBy,
        @Nullable LocalDate nextExpiry,
        @Nullable UUID need,
        boolean manual,
        long uncovered,
        int asked,
        @Nullable String suggested) {}
