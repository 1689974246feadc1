package dev.muster.security;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wall screen with a valid device token.
 *
 * @param region code of the region its boards are narrowed to; all if absent
 */
record Device(UUID id, String name, @Nullable String region) implements Party {}
