package dev.muster.board;

import java.util.UUID;

/**
 * Where a client that comes back left off.
 *
 * @param epoch the log's epoch that it knows
 * @param after the last number it has applied
 */
record Resume(UUID epoch, long after) {}
