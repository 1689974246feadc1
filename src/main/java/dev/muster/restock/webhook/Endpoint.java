package dev.muster.restock.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered webhook.
 *
 * @param kinds of events that go there; empty for all
 * @param reason why the service disabled it
 * @param cursor events up to this number are delivered, on their way, dead or not wanted
 * @param pending deliveries that wait
 * @param dead deliveries that were given up
 * @param failingSince when the first attempt failed since the last that did not
 * @param previousSecretUntil until when the secret before signs too
 */
record Endpoint(
        UUID id,
        String organisation,
        String url,
        @Nullable String description,
        List<String> kinds,
        EndpointState state,
        @Nullable String reason,
        long cursor,
        long pending,
        long dead,
        @Nullable Instant failingSince,
        @Nullable Instant previousSecretUntil,
        String createdBy,
        Instant createdAt) {}
