/**
 * The allocation rules R1 to R10 as pure functions: load, decide, save; this is the decide.
 */
@NullMarked
package dev.muster.allocation.engine;

import org.jspecify.annotations.NullMarked;
