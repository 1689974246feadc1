/** The screens in a real browser, against the packaged service. */
@NullMarked
package dev.muster.screens;

import org.jspecify.annotations.NullMarked;
