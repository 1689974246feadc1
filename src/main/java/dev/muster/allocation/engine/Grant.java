package dev.muster.allocation.engine;

import dev.muster.stock.Position;
import dev.muster.travel.Journey;

/**
 * A decision in favour of a demand: this much of this lot at this source.
 *
 * @param lot the source's position
 * @param quantity base units
 * @param journey from the source to the asking site
 */
public record Grant(Position lot, long quantity, Journey journey) {}
