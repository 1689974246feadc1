/**
 * Places that hold or need resources, and the regions (a tree) they stand in.
 */
@NullMarked
package dev.muster.site;

import org.jspecify.annotations.NullMarked;
