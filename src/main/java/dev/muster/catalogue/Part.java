package dev.muster.catalogue;

/**
 * What is in a kit.
 *
 * @param item code
 * @param quantity base units in one kit
 */
public record Part(String item, long quantity) {}
