package dev.muster.platform.database;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom the server's programs run. PostgreSQL refuses to run as root: for root they run in a user namespace of their
 * own, or where that is not allowed (most containers) as the user nobody.
 *
 * @param uid owner of the server's files
 * @param command words put before each program
 */
record PostgresUser(int uid, List<String> command) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    static PostgresUser current() throws IOException {
        int uid = Directories.owner(Path.of("/proc/self").toFile().exists() ? Path.of("/proc/self") : ownFile());
        if (uid != ROOT) {
            return new PostgresUser(uid, List.of());
        }
        if (succeeds("unshare", "-U", "true")) {
            return new PostgresUser(ROOT, List.of("unshare", "-U"));
        }
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (succeeds(nobody.get(0), nobody.get(1), nobody.get(2), nobody.get(3), "true")) {
            return new PostgresUser(NOBODY, nobody);
        }
        throw new PreventFurtherStepsException(
                "PostgreSQL cannot run as root here: start as an ordinary user, or name a database by MUSTER_DATABASE_URL",
                1);
    }

    /**
     * Makes the files this user's; another person's are left alone.
     *
     * @throws PreventFurtherStepsException if they belong to somebody else
     */
    void own(Path path) throws IOException {
        int owner = Directories.owner(path);
        if (owner == uid) {
            return;
        }
        if (command.isEmpty() || (owner != ROOT && owner != NOBODY)) {
            throw new PreventFurtherStepsException(path + " belongs to the user with the id " + owner, 1);
        }
        Directories.give(path, uid);
    }

    private static Path ownFile() throws IOException {
        Path file = Files.createTempFile("muster", null);
        file.toFile().deleteOnExit();
        return file;
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
