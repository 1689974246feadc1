package dev.muster.restock.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an endpoint.
 *
 * @param seq number of the event
 * @param id what the receiver sees as {@code webhook-id}
 * @param kind of the event
 * @param nextAttemptAt while it is pending
 * @param status HTTP status of the last answer
 * @param error why the last attempt failed: {@code unknown-host}, {@code forbidden-address}, {@code connection}, {@code timeout},
 *     {@code redirect}, {@code status} or {@code gone}
 * @param answer beginning of the last answer
 * @param millis how long the last attempt took
 */
@Schema(name = "WebhookDelivery")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(
        long seq,
        String id,
        String kind,
        State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer,
        @Nullable Integer millis) {

    /** Dead is what was given up after the last attempt. */
    public enum State {
        PENDING,
        DELIVERED,
        DEAD
    }
}
