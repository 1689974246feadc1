package dev.muster.stock;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a site keeps of an item.
 *
 * @param site code
 * @param item code
 * @param floor base units the site keeps for itself (R4)
 * @param par base units it should hold
 */
@Schema(name = "StockLevel")
public record StockLevel(String site, String item, long floor, long par) {}
