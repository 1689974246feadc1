package dev.muster.asset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Deadlines of hazards. */
@ConfigMapping(prefix = "muster.hazards")
public interface HazardConfig {

    /** Time from a major hazard's report until it must be verified. */
    @WithDefault("24h")
    Duration major();

    /** The same for a minor one. */
    @WithDefault("P7D")
    Duration minor();

    /** How long after the deadline each step of escalation is taken, rising. */
    @WithDefault("0s,24h,72h")
    List<Duration> escalateAfter();

    /** Which role each step tells. */
    @WithDefault("officer,commander,admin")
    List<String> escalateTo();

    /** How often overdue hazards are looked for, to be escalated. */
    @WithDefault("60s")
    Duration lookEvery();
}
