package dev.muster.incident;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version of a policy as it was in force; never changed.
 *
 * @param createdBy account that made it, or {@code system}
 */
@Schema(name = "PolicyVersion")
public record PolicyVersion(String code, int version, PolicySettings settings, Instant createdAt, String createdBy) {}
