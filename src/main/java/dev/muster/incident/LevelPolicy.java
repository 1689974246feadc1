package dev.muster.incident;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which policy decides requests at a response level; always the policy's current version.
 *
 * @param policy its code
 */
@Schema(name = "LevelPolicy")
public record LevelPolicy(PolicyLevel level, String policy) {}
