/** How long the rules take to decide on units, beside supplies. */
@NullMarked
package dev.muster.bench.units;

import org.jspecify.annotations.NullMarked;
