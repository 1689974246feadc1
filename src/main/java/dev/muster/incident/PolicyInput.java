package dev.muster.incident;

import dev.muster.incident.PolicySettings.BelowFloor;
import dev.muster.incident.PolicySettings.Preemption;
import dev.muster.platform.Name;
import dev.muster.platform.Violations;
import dev.muster.travel.TransportMode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy as somebody gives it. Required: one name. Anything else absent takes the value of
 * {@link PolicySettings#DEFAULT}; {@code belowFloor} and {@code preemption} are given whole or not at all. Names of
 * constants are texts here, so that every one at fault is named at once.
 *
 * @param version ignored, so that what was read can be written back
 */
@Schema(name = "PolicyInput")
public record PolicyInput(
        @Nullable String code,
        @Nullable Name name,
        @Schema(readOnly = true) @Nullable Integer version,

        @Schema(type = SchemaType.STRING, implementation = SourceOrder.class) @Nullable
        String sourceOrder,

        @Schema(type = SchemaType.STRING, implementation = OwnStock.class) @Nullable
        String ownStock,

        @Nullable BelowFloorInput belowFloor,
        @Schema(minimum = "1", maximum = "100") @Nullable Integer maxSources,

        @Schema(minimum = "1", maximum = "1000000000000") @Nullable
        Long smallestShipment,

        @Schema(type = SchemaType.STRING, implementation = Sharing.class) @Nullable
        String sharing,

        @Schema(minimum = "0", maximum = "1", multipleOf = 0.0001) @Nullable
        BigDecimal keySiteShare,

        @Nullable PreemptionInput preemption,

        @Schema(implementation = TransportMode[].class) @Nullable
        List<@Nullable String> modes,

        @Schema(minimum = "1", maximum = "525600") @Nullable Integer reservationMinutes,
        @Schema(minimum = "1", maximum = "1000") @Nullable Integer explainedSources,
        @Nullable ReplanInput replan,
        @Nullable RestInput rest) {

    /** Both lists empty: nobody. */
    @Schema(name = "BelowFloorInput")
    public record BelowFloorInput(
            @Schema(description = URGENCIES) @Nullable List<@Nullable String> urgencies,

            @Schema(implementation = ResponseLevel[].class) @Nullable
            List<@Nullable String> levels) {}

    /** Urgencies are given exactly if it is allowed. */
    @Schema(name = "PreemptionInput")
    public record PreemptionInput(
            @Nullable Boolean allowed,
            @Schema(description = URGENCIES) @Nullable List<@Nullable String> urgencies) {}

    /** Absent: the service plans nothing by itself. */
    @Schema(name = "ReplanInput")
    public record ReplanInput(
            @Schema(minimum = "1", maximum = "1440") @Nullable
            Integer everyMinutes,

            @Schema(defaultValue = "false") @Nullable Boolean whenShort) {}

    /** Given whole. Absent: rest is as the service's settings say. */
    @Schema(name = "RestInput")
    public record RestInput(
            @Schema(minimum = "0", maximum = "20160") @Nullable
            Integer minutes,

            @Schema(minimum = "1", maximum = "525600") @Nullable
            Integer longDutyMinutes,

            @Schema(minimum = "0", maximum = "43200") @Nullable
            Integer longMinutes) {}

    private static final String URGENCIES = "Of STAT, ASAP, URGENT, ROUTINE";
    private static final int MAX_NAME = 200;
    private static final int MAX_SOURCES = 100;
    private static final long MAX_QUANTITY = 1_000_000_000_000L;
    private static final int MAX_RESERVATION_MINUTES = 525_600;
    private static final int MAX_EXPLAINED_SOURCES = 1_000;
    private static final int MAX_REPLAN_MINUTES = 1_440;
    private static final int MAX_REST_MINUTES = 20_160;
    private static final int MAX_DUTY_MINUTES = 525_600;
    private static final int MAX_LONG_REST_MINUTES = 43_200;
    private static final int SHARE_DECIMALS = 4;

    public PolicyInput withCode(String code) {
        return new PolicyInput(
                code,
                name,
                version,
                sourceOrder,
                ownStock,
                belowFloor,
                maxSources,
                smallestShipment,
                sharing,
                keySiteShare,
                preemption,
                modes,
                reservationMinutes,
                explainedSources,
                replan,
                rest);
    }

    /** What is wrong with it, contradictions included. */
    public Violations violations() {
        Violations violations = new Violations()
                .code("code", code)
                .name("name", name, MAX_NAME)
                .range("maxSources", maxSources, 1, MAX_SOURCES)
                .range("smallestShipment", smallestShipment, 1L, MAX_QUANTITY)
                .range("reservationMinutes", reservationMinutes, 1, MAX_RESERVATION_MINUTES)
                .range("explainedSources", explainedSources, 1, MAX_EXPLAINED_SOURCES);
        checkName(violations, "sourceOrder", sourceOrder, names(SourceOrder.values()));
        checkName(violations, "ownStock", ownStock, names(OwnStock.values()));
        checkModes(violations);
        checkBelowFloor(violations);
        checkPreemption(violations);
        checkSharing(violations);
        if (replan != null) {
            violations
                    .required("replan.everyMinutes", replan.everyMinutes())
                    .range("replan.everyMinutes", replan.everyMinutes(), 1, MAX_REPLAN_MINUTES);
        }
        if (rest != null) {
            checkRest(violations, rest);
        }
        return violations;
    }

    private static void checkRest(Violations violations, RestInput rest) {
        Integer minutes = rest.minutes();
        Integer longer = rest.longMinutes();
        violations
                .required("rest.minutes", minutes)
                .range("rest.minutes", minutes, 0, MAX_REST_MINUTES)
                .required("rest.longDutyMinutes", rest.longDutyMinutes())
                .range("rest.longDutyMinutes", rest.longDutyMinutes(), 1, MAX_DUTY_MINUTES)
                .required("rest.longMinutes", longer)
                .range("rest.longMinutes", longer, 0, MAX_LONG_REST_MINUTES)
                .check(
                        minutes == null || longer == null || longer >= minutes,
                        "rest.longMinutes",
                        "policy.long-rest-shorter");
    }

    private void checkModes(Violations violations) {
        if (modes != null) {
            violations.required("modes", modes);
            checkNames(violations, "modes", modes, names(TransportMode.values()));
        }
    }

    private void checkBelowFloor(Violations violations) {
        if (belowFloor == null) {
            return;
        }
        List<@Nullable String> urgencies = given(belowFloor.urgencies());
        List<@Nullable String> levels = given(belowFloor.levels());
        checkNames(violations, "belowFloor.urgencies", urgencies, PolicySettings.URGENCIES);
        checkNames(violations, "belowFloor.levels", levels, names(ResponseLevel.values()));
        violations
                .check(
                        levels.isEmpty() || !urgencies.isEmpty(),
                        "belowFloor.urgencies",
                        "policy.levels-without-urgencies")
                .check(
                        urgencies.isEmpty() || !levels.isEmpty(),
                        "belowFloor.levels",
                        "policy.urgencies-without-levels");
    }

    private void checkPreemption(Violations violations) {
        if (preemption == null) {
            return;
        }
        Boolean allowed = preemption.allowed();
        List<@Nullable String> urgencies = given(preemption.urgencies());
        checkNames(violations, "preemption.urgencies", urgencies, PolicySettings.URGENCIES);
        violations.required("preemption.allowed", allowed);
        if (allowed != null) {
            violations.check(
                    allowed != urgencies.isEmpty(),
                    "preemption.urgencies",
                    allowed ? "policy.preemption-by-nobody" : "policy.preemption-not-allowed");
        }
    }

    private void checkSharing(Violations violations) {
        checkName(violations, "sharing", sharing, names(Sharing.values()));
        boolean forKeySites = Sharing.KEY_SITES_MINIMUM.name().equals(sharing);
        if (keySiteShare == null) {
            violations.check(!forKeySites, "keySiteShare", "policy.share-missing");
            return;
        }
        double share = keySiteShare.doubleValue();
        violations
                .check(forKeySites, "keySiteShare", "policy.share-unused")
                .range("keySiteShare", keySiteShare, 0, 1)
                .check(
                        share < 0 || share > 1 || plain(keySiteShare).scale() <= SHARE_DECIMALS,
                        "keySiteShare",
                        "policy.share-decimals",
                        SHARE_DECIMALS);
    }

    /** The policy it describes, in its first version; refuses (422) what is incomplete or contradicts itself. */
    public PolicyRecord checked() {
        violations().throwIfAny();
        return new PolicyRecord(
                Objects.requireNonNull(code), Objects.requireNonNull(name), PolicyRecord.FIRST_VERSION, settings());
    }

    private PolicySettings settings() {
        PolicySettings otherwise = PolicySettings.DEFAULT;
        return new PolicySettings(
                sourceOrder == null ? otherwise.sourceOrder() : SourceOrder.valueOf(sourceOrder),
                ownStock == null ? otherwise.ownStock() : OwnStock.valueOf(ownStock),
                belowFloor == null
                        ? otherwise.belowFloor()
                        : new BelowFloor(
                                urgencies(belowFloor.urgencies()), chosen(ResponseLevel.values(), belowFloor.levels())),
                maxSources == null ? otherwise.maxSources() : maxSources,
                smallestShipment == null ? otherwise.smallestShipment() : smallestShipment,
                sharing == null ? otherwise.sharing() : Sharing.valueOf(sharing),
                keySiteShare == null ? null : plain(keySiteShare),
                preemption == null
                        ? otherwise.preemption()
                        : new Preemption(Boolean.TRUE.equals(preemption.allowed()), urgencies(preemption.urgencies())),
                modes == null ? otherwise.modes() : chosen(TransportMode.values(), modes),
                reservationMinutes == null ? otherwise.reservationMinutes() : reservationMinutes,
                explainedSources == null ? otherwise.explainedSources() : explainedSources,
                replan == null ? null : replan(replan),
                rest == null ? null : rest(rest));
    }

    private static PolicySettings.Rest rest(RestInput given) {
        return new PolicySettings.Rest(
                Objects.requireNonNull(given.minutes()),
                Objects.requireNonNull(given.longDutyMinutes()),
                Objects.requireNonNull(given.longMinutes()));
    }

    private static PolicySettings.Replan replan(ReplanInput given) {
        return new PolicySettings.Replan(
                Objects.requireNonNull(given.everyMinutes()), Boolean.TRUE.equals(given.whenShort()));
    }

    private static void checkName(Violations violations, String field, @Nullable String name, List<String> known) {
        violations.check(name == null || known.contains(name), field, "one-of", String.join(", ", known));
    }

    private static void checkNames(
            Violations violations, String field, List<@Nullable String> names, List<String> known) {
        if (names.size() > known.size()) {
            violations.add(field, "too-many", known.size());
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String at = field + "[" + i + "]";
            violations.required(at, name);
            checkName(violations, at, name, known);
            violations.check(name == null || seen.add(name), at, "twice");
        }
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    /** Those of the constants that are named, in their own order. */
    private static <E extends Enum<E>> List<E> chosen(E[] constants, @Nullable List<@Nullable String> names) {
        return Arrays.stream(constants)
                .filter(constant -> given(names).contains(constant.name()))
                .toList();
    }

    private static List<String> urgencies(@Nullable List<@Nullable String> names) {
        return PolicySettings.URGENCIES.stream().filter(given(names)::contains).toList();
    }

    private static BigDecimal plain(BigDecimal share) {
        return share.stripTrailingZeros();
    }

    private static List<@Nullable String> given(@Nullable List<@Nullable String> list) {
        return list == null ? List.of() : list;
    }
}
