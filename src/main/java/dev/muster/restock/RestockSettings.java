package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.request.Urgency;
import dev.muster.restock.review.Ranking;
import dev.muster.restock.review.Reason;
import dev.muster.restock.review.Spending;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one version of the restock policy.
 *
 * @param consumptionDays how many days back consumption is averaged, 1 to 90
 * @param safetyDays stock that should be left when a delivery arrives, in days of consumption, 0 to 90
 * @param horizonDays promises for later than this do not count as coming, 1 to 365
 * @param leadTimeHours assumed where no supplier has stated one or delivered yet, 1 to 8,760
 * @param automatic reasons for which suppliers are asked without a person; empty: never
 * @param maxSuppliers the most suppliers that are asked for one need together, 1 to 20
 * @param nextSupplier whether the next supplier is asked for what one declines, does not answer or does not bring
 * @param restHours how long a supplier that declined or did not answer is not asked for the same thing again, 0 to 720
 * @param remindPercent part of the time until an answer or goods are due, after which the supplier is reminded, 1 to 100
 * @param answerMinutes how long suppliers have to answer, by urgency, each 1 to 43,200
 * @param weights what counts how much when suppliers are ranked
 * @param automaticLimit what may be asked for without a person, in money; absent: anything
 */
@Schema(name = "RestockSettings")
public record RestockSettings(
        int consumptionDays,
        int safetyDays,
        int horizonDays,
        int leadTimeHours,
        List<Reason> automatic,
        int maxSuppliers,
        boolean nextSupplier,
        int restHours,
        int remindPercent,
        AnswerMinutes answerMinutes,
        Weights weights,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MoneyLimit automaticLimit) {

    /**
     * Amounts in minor units; at least one of them.
     *
     * @param currency ISO 4217
     * @param perRequest of one request
     * @param perDay of all requests of a day (UTC)
     * @param unpriced whether what has no price in this currency is asked all the same
     */
    @Schema(name = "RestockMoneyLimit")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MoneyLimit(
            String currency,
            @Nullable Long perRequest,
            @Nullable Long perDay,
            boolean unpriced) {

        Spending.Limit forSpending() {
            return new Spending.Limit(currency, perRequest, perDay, unpriced);
        }
    }

    @Schema(name = "RestockAnswerMinutes")
    public record AnswerMinutes(int stat, int asap, int urgent, int routine) {

        Duration of(Urgency urgency) {
            return Duration.ofMinutes(
                    switch (urgency) {
                        case STAT -> stat;
                        case ASAP -> asap;
                        case URGENT -> urgent;
                        case ROUTINE -> routine;
                    });
        }
    }

    /** Each 0 to 100; at least one above 0. */
    @Schema(name = "RestockWeights")
    public record Weights(int promiseKept, int leadTime, int price, int capacity, int distance) {

        Ranking.Weights forRanking() {
            return new Ranking.Weights(promiseKept, leadTime, price, capacity, distance);
        }
    }

    Duration horizon() {
        return Duration.ofDays(horizonDays);
    }

    /** What holds until somebody says otherwise; also version 1. */
    public static final RestockSettings DEFAULT = new RestockSettings(
            14,
            3,
            14,
            72,
            List.of(),
            3,
            true,
            24,
            50,
            new AnswerMinutes(60, 240, 720, 1440),
            new Weights(30, 30, 15, 15, 10),
            null);
}
