package dev.muster.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event as it stands in the log.
 *
 * @param seq its number, 1 and up, without gaps within an epoch
 * @param at when it was committed to the log, by the database's clock
 * @param kind for instance {@code allocation.reserved}
 * @param subject what it happened to: a code or an id
 * @param actor account name, or {@code system}
 * @param data the subject's whole new state; shared between readers, never to be changed
 */
public record LoggedEvent(long seq, Instant at, String kind, String subject, String actor, JsonNode data) {}
