package dev.muster.staff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a vetting of a volunteer holds. */
@ConfigMapping(prefix = "muster.volunteers")
public interface VolunteerConfig {

    /** Days for which a vetting holds where it does not say, and at most. */
    @WithDefault("365")
    int vettingDays();

    /** How often vettings that have run out are looked for. */
    @WithDefault("10m")
    Duration lookEvery();
}
