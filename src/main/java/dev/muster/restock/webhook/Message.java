package dev.muster.restock.webhook;

/**
 * What is posted.
 *
 * @param id the same at every attempt
 * @param body JSON, the same at every attempt
 */
record Message(String id, String body) {}
