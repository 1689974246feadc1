/** Equipment: single assets of a type of the catalogue, by their tag. Where they stand and what they are booked for is kept by {@code unit}. */
@NullMarked
package dev.muster.asset;

import org.jspecify.annotations.NullMarked;
