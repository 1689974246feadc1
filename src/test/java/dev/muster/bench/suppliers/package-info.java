/**
 * How long suppliers' calls take, alone and beside requests being decided. Run by {@code bench/suppliers}.
 */
@NullMarked
package dev.muster.bench.suppliers;

import org.jspecify.annotations.NullMarked;
