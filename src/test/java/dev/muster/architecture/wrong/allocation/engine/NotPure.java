package dev.muster.architecture.wrong.allocation.engine;

import io.smallrye.mutiny.Uni;

/** Wrong on purpose: a framework inside the rules. */
record NotPure(Uni<String> later) {}
