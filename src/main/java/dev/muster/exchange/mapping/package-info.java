/**
 * Which column means what. A mapping is a JSON document: shipped with the service under a name, or sent with the file.
 * It says only what the source's own words mean; it never fills in what the source does not say.
 */
@NullMarked
package dev.muster.exchange.mapping;

import org.jspecify.annotations.NullMarked;
