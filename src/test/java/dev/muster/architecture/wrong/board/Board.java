package dev.muster.architecture.wrong.board;

/** What must not be used. */
public record Board(int number) {}
