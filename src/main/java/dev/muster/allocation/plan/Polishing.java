package dev.muster.allocation.plan;

/** Placeholder. */
final class Polishing {
    Polishing(Shipments shipments, SpanningTree tree) {}

    Polish polish() {
        return Polish.NONE;
    }
}
