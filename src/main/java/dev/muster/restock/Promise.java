package dev.muster.restock;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a promise.
 *
 * @param quantity base units
 * @param date when they will have arrived
 */
@Schema(name = "RestockPromise")
public record Promise(long quantity, Instant date) {}
