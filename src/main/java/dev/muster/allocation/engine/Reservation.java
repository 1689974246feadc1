package dev.muster.allocation.engine;

import dev.muster.stock.Position;
import java.util.UUID;

/**
 * Stock held for a line by rule and not yet dispatched, which a higher class may take back (R6).
 *
 * @param id id of the allocation
 * @param rank the place of its line in the order of service
 * @param lot where it is held
 * @param quantity base units
 */
public record Reservation(UUID id, Rank rank, Position lot, long quantity) {}
