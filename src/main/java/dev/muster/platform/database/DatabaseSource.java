package dev.muster.platform.database;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the datasource settings, below every other source of configuration. The embedded database is started when
 * one of its settings is first asked for, so reading other configuration (a build, a plain unit test) starts nothing.
 */
public final class DatabaseSource implements ConfigSourceFactory {

    private static final int ORDINAL = 50;
    private static final Set<String> NAMES = Set.of(
            "quarkus.datasource.reactive.url",
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "quarkus.flyway.username",
            "quarkus.flyway.password");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (building()
                || value(context, "quarkus.datasource.reactive.url") != null
                || value(context, "quarkus.datasource.jdbc.url") != null) {
            return List.of();
        }
        String url = value(context, "muster.database.url");
        if (url != null) {
            DatabaseAddress address = external(
                    url, value(context, "muster.database.username"), value(context, "muster.database.password"));
            String owner = value(context, "muster.database.owner-username");
            String ownerPassword = value(context, "muster.database.owner-password");
            DatabaseAddress owned =
                    owner == null ? address : address.ownedBy(new DatabaseAddress.Owner(owner, or(ownerPassword, "")));
            return List.of(new Source("External database", owned::settings));
        }
        EmbeddedDatabase.Settings settings = new EmbeddedDatabase.Settings(
                Path.of(or(value(context, "muster.database.directory"), "data")),
                Integer.parseInt(or(value(context, "muster.database.port"), "0")),
                Boolean.parseBoolean(or(value(context, "muster.database.ephemeral"), "false")),
                Integer.parseInt(or(value(context, "muster.database.start-timeout-seconds"), "120")));
        return List.of(new Source("Embedded database", () -> embedded(settings).settings()));
    }

    private static DatabaseAddress external(String url, @Nullable String username, @Nullable String password) {
        try {
            return DatabaseAddress.parse(url, username, password);
        } catch (IllegalArgumentException e) {
            // Not the URL itself: it may hold a password
            throw new PreventFurtherStepsException(
                    "muster.database.url cannot be read; it has the form postgresql://host:5432/muster", 1);
        }
    }

    /** While the application is built its configuration is read too; there is no database then. */
    private static boolean building() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader != null && String.valueOf(loader.getName()).startsWith("Deployment Class Loader");
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /**
     * Configuration that fails is reported by Quarkus once for each setting with a stack trace; an operator gets the
     * sentence alone.
     */
    private static DatabaseAddress embedded(EmbeddedDatabase.Settings settings) {
        try {
            return EmbeddedDatabase.running(settings);
        } catch (PreventFurtherStepsException e) {
            if (LaunchMode.current() != LaunchMode.NORMAL) {
                throw e;
            }
            System.err.println("Muster does not start. " + e.getMessage());
            Runtime.getRuntime().halt(e.getExitCode());
            throw e;
        }
    }

    private record Source(String name, Supplier<Map<String, String>> settings) implements ConfigSource {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }

        @Override
        public Set<String> getPropertyNames() {
            return NAMES;
        }

        @Override
        public @Nullable String getValue(String property) {
            return NAMES.contains(property) ? settings.get().get(property) : null;
        }
    }
}
