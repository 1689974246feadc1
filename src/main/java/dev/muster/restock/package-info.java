/**
 * Suppliers and what is asked of them.
 */
@NullMarked
package dev.muster.restock;

import org.jspecify.annotations.NullMarked;
