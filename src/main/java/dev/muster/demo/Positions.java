package dev.muster.demo;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** Where the scenario stands, kept over restarts. */
interface Positions {

    /**
     * @param run names this playing of the scenario
     * @param began when it was first started, real time
     * @param prepared whether reference data and first stock are loaded
     * @param step the next to play
     */
    record Position(UUID run, long seed, Instant began, boolean prepared, long step) {}

    /** The stored position, or a new one with this run and seed. */
    Uni<Position> begin(UUID run, long seed);

    /** Notes that the province is loaded. */
    Uni<Void> prepared();

    /** Notes that a step is played; false if somebody else has played it. */
    Uni<Boolean> played(long step);
}
