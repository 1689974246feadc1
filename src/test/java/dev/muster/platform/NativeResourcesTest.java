package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Resources are part of a native image only where a setting names them; whatever the code reads by name must be. */
class NativeResourcesTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    /** What others take care of: Quarkus, Flyway, notes for readers. */
    private static final List<String> OTHERS =
            List.of("application.properties", "db/migration/", "META-INF/", "demo/README.md");

    @Test
    void shouldNameEveryResourceThatIsReadAtRunTime() throws IOException {
        List<PathMatcher> globs = globs();
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(RESOURCES::relativize)
                            .filter(file -> OTHERS.stream().noneMatch(file.toString()::startsWith)))
                    .isNotEmpty()
                    .allMatch(file -> globs.stream().anyMatch(glob -> glob.matches(file)));
        }
        assertThat(globs).anyMatch(glob -> glob.matches(Path.of("postgres-linux-x86_64.txz")));
    }

    private static List<PathMatcher> globs() throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve("application.properties"))) {
            settings.load(reader);
        }
        return Stream.of(settings.getProperty("quarkus.native.resources.includes", "")
                        .split(","))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }
}
