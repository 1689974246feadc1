package dev.muster.exchange;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Real files that are not part of the project. Their folder is named by {@code MUSTER_TEST_DATA}. */
final class TestData {

    private TestData() {}

    /** The files of Hubei's hospitals in 2020; skips the test if they are not there. */
    static Path hubei() {
        String named = Optional.ofNullable(System.getProperty("MUSTER_TEST_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("MUSTER_TEST_DATA")))
                .orElse("../shared/data");
        Path folder = Path.of(named, "hubei_2020");
        assumeTrue(
                Files.isDirectory(folder),
                () -> "No test data at " + folder.toAbsolutePath() + "; set MUSTER_TEST_DATA to their folder");
        return folder;
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
