package dev.muster.incident;

import dev.muster.travel.TransportMode;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rule settings of one version of a policy, as they are stored. Lists stand in the order of their constants, without
 * doubles, so that equal settings are equal values.
 *
 * @param maxSources most sources that serve one line (R5), 1 to 100
 * @param smallestShipment least quantity worth sending (R5), base units, 1 to 10^12
 * @param keySiteShare part of each key site's need that is guaranteed (R7), 0 to 1 in steps of 0.0001; given with
 *     {@link Sharing#KEY_SITES_MINIMUM} only
 * @param modes transport modes that may be used (R3)
 * @param reservationMinutes how long a reservation stands before it is dispatched (R10), 1 to 525,600
 * @param explainedSources most sources that an explanation lists one by one, 1 to 1,000
 * @param rest of people between deployments (R3); null: as the service's settings say
 * @param replan when the service plans and applies by itself (docs/planning.md); null if never
 */
@Schema(name = "PolicySettings")
public record PolicySettings(
        SourceOrder sourceOrder,
        OwnStock ownStock,
        BelowFloor belowFloor,
        int maxSources,
        long smallestShipment,
        Sharing sharing,
        @Nullable BigDecimal keySiteShare,
        Preemption preemption,
        List<TransportMode> modes,
        int reservationMinutes,
        int explainedSources,
        @Nullable Replan replan,
        @Nullable Rest rest) {

    /** Names of urgencies, the most urgent first: the constants of {@code dev.muster.request.Urgency}. */
    public static final List<String> URGENCIES = List.of("STAT", "ASAP", "URGENT", "ROUTINE");

    /** What stands where nobody says otherwise; also version 1 of the policy {@code default}. */
    public static final PolicySettings DEFAULT = new PolicySettings(
            SourceOrder.TRAVEL_TIME,
            OwnStock.NEVER,
            new BelowFloor(List.of("STAT"), List.of(ResponseLevel.I, ResponseLevel.II)),
            10,
            1,
            Sharing.FIRST_COME,
            null,
            new Preemption(true, List.of("STAT", "ASAP", "URGENT", "ROUTINE")),
            List.of(TransportMode.ROAD, TransportMode.COLD_ROAD),
            1_440,
            12,
            null,
            null);

    /**
     * Who may use what a source keeps for itself (R4): a line with one of the urgencies under an incident of one of the
     * levels. Both empty: nobody.
     */
    @Schema(name = "BelowFloor")
    public record BelowFloor(List<String> urgencies, List<ResponseLevel> levels) {}

    /**
     * Who may take back reservations of a strictly lower class that have not left (R6).
     *
     * @param urgencies of the lines that may; empty exactly if it is not allowed
     */
    @Schema(name = "Preemption")
    public record Preemption(boolean allowed, List<String> urgencies) {}

    /**
     * Rest of people between deployments.
     *
     * @param minutes 0 to 20,160
     * @param longDutyMinutes a deployment of this length or more demands the long rest, 1 to 525,600
     * @param longMinutes not less than {@code minutes}, at most 43,200
     */
    @Schema(name = "Rest")
    public record Rest(int minutes, int longDutyMinutes, int longMinutes) {}

    /**
     * When the service plans by itself the needs that the policy decides.
     *
     * @param everyMinutes 1 to 1,440
     * @param whenShort only while something is short
     */
    @Schema(name = "Replan")
    public record Replan(int everyMinutes, boolean whenShort) {}
}
