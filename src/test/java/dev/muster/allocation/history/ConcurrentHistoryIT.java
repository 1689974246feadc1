package dev.muster.allocation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services on one database, many clients; connections, services and the database killed in between; then the whole
 * history is checked. {@code -Dhistory.seed=} gives a seed again; {@code bench/history} goes on for longer.
 */
class ConcurrentHistoryIT {

    private static final int COMMANDS = 2_000;

    @TempDir
    Path directory;

    @Test
    void shouldKeepItsPromisesWhateverBreaks() throws Exception {
        long seed = Long.getLong("history.seed", System.nanoTime());
        System.out.println("ConcurrentHistoryIT seed " + seed);

        HistoryRun.Result result = new HistoryRun(seed, COMMANDS, directory).run();

        System.out.println(result.summary());
        assertThat(result.violations()).as("seed " + seed).isEmpty();
        assertThat(result.summary().calm()).as("what did not happen").isEmpty();
    }
}
