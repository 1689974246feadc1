package dev.muster.allocation.planning;

import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.allocation.planning.Wish.ExtraStock;
import dev.muster.allocation.planning.Wish.Movable;
import dev.muster.allocation.planning.Wish.OtherUrgency;
import dev.muster.allocation.planning.Wish.Scope;
import dev.muster.allocation.planning.Wish.WhatIf;
import dev.muster.incident.PolicyLevel;
import dev.muster.platform.Violations;
import dev.muster.request.Urgency;
import dev.muster.stock.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be planned, as somebody asks for it. Everything may be absent: all open needs, as things stand. */
@Schema(name = "PlanInput")
public record WishInput(
        @Nullable UUID id,
        @Nullable ScopeInput scope,
        @Nullable WhatIfInput whatIf,
        @Schema(defaultValue = "BY_POLICY") @Nullable Movable movable,

        @Schema(defaultValue = "LEAST_TOTAL_TIME") @Nullable Objective objective) {

    /** Needs that meet all that is given. */
    @Schema(name = "PlanScope")
    public record ScopeInput(
            @Schema(description = "Codes of items asked for") @Nullable
            List<@Nullable String> items,

            @Schema(description = "Codes of regions in which the asking site lies") @Nullable
            List<@Nullable String> regions,

            @Schema(description = "Codes of asking sites") @Nullable
            List<@Nullable String> sites,

            @Schema(description = "Ids or codes") @Nullable List<@Nullable String> incidents,
            @Nullable List<@Nullable Urgency> urgencies,
            @Nullable List<@Nullable PolicyLevel> levels) {}

    /** What is supposed to be otherwise; a plan that supposes anything cannot be applied. */
    @Schema(name = "PlanWhatIf")
    public record WhatIfInput(
            @Schema(description = "Codes of sites that give nothing") @Nullable
            List<@Nullable String> closedSites,

            @Schema(description = "Goods that are not there") @Nullable
            List<@Nullable ExtraStockInput> extraStock,

            @Nullable List<@Nullable OtherUrgencyInput> urgencies,

            @Schema(description = "Code of the policy that decides all levels") @Nullable
            String policy,

            @Schema(description = "Only what arrives by needed-by counts") @Nullable
            Boolean inTime) {}

    /** Base units of an item at a site, in addition to what is there. */
    @Schema(name = "PlanExtraStock")
    public record ExtraStockInput(
            @Nullable String site,
            @Nullable String item,
            @Nullable Long quantity) {}

    /** A request of another urgency than it has. */
    @Schema(name = "PlanOtherUrgency")
    public record OtherUrgencyInput(
            @Nullable UUID request, @Nullable Urgency urgency) {}

    /**
     * What it means; refuses (422) what cannot be meant, naming every field at fault.
     *
     * @param most the longest list
     */
    Wish checked(int most) {
        Violations violations = new Violations();
        if (scope != null) {
            list(violations, "scope.items", scope.items(), most);
            list(violations, "scope.regions", scope.regions(), most);
            list(violations, "scope.sites", scope.sites(), most);
            list(violations, "scope.incidents", scope.incidents(), most);
            list(violations, "scope.urgencies", scope.urgencies(), Urgency.values().length);
            list(violations, "scope.levels", scope.levels(), PolicyLevel.values().length);
        }
        if (whatIf != null) {
            list(violations, "whatIf.closedSites", whatIf.closedSites(), most);
            stock(violations, given(whatIf.extraStock()), most);
            urgencies(violations, given(whatIf.urgencies()), most);
            violations.check(whatIf.policy() == null || !whatIf.policy().isBlank(), "whatIf.policy", "blank");
        }
        violations.throwIfAny();
        return new Wish(
                wantedScope(),
                supposed(),
                movable == null ? Movable.BY_POLICY : movable,
                objective == null ? Objective.LEAST_TOTAL_TIME : objective);
    }

    private static void list(Violations violations, String field, @Nullable List<?> list, int most) {
        List<?> given = given(list);
        if (given.size() > most) {
            violations.add(field, "too-many", most);
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Object value = given.get(i);
            String at = field + "[" + i + "]";
            violations.required(at, value);
            violations.check(value == null || seen.add(value), at, "twice");
        }
    }

    private static void stock(Violations violations, List<@Nullable ExtraStockInput> stock, int most) {
        violations.check(stock.size() <= most, "whatIf.extraStock", "too-many", most);
        for (int i = 0; i < Math.min(most, stock.size()); i++) {
            ExtraStockInput extra = stock.get(i);
            String at = "whatIf.extraStock[" + i + "]";
            violations.required(at, extra);
            if (extra != null) {
                violations
                        .required(at + ".site", extra.site())
                        .required(at + ".item", extra.item())
                        .required(at + ".quantity", extra.quantity());
                violations.check(
                        extra.quantity() == null || Quantity.isValid(extra.quantity()),
                        at + ".quantity",
                        "quantity.range",
                        Quantity.MIN,
                        Quantity.MAX);
            }
        }
    }

    private static void urgencies(Violations violations, List<@Nullable OtherUrgencyInput> urgencies, int most) {
        violations.check(urgencies.size() <= most, "whatIf.urgencies", "too-many", most);
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < Math.min(most, urgencies.size()); i++) {
            OtherUrgencyInput other = urgencies.get(i);
            String at = "whatIf.urgencies[" + i + "]";
            violations.required(at, other);
            if (other != null) {
                violations.required(at + ".request", other.request()).required(at + ".urgency", other.urgency());
                violations.check(other.request() == null || seen.add(other.request()), at + ".request", "twice");
            }
        }
    }

    private Scope wantedScope() {
        return scope == null
                ? new Scope(List.of(), List.of(), List.of(), List.of(), List.of(), List.of())
                : new Scope(
                        known(scope.items()),
                        known(scope.regions()),
                        known(scope.sites()),
                        known(scope.incidents()),
                        known(scope.urgencies()),
                        known(scope.levels()));
    }

    private WhatIf supposed() {
        return whatIf == null
                ? new WhatIf(List.of(), List.of(), List.of(), null, false)
                : new WhatIf(
                        known(whatIf.closedSites()),
                        known(whatIf.extraStock()).stream()
                                .map(extra -> new ExtraStock(
                                        Objects.requireNonNull(extra.site()),
                                        Objects.requireNonNull(extra.item()),
                                        Objects.requireNonNull(extra.quantity())))
                                .toList(),
                        known(whatIf.urgencies()).stream()
                                .map(other -> new OtherUrgency(
                                        Objects.requireNonNull(other.request()),
                                        Objects.requireNonNull(other.urgency())))
                                .toList(),
                        whatIf.policy(),
                        Boolean.TRUE.equals(whatIf.inTime()));
    }

    private static <T> List<@Nullable T> given(@Nullable List<@Nullable T> list) {
        return list == null ? List.of() : list;
    }

    private static <T> List<T> known(@Nullable List<@Nullable T> list) {
        return given(list).stream().<T>map(Objects::requireNonNull).toList();
    }
}
