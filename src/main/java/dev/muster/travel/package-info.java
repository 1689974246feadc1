/**
 * Distance and travel time between sites.
 */
@NullMarked
package dev.muster.travel;

import org.jspecify.annotations.NullMarked;
