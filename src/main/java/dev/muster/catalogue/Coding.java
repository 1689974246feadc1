package dev.muster.catalogue;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else calls an item.
 *
 * @param system for instance {@code GTIN}, {@code GB/T 38565}, {@code ATC}
 * @param code the item's code there
 * @param version of the system
 */
@Schema(name = "Coding")
public record Coding(String system, String code, @Nullable String version) {}
