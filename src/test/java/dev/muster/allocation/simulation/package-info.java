/**
 * A seeded simulation of the decision core: random commands in batches, retries, crashes and two processes over one set
 * of tables ({@code Script}), decided by the real core and by a plain reference written from the rules as the domain
 * states them ({@code Reference}), which must agree; what must always hold is checked by itself ({@code Laws}). The
 * reference shares nothing with the core but value types. A failure is shrunk to few steps ({@code Shrinking}).
 */
@NullMarked
package dev.muster.allocation.simulation;

import org.jspecify.annotations.NullMarked;
