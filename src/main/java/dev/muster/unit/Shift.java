package dev.muster.unit;

/** When somebody is on duty or on call. */
public record Shift(Span span, boolean onCall) {}
