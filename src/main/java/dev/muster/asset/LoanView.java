package dev.muster.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.unit.BookingState;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An asset lent to somebody.
 *
 * @param id of the loan and of its booking
 * @param asset its tag
 * @param borrower null for one that was booked without
 * @param until when it is to be back
 * @param state of the booking: RESERVED, DISPATCHED and RECEIVED while it is out, RETURNED, RELEASED
 * @param returnedAt null while it is not back
 * @param overdue whether it is out and should be back
 */
@Schema(name = "Loan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoanView(
        UUID id,
        String asset,
        String home,
        @Nullable String borrower,
        @Nullable String contact,
        @Nullable String note,
        Instant from,
        Instant until,
        BookingState state,
        @Nullable Instant returnedAt,
        boolean overdue,
        String actor) {}
