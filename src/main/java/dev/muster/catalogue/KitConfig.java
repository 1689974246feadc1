package dev.muster.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How big kits may be. */
@ConfigMapping(prefix = "muster.kits")
public interface KitConfig {

    /** The most lines in what one kit holds. */
    @WithDefault("100")
    int lines();

    /** The most different items that one kit comes to, the kits in it taken apart. */
    @WithDefault("200")
    int items();
}
