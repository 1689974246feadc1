package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.restock.review.Candidate;
import dev.muster.restock.review.Candidate.Exclusion;
import dev.muster.restock.review.Candidate.Measured;
import dev.muster.restock.review.Finding;
import dev.muster.restock.review.Ranking;
import dev.muster.restock.review.Ranking.Ranked;
import dev.muster.restock.review.Reason;
import dev.muster.restock.review.Situation;
import dev.muster.restock.review.Spending.Held;
import dev.muster.restock.review.Split;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is to be restocked at a site, in figures, and who would be asked.
 *
 * @param hoursToEmpty at the average consumption; absent if that is not foreseen
 * @param suppliers all that deliver it: first those that may be asked, by score
 * @param split whom it would be asked of
 * @param left what nobody could be asked for
 * @param held why it was not asked for without a person though the policy says so; absent: nothing kept it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RestockFigures")
record Figures(
        Reason reason,
        long quantity,
        long target,
        long available,
        long floor,
        long par,
        long consumed,
        int days,
        long missing,
        long expected,
        int leadTimeHours,
        @Nullable Long hoursToEmpty,
        List<Source> suppliers,
        List<Split.Part> split,
        long left,
        @Nullable Held held) {

    /** The most suppliers listed. */
    private static final int MOST = 20;

    /** A supplier as it was ranked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RestockSource")
    record Source(
            String supplier,
            double score,
            double kept,
            int leadTimeHours,
            @Nullable Double pricePerUnit,
            @Nullable String currency,
            @Nullable Long capacityLeft,
            @Nullable Double distanceKm,
            @Nullable Exclusion excluded,
            @Nullable Measured measured) {}

    /** Ranks and splits. */
    static Figures of(
            Finding finding, Situation s, List<Candidate> candidates, RestockSettings settings, @Nullable Held held) {
        long hours = s.hoursToEmpty();
        List<Ranked> ranked = Ranking.of(
                candidates, finding.quantity(), hours, settings.weights().forRanking());
        Split split = Split.over(ranked, finding.quantity(), settings.maxSuppliers());
        return new Figures(
                finding.reason(),
                finding.quantity(),
                finding.target(),
                s.available(),
                s.floor(),
                s.par(),
                s.consumed(),
                s.days(),
                s.missing(),
                s.expected(),
                s.leadTimeHours(),
                hours < 0 ? null : hours,
                ranked.stream().limit(MOST).map(Figures::source).toList(),
                split.parts(),
                split.left(),
                held);
    }

    private static Source source(Ranked ranked) {
        Candidate c = ranked.candidate();
        return new Source(
                c.supplier(),
                ranked.score(),
                rounded(c.kept(), 1_000),
                c.leadTimeHours(),
                c.pricePerUnit() == null ? null : rounded(c.pricePerUnit(), 100),
                c.currency(),
                c.capacityLeft(),
                c.distanceKm() == null ? null : rounded(c.distanceKm(), 10),
                c.excluded(),
                c.measured());
    }

    private static double rounded(double value, int to) {
        return (double) Math.round(value * to) / to;
    }
}
