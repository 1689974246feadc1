package dev.muster.security;

import java.util.Set;
import java.util.UUID;

/**
 * A supplier's program with a live API key.
 *
 * @param name of the key
 * @param organisation code of the supplier
 */
record KeyHolder(UUID id, String name, String organisation, Set<Scope> scopes) implements Party {}
