/** When to restock and from whom: pure functions of figures, explained in figures and words. */
@NullMarked
package dev.muster.restock.review;

import org.jspecify.annotations.NullMarked;
