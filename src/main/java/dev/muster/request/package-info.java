/**
 * What a site asks for under an incident, and its life.
 */
@NullMarked
package dev.muster.request;

import org.jspecify.annotations.NullMarked;
