package dev.muster.bench.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time used so far, seconds, as Linux counts it in {@code /proc} (proc(5)): by the service, by all processes of
 * the database server (those that have ended included), by this process, which makes the load, and by all the machine.
 */
record Usage(double service, double database, double load, double machine) {

    static final Usage NONE = new Usage(0, 0, 0, 0);

    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code /proc/pid/stat}, counted after the name. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    static Usage now(long service, long database) {
        double databaseSeconds = seconds(stat(database), USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
        for (long child : children(database)) {
            databaseSeconds += seconds(stat(child), USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
        }
        return new Usage(
                seconds(stat(service), USER, SYSTEM),
                databaseSeconds,
                seconds(stat(ProcessHandle.current().pid()), USER, SYSTEM),
                machineSeconds());
    }

    /** Processor seconds that went to others. */
    double others() {
        return Math.max(0, machine - service - database - load);
    }

    /** All but idle and waiting, and but what guests took, which is counted as the user's already. */
    private static double machineSeconds() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            String[] all = lines.findFirst().orElseThrow().split("\\s+");
            return seconds(all, 1, 2, 3, 6, 7, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Usage since(Usage earlier) {
        return new Usage(
                service - earlier.service, database - earlier.database, load - earlier.load, machine - earlier.machine);
    }

    /** Memory of a process that is in RAM, MiB. */
    static double residentMebibytes(long pid) {
        return kibibytes(pid, "status", "VmRSS:") / 1024.0;
    }

    /** Memory of a server and its processes that is in RAM, MiB; what they share is counted once. */
    static double proportionalMebibytes(long server) {
        List<Long> all = new ArrayList<>(children(server));
        all.add(server);
        return all.stream()
                        .mapToLong(pid -> kibibytes(pid, "smaps_rollup", "Pss:"))
                        .sum()
                / 1024.0;
    }

    private static List<Long> children(long parent) {
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                String[] stat = stat(pid);
                if (stat.length > PARENT && stat[PARENT].equals(String.valueOf(parent))) {
                    children.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return children;
    }

    /** Nothing for a process that has ended. */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    private static double seconds(String[] stat, int... fields) {
        long ticks = 0;
        for (int field : fields) {
            ticks += stat.length > field ? Long.parseLong(stat[field]) : 0;
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Nothing for a process that has ended. */
    private static long kibibytes(long pid, String file, String name) {
        Path path = Path.of("/proc", String.valueOf(pid), file);
        try {
            for (String line : Files.readAllLines(path)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException e) {
            String[] stat = stat(pid);
            if (stat.length == 0 || stat[0].equals("Z") || stat[0].equals("X")) {
                return 0;
            }
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }
}
