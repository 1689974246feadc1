package dev.muster.security;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a wall screen's token; the token itself is shown once, when it is made.
 *
 * @param region code of the region its boards are narrowed to; all if absent
 * @param createdBy account name
 * @param lastUsedAt to within some minutes
 */
record DeviceToken(
        UUID id,
        String name,
        @Nullable String region,
        String createdBy,
        Instant createdAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {}
