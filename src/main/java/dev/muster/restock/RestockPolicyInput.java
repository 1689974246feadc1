package dev.muster.restock;

import dev.muster.platform.Violations;
import dev.muster.restock.RestockSettings.AnswerMinutes;
import dev.muster.restock.RestockSettings.MoneyLimit;
import dev.muster.restock.RestockSettings.Weights;
import dev.muster.restock.review.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A restock policy as somebody gives it; what is absent takes the value of {@link RestockSettings#DEFAULT}. */
@Schema(name = "RestockPolicyInput")
public record RestockPolicyInput(
        @Nullable Integer consumptionDays,
        @Nullable Integer safetyDays,
        @Nullable Integer horizonDays,
        @Nullable Integer leadTimeHours,
        @Nullable List<@Nullable Reason> automatic,
        @Nullable Integer maxSuppliers,
        @Nullable Boolean nextSupplier,
        @Nullable Integer restHours,
        @Nullable Integer remindPercent,
        @Nullable AnswerMinutesInput answerMinutes,
        @Nullable WeightsInput weights,
        @Nullable MoneyLimitInput automaticLimit) {

    @Schema(name = "RestockMoneyLimitInput")
    public record MoneyLimitInput(
            @Nullable String currency,
            @Nullable Long perRequest,
            @Nullable Long perDay,
            @Nullable Boolean unpriced) {}

    @Schema(name = "RestockAnswerMinutesInput")
    public record AnswerMinutesInput(
            @Nullable Integer stat,
            @Nullable Integer asap,
            @Nullable Integer urgent,
            @Nullable Integer routine) {}

    @Schema(name = "RestockWeightsInput")
    public record WeightsInput(
            @Nullable Integer promiseKept,
            @Nullable Integer leadTime,
            @Nullable Integer price,
            @Nullable Integer capacity,
            @Nullable Integer distance) {}

    private static final RestockSettings OTHERWISE = RestockSettings.DEFAULT;
    private static final int MAX_ANSWER_MINUTES = 43_200;

    /** The settings it describes; refuses (422) what is out of bounds. */
    RestockSettings checked() {
        Violations found = new Violations()
                .range("consumptionDays", consumptionDays, 1, 90)
                .range("safetyDays", safetyDays, 0, 90)
                .range("horizonDays", horizonDays, 1, 365)
                .range("leadTimeHours", leadTimeHours, 1, 8_760)
                .range("maxSuppliers", maxSuppliers, 1, 20)
                .range("restHours", restHours, 0, 720)
                .range("remindPercent", remindPercent, 1, 100);
        if (automatic != null) {
            for (int i = 0; i < automatic.size(); i++) {
                found.required("automatic[" + i + "]", automatic.get(i));
            }
        }
        AnswerMinutes minutes = minutes(found);
        Weights weighted = weights(found);
        MoneyLimit limit = limit(found);
        found.throwIfAny();
        return new RestockSettings(
                or(consumptionDays, OTHERWISE.consumptionDays()),
                or(safetyDays, OTHERWISE.safetyDays()),
                or(horizonDays, OTHERWISE.horizonDays()),
                or(leadTimeHours, OTHERWISE.leadTimeHours()),
                automatic == null ? OTHERWISE.automatic() : reasons(automatic),
                or(maxSuppliers, OTHERWISE.maxSuppliers()),
                nextSupplier == null ? OTHERWISE.nextSupplier() : nextSupplier,
                or(restHours, OTHERWISE.restHours()),
                or(remindPercent, OTHERWISE.remindPercent()),
                minutes,
                weighted,
                limit);
    }

    private @Nullable MoneyLimit limit(Violations found) {
        if (automaticLimit == null) {
            return null;
        }
        String currency = automaticLimit.currency();
        found.required("automaticLimit.currency", currency)
                .check(
                        currency == null || SupplierInput.isCurrency(currency),
                        "automaticLimit.currency",
                        "supplier.currency")
                .range("automaticLimit.perRequest", automaticLimit.perRequest(), 0L, RestockInput.MAX_QUANTITY)
                .range("automaticLimit.perDay", automaticLimit.perDay(), 0L, RestockInput.MAX_QUANTITY)
                .check(
                        automaticLimit.perRequest() != null || automaticLimit.perDay() != null,
                        "automaticLimit",
                        "restock.no-limit");
        return new MoneyLimit(
                currency == null ? "" : currency,
                automaticLimit.perRequest(),
                automaticLimit.perDay(),
                Boolean.TRUE.equals(automaticLimit.unpriced()));
    }

    private AnswerMinutes minutes(Violations found) {
        AnswerMinutes otherwise = OTHERWISE.answerMinutes();
        if (answerMinutes == null) {
            return otherwise;
        }
        found.range("answerMinutes.stat", answerMinutes.stat(), 1, MAX_ANSWER_MINUTES)
                .range("answerMinutes.asap", answerMinutes.asap(), 1, MAX_ANSWER_MINUTES)
                .range("answerMinutes.urgent", answerMinutes.urgent(), 1, MAX_ANSWER_MINUTES)
                .range("answerMinutes.routine", answerMinutes.routine(), 1, MAX_ANSWER_MINUTES);
        return new AnswerMinutes(
                or(answerMinutes.stat(), otherwise.stat()),
                or(answerMinutes.asap(), otherwise.asap()),
                or(answerMinutes.urgent(), otherwise.urgent()),
                or(answerMinutes.routine(), otherwise.routine()));
    }

    private Weights weights(Violations found) {
        Weights otherwise = OTHERWISE.weights();
        if (weights == null) {
            return otherwise;
        }
        found.range("weights.promiseKept", weights.promiseKept(), 0, 100)
                .range("weights.leadTime", weights.leadTime(), 0, 100)
                .range("weights.price", weights.price(), 0, 100)
                .range("weights.capacity", weights.capacity(), 0, 100)
                .range("weights.distance", weights.distance(), 0, 100);
        Weights given = new Weights(
                or(weights.promiseKept(), otherwise.promiseKept()),
                or(weights.leadTime(), otherwise.leadTime()),
                or(weights.price(), otherwise.price()),
                or(weights.capacity(), otherwise.capacity()),
                or(weights.distance(), otherwise.distance()));
        found.check(
                given.promiseKept() + given.leadTime() + given.price() + given.capacity() + given.distance() > 0,
                "weights",
                "restock.no-weight");
        return given;
    }

    /** In the order of their constants, without doubles. */
    private static List<Reason> reasons(List<@Nullable Reason> given) {
        Set<Reason> chosen = EnumSet.noneOf(Reason.class);
        given.stream().map(Objects::requireNonNull).forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
