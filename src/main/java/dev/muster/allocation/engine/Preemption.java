package dev.muster.allocation.engine;

import java.util.List;

/**
 * What a demand got by taking back reservations of lower classes (R6).
 *
 * @param decision what it got; {@code left} is what even this could not serve
 * @param taken the reservations taken back, already released in the book
 */
public record Preemption(Decision decision, List<Reservation> taken) {}
