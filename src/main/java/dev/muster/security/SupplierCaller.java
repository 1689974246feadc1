package dev.muster.security;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts for a supplier, see {@link Caller#supplier()}.
 *
 * @param organisation code of the supplier
 * @param key the API key behind the request; null for an account
 * @param name the actor of audit entries and events
 */
public record SupplierCaller(String organisation, @Nullable UUID key, String name) {}
