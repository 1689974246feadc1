/**
 * Reports: what was asked, what was served, from how far. They read the tables as they are and change nothing.
 */
@NullMarked
package dev.muster.report;

import org.jspecify.annotations.NullMarked;
