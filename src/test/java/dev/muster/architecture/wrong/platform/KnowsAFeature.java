package dev.muster.architecture.wrong.platform;

import dev.muster.architecture.wrong.board.Board;

/** Wrong on purpose: the bottom uses the top. */
public record KnowsAFeature(Board board) {}
