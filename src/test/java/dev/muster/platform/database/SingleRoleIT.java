package dev.muster.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ServiceProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An external database: with one role the service starts and says what is missing, with two it has nothing to say. */
class SingleRoleIT {

    private static final String WARNING = "Row-level security does not hold here";

    @TempDir
    Path directory;

    @Test
    void shouldStartWithOneRoleAndWarn() throws Exception {
        try (DatabaseProcess database = DatabaseProcess.start(directory.resolve("database"))) {
            try (ServiceProcess single =
                    ServiceProcess.start(directory.resolve("one"), database.singleRoleSettings())) {
                assertThat(single.get("/api/v1/sites", "officer").statusCode()).isEqualTo(200);
                assertThat(single.output()).contains(WARNING, "the role single owns the tables");
            }
            try (ServiceProcess two = ServiceProcess.start(directory.resolve("two"), database.settings())) {
                assertThat(two.get("/api/v1/sites", "officer").statusCode()).isEqualTo(200);
                assertThat(two.output()).doesNotContain(WARNING);
            }
        }
    }
}
