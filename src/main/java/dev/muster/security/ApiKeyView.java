package dev.muster.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a key.
 *
 * @param organisation code of the supplier
 * @param hint its last four characters
 * @param key the key itself; only in the answer that made it
 */
@Schema(name = "ApiKey")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyView(
        UUID id,
        String organisation,
        String name,
        String hint,
        List<String> scopes,
        boolean live,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String key) {

    static ApiKeyView of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyView of(ApiKeys.Made made) {
        return of(made.key(), made.secret());
    }

    private static ApiKeyView of(ApiKey key, @Nullable String secret) {
        return new ApiKeyView(
                key.id(),
                key.organisation(),
                key.name(),
                key.hint(),
                Scope.words(key.scopes()),
                key.live(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                key.lastUsedAt(),
                secret);
    }

    @Override
    public String toString() {
        return "ApiKeyView[" + id + " " + organisation + "]";
    }
}
