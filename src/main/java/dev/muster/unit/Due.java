package dev.muster.unit;

import java.time.Instant;

/**
 * Something that must be done to an asset.
 *
 * @param plan its name
 * @param at when it is due at the latest
 */
public record Due(String plan, Instant at) {}
