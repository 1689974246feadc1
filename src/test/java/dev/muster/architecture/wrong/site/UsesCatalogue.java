package dev.muster.architecture.wrong.site;

import dev.muster.architecture.wrong.catalogue.UsesSite;

/** Wrong on purpose: one half of a cycle. */
public record UsesCatalogue(UsesSite site) {}
