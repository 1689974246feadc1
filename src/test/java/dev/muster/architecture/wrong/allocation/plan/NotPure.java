package dev.muster.architecture.wrong.allocation.plan;

import io.smallrye.mutiny.Uni;

/** Wrong on purpose: a framework inside the planner. */
record NotPure(Uni<String> later) {}
