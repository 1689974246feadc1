package dev.muster.architecture.wrong.exchange;

import dev.muster.architecture.wrong.board.Board;

/** Wrong on purpose: nothing uses the board. */
record ReadsTheBoard(Board board) {}
