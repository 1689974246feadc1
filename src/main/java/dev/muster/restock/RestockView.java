package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one supplier is asked for, as officers, the supplier and boards see it; the data of every {@code restock.*} event.
 *
 * @param need what several suppliers may be asked for together
 * @param site code of where the goods are to come
 * @param quantity base units asked
 * @param neededBy when it should be there
 * @param overdue an answer, or promised goods, have not come in time
 * @param promised base units promised in all, of those some may have come
 * @param promises what is promised, by date
 * @param promisedUntil when the last of what is still to come will have arrived
 * @param packSize base units of a pack
 * @param priceMinor price of a pack in minor units of the currency
 * @param reason why it was declined or cancelled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RestockRequest")
public record RestockView(
        UUID id,
        UUID need,
        String supplier,
        String site,
        String item,
        long quantity,
        Urgency urgency,
        @Nullable Instant neededBy,
        @Nullable String note,
        RestockState state,
        boolean overdue,
        long promised,
        long shipped,
        long received,
        long rejected,
        List<Promise> promises,
        @Nullable Instant promisedUntil,
        List<Shipment> shipments,
        @Nullable Long packSize,
        @Nullable Long priceMinor,
        @Nullable String currency,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant answerBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant promisedAt,
        @Nullable Instant due,
        @Nullable Instant remindedAt,
        @Nullable Instant endedAt) {

    static RestockView of(RestockRequest r) {
        RestockRequest.Terms t = r.terms;
        return new RestockView(
                t.id(),
                t.need(),
                t.supplier(),
                t.site(),
                t.item(),
                t.quantity(),
                t.urgency(),
                t.neededBy(),
                t.note(),
                r.state,
                r.overdue,
                r.promised,
                r.shipped,
                r.received,
                r.rejected,
                List.copyOf(r.promises),
                r.promisedUntil(),
                List.copyOf(r.shipments),
                t.packSize(),
                t.priceMinor(),
                t.currency(),
                r.reason,
                t.createdAt(),
                r.sentAt,
                r.answerBy,
                r.acknowledgedAt,
                r.promisedAt,
                r.due,
                r.remindedAt,
                r.endedAt);
    }
}
