package dev.muster.bench.decisions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run found, as a table to read and a file for programs. */
final class Report {

    private static final String FORMAT = "%-5s %-24s %-11s %9s %8s %9s %9s  %8s %8s %8s %8s %7s %7s";

    private Report() {}

    static String head() {
        return String.format(
                        FORMAT,
                        "",
                        "",
                        "",
                        "alloca-",
                        "× row",
                        "p50",
                        "p99",
                        "service",
                        "database",
                        "load",
                        "heap",
                        "service",
                        "datab.")
                + "\n"
                + String.format(
                        FORMAT,
                        "items",
                        "who decides",
                        "load",
                        "tions/s",
                        "lock",
                        "ms",
                        "ms",
                        "CPU s/k",
                        "CPU s/k",
                        "CPU s/k",
                        "MB/s",
                        "MiB",
                        "MiB");
    }

    static String row(Measured m) {
        return String.format(
                FORMAT,
                m.demand(),
                m.contender(),
                m.load(),
                figure("%.0f", m.allocationsPerSecond()),
                m.ratio() == null ? "" : figure("%.2f", m.ratio()),
                figure("%.2f", m.p50Millis()),
                figure("%.2f", m.p99Millis()),
                figure("%.3f", m.serviceCpu()),
                figure("%.3f", m.databaseCpu()),
                figure("%.3f", m.loadCpu()),
                m.allocatedMegabytesPerSecond() == null ? "" : figure("%.0f", m.allocatedMegabytesPerSecond()),
                figure("%.0f", m.serviceMebibytes()),
                figure("%.0f", m.databaseMebibytes()));
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    static void write(Path file, Options options, Object surroundings, List<?> results) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("options", options);
        all.put("surroundings", surroundings);
        all.put("results", results);
        Files.createDirectories(file.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    /** What the figures depend on. Refuses a database whose commits are not durable. */
    static Map<String, String> surroundings(Connection connection) throws SQLException, IOException {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        found.put("processor", processor());
        found.put("java", Runtime.version().toString());
        for (String setting : List.of(
                "server_version",
                "fsync",
                "synchronous_commit",
                "full_page_writes",
                "wal_sync_method",
                "shared_buffers",
                "max_wal_size")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("show " + setting)) {
                rows.next();
                found.put(setting, rows.getString(1));
            }
        }
        if (!"on".equals(found.get("fsync")) || !"on".equals(found.get("synchronous_commit"))) {
            throw new IllegalStateException("Commits are not durable: " + found);
        }
        return found;
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
