/**
 * Emergencies with their response level and phase. The level enters the demand order (R1) and the floors (R4).
 */
@NullMarked
package dev.muster.incident;

import org.jspecify.annotations.NullMarked;
