/**
 * The allocation rules where the source is an asset, a person or a team: nearest first (R2), eligible ones only (R3), taken
 * back from lower classes before they have left (R6), each choice explained (R9).
 */
@NullMarked
package dev.muster.allocation.engine.units;

import org.jspecify.annotations.NullMarked;
