package dev.muster.exchange.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The mappings shipped with the service, by name. {@code standard-<kind>} is used where none is named. */
public final class Mappings {

    private static final String FOLDER = "/dev/muster/exchange/mappings/";

    /** Resources of a jar cannot be listed: the names stand here. */
    private static final List<String> NAMES = List.of(
            "standard-sites",
            "standard-items",
            "standard-suppliers",
            "standard-prices",
            "standard-stock",
            "standard-requests",
            "standard-assets",
            "standard-staff",
            "standard-teams",
            "standard-rosters",
            "hubei-2020-sites",
            "hubei-2020-items",
            "hubei-2020-suppliers",
            "hubei-2020-requests",
            "hubei-2020-raw-final-json",
            "hubei-2020-raw-flat-json",
            "hubei-2020-raw-sheet-csv",
            "hubei-2020-raw-needs-csv",
            "hubei-2020-raw-factories-json",
            "hubei-2020-raw-factories-csv",
            "hubei-2020-raw-hotels-csv",
            "hubei-2020-raw-carriers");

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Map<String, Mapping> SHIPPED = load();

    private Mappings() {}

    public static List<String> names() {
        return List.copyOf(SHIPPED.keySet());
    }

    public static Optional<Mapping> named(String name) {
        return Optional.ofNullable(SHIPPED.get(name));
    }

    /** The mapping for files with our own titles, in Chinese or English. */
    public static Mapping standard(String kind) {
        return named("standard-" + kind).orElseThrow(() -> new IllegalArgumentException("No kind " + kind));
    }

    /** A mapping sent with a file; empty if it is no mapping. */
    public static Optional<Mapping> parse(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, Mapping.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    public static String write(Mapping mapping) {
        try {
            return JSON.writeValueAsString(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable: " + mapping, e);
        }
    }

    private static Map<String, Mapping> load() {
        Map<String, Mapping> shipped = new TreeMap<>();
        for (String name : NAMES) {
            try (InputStream in = Mappings.class.getResourceAsStream(FOLDER + name + ".json")) {
                if (in == null) {
                    throw new IllegalStateException("No mapping " + name);
                }
                shipped.put(name, JSON.readValue(in, Mapping.class));
            } catch (IOException e) {
                throw new UncheckedIOException("Mapping " + name, e);
            }
        }
        return shipped;
    }
}
