package dev.muster.architecture.wrong.catalogue;

import dev.muster.architecture.wrong.site.UsesCatalogue;

/** Wrong on purpose: one half of a cycle. */
public record UsesSite(UsesCatalogue catalogue) {}
