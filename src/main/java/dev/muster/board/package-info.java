/**
 * Live boards: read models folded from the event log, and the sockets that push them to screens.
 *
 * <p>From the log to a screen, in order: {@code EventRelay} hands events to a {@link dev.muster.board.Channel} (one per
 * board and region); its {@link dev.muster.board.View} turns each into changes; {@link dev.muster.board.History} keeps
 * the newest of them and merges those that a client lacks; {@link dev.muster.board.Frame}s are encoded once for all
 * clients that stand at the same number; a {@link dev.muster.board.Client} sends one at a time and never queues.
 *
 * <p>Always: a view started from the tables at number n plus the changes up to m equals a view started at m; every
 * delta begins at the number its client has. What the fold cannot follow (a site that moves to another region, an event
 * it cannot read, another epoch) is answered by starting again from the tables. {@code docs/boards.md} is the contract.
 */
@NullMarked
package dev.muster.board;

import org.jspecify.annotations.NullMarked;
