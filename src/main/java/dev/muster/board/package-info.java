/**
 * Live read models, folds over the event log, and the sockets that push them to screens.
 */
@NullMarked
package dev.muster.board;

import org.jspecify.annotations.NullMarked;
