package dev.muster.platform;

/**
 * Who did what, written in the transaction of the change and chained by hash.
 *
 * @param actor account name, or {@code system}
 * @param action for instance {@code site.put}
 * @param subject code or id of what was changed
 * @param detail what was given, serialisable as JSON; no secrets
 */
public record Audit(String actor, String action, String subject, Object detail) {}
