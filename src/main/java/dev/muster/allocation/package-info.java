/**
 * Who gets what from where: the decision loop gathers commands that change stock or needs, decides them by the rules in {@code engine} and saves them in one transaction.
 */
@NullMarked
package dev.muster.allocation;

import org.jspecify.annotations.NullMarked;
