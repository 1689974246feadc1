package dev.muster.catalogue;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A pack level of an item.
 *
 * @param unit its name, for instance {@code box}
 * @param quantity base units in one
 */
@Schema(name = "Pack")
public record Pack(String unit, long quantity) {}
