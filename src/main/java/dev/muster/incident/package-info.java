/**
 * Emergencies with their response level and phase, and the policies: the rules' settings in versions that are never
 * changed. The level enters the demand order (R1) and selects the policy, always in its current version.
 */
@NullMarked
package dev.muster.incident;

import org.jspecify.annotations.NullMarked;
