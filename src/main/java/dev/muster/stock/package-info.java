/**
 * The ledger, positions, lots, floors and par levels. The ledger is double-entry and append-only; a position is its balance plus what is reserved.
 */
@NullMarked
package dev.muster.stock;

import org.jspecify.annotations.NullMarked;
