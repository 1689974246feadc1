/**
 * The demo scenario: a province in an epidemic, played through the public API.
 */
@NullMarked
package dev.muster.demo;

import org.jspecify.annotations.NullMarked;
