package dev.muster.site;

import dev.muster.platform.Name;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An administrative area.
 *
 * @param code for instance the six digits of GB/T 2260
 * @param parent code of the region it lies in; null at the top
 */
@Schema(name = "Region")
public record RegionRecord(String code, @Nullable String parent, RegionLevel level, Name name) {}
