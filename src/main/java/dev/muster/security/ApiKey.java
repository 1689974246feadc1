package dev.muster.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; the key itself is shown once, when it is made.
 *
 * @param organisation code of the supplier
 * @param hint its last four characters
 * @param live neither revoked nor expired
 * @param closed whether the supplier is closed, whose keys open nothing
 * @param createdBy account or key name
 * @param lastUsedAt to within some minutes
 */
record ApiKey(
        UUID id,
        String organisation,
        String name,
        String hint,
        Set<Scope> scopes,
        boolean live,
        boolean closed,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    /** Whether it opens anything now. */
    boolean opens() {
        return live && !closed;
    }

    KeyHolder holder() {
        return new KeyHolder(id, name, organisation, scopes);
    }
}
