package dev.muster.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Which items are asked for; null means all.
 *
 * @param text words that all occur in one of the names, the code or a coding
 */
public record ItemFilter(
        @Nullable ItemKind kind,
        @Nullable String category,
        @Nullable String text) {}
