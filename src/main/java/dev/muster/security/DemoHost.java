package dev.muster.security;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** With the demo scenario the service listens on loopback, unless told otherwise, which {@link FirstAccounts} refuses. */
public final class DemoHost implements ConfigSourceFactory {

    /** Above the framework's own defaults, below everything an operator writes. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue demo = context.getValue("muster.demo.enabled");
        if (demo == null || !Boolean.parseBoolean(demo.getValue())) {
            return List.of();
        }
        return List.of(
                new PropertiesConfigSource(Map.of("quarkus.http.host", "127.0.0.1"), "demo on loopback", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
