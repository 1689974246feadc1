/**
 * What can be asked for: supplies, equipment types, staff competencies, with units, packs, codings and substitutes.
 */
@NullMarked
package dev.muster.catalogue;

import org.jspecify.annotations.NullMarked;
