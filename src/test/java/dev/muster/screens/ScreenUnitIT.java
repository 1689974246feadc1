package dev.muster.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The screens' own tests and type check; packaging has installed what they need. */
class ScreenUnitIT {

    private static final String NPM = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";

    @Test
    void shouldPassTheTestsWrittenInTypeScript() throws Exception {
        Process npm = new ProcessBuilder(NPM, "test")
                .directory(Path.of("src/main/webui").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(npm.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(npm.exitValue()).as(output).isZero();
    }
}
