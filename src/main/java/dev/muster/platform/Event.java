package dev.muster.platform;

/**
 * Something that has happened, as it goes into the numbered event log.
 *
 * @param kind for instance {@code allocation.reserved}; past tense or {@code .changed}
 * @param subject what it happened to: a code or an id
 * @param actor who did it: an account name, or {@code system}
 * @param data the whole new state of the subject as boards and other readers show it, serialisable as JSON
 */
public record Event(String kind, String subject, String actor, Object data) {}
