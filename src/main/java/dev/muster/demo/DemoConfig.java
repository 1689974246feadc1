package dev.muster.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the demo scenario. */
@ConfigMapping(prefix = "muster.demo")
interface DemoConfig {

    /** Whether the scenario is played. It fills the database with invented data: never on a real one. */
    @WithDefault("false")
    boolean enabled();

    /** Simulated seconds per real second at the start; 600 makes a day of 2.4 minutes. */
    @WithDefault("600")
    double speed();

    /** The highest speed that can be asked for. */
    @WithDefault("7200")
    double maxSpeed();

    /** What the course of events follows from. Read on an empty database only; afterwards the stored one counts. */
    @WithDefault("20260119")
    long seed();

    /** Where the service is; by default this process's own port on loopback. */
    Optional<String> url();

    /** Password of the demo accounts. */
    @WithDefault("muster-demo")
    String password();

    /** Calls under way at once while the reference data are loaded. */
    @WithDefault("8")
    int parallelCalls();

    /** Most requests of the scenario open at once; beyond it sites ask for nothing new. */
    @WithDefault("120")
    int maxOpenRequests();

    /** How old the scenario's picture of stock may grow before it is read again. */
    @WithDefault("5s")
    Duration maxPictureAge();

    /** How long one call may take. */
    @WithDefault("20s")
    Duration callTimeout();

    /** Tries of one call, the first included, before it is given up. */
    @WithDefault("8")
    int maxTries();

    /** Wait before the second try; it doubles with each further one. */
    @WithDefault("250ms")
    Duration firstBackOff();

    /** Longest wait between two tries, also when the service names a longer one. */
    @WithDefault("10s")
    Duration maxBackOff();

    /** Shortest time a request may still wait when it is made, whatever the speed. */
    @WithDefault("60s")
    Duration minNeededByAhead();
}
