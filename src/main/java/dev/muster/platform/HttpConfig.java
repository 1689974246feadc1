package dev.muster.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Limits of what callers send. */
@ConfigMapping(prefix = "muster.http")
interface HttpConfig {

    /** Largest body of an ordinary request; larger ones get 413. */
    @WithDefault("8388608")
    long maxBodyBytes();

    /** Largest body below {@link #largeBodyPaths()}. Keep {@code quarkus.http.limits.max-body-size} above it. */
    @WithDefault("67108864")
    long maxLargeBodyBytes();

    /** Path prefixes that take large bodies. */
    @WithDefault("/api/v1/imports")
    List<String> largeBodyPaths();
}
