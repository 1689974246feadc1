package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Goods on the way, or arrived.
 *
 * @param asn number of the advance shipping notice; absent if they came unannounced
 * @param eta when they are to arrive
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RestockShipment")
public record Shipment(
        UUID id,
        @Nullable String asn,
        @Nullable Instant eta,
        State state,
        Instant shippedAt,
        @Nullable Instant receivedAt,
        List<Line> lines) {

    @Schema(name = "RestockShipmentState")
    public enum State {
        ANNOUNCED,
        /** Being booked into the ledger. */
        RECEIVING,
        RECEIVED
    }

    /**
     * Goods of one lot in a shipment.
     *
     * @param quantity base units announced
     * @param lot lot number; absent for goods without one
     * @param expiry last day of use
     * @param sscc GS1 serial shipping container code, 18 digits
     * @param accepted base units booked in
     * @param rejected base units sent back or destroyed
     * @param reason of a difference between announced and accepted
     * @param movement the receipt in the ledger, once something was accepted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RestockShipmentLine")
    public record Line(
            int line,
            long quantity,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            @Nullable String sscc,
            long accepted,
            long rejected,
            @Nullable String reason,
            @Nullable UUID movement) {}

    /** Base units announced. */
    long quantity() {
        return lines.stream().mapToLong(Line::quantity).sum();
    }

    long accepted() {
        return lines.stream().mapToLong(Line::accepted).sum();
    }

    long rejected() {
        return lines.stream().mapToLong(Line::rejected).sum();
    }

    boolean onTheWay() {
        return state == State.ANNOUNCED;
    }

    Shipment in(State next, List<Line> nextLines, @Nullable Instant receivedAt) {
        return new Shipment(id, asn, eta, next, shippedAt, receivedAt, new ArrayList<>(nextLines));
    }
}
