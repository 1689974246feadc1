package dev.muster.platform.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database and who signs in to it.
 *
 * @param location host, port, database and parameters, as in {@code localhost:5432/muster?sslmode=require}
 * @param username the role the service works as
 * @param owner the role that owns the tables and migrates them; absent where that is the same role
 */
record DatabaseAddress(
        String location,
        @Nullable String username,
        @Nullable String password,
        @Nullable Owner owner) {

    /** Who owns the tables. */
    record Owner(String username, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return username;
        }
    }

    /**
     * Reads {@code postgresql://[user[:password]@]host[:port]/database[?parameters]}; a user or password given apart
     * from the URL wins.
     *
     * @throws IllegalArgumentException if the URL has another form
     */
    static DatabaseAddress parse(String url, @Nullable String username, @Nullable String password) {
        URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        String scheme = String.valueOf(uri.getScheme());
        String path = uri.getPath();
        if (!scheme.matches("postgres(ql)?") || uri.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("not of the form postgresql://host:port/database");
        }
        String location = uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()) + uri.getRawPath();
        if (uri.getRawQuery() != null) {
            location += "?" + uri.getRawQuery();
        }
        @Nullable String user = uri.getRawUserInfo();
        if (user != null) {
            String[] parts = user.split(":", 2);
            username = username != null ? username : decoded(parts[0]);
            password = password != null || parts.length < 2 ? password : decoded(parts[1]);
        }
        return new DatabaseAddress(location, username, password, null);
    }

    DatabaseAddress ownedBy(Owner other) {
        return new DatabaseAddress(location, username, password, other);
    }

    /** The settings of Quarkus's default datasource, reactive and JDBC, and of its migrations. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.reactive.url", "postgresql://" + location);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + location);
        if (username != null) {
            settings.put("quarkus.datasource.username", username);
        }
        if (password != null) {
            settings.put("quarkus.datasource.password", password);
        }
        if (owner != null) {
            settings.put("quarkus.flyway.username", owner.username());
            settings.put("quarkus.flyway.password", owner.password());
        }
        return settings;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return location;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
