package dev.muster.platform.database;

import com.sun.security.auth.module.UnixSystem;
import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom the server's programs run. PostgreSQL runs neither as root nor as a user without a name: for those in
 * a user namespace of its own, or for root where that is not allowed (most containers) as the user nobody.
 *
 * @param uid owner of the server's files
 * @param command words put before each program
 */
record PostgresUser(int uid, List<String> command) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    static PostgresUser current() throws IOException {
        int uid = callersUid();
        boolean nameless = "?".equals(System.getProperty("user.name"));
        if (uid != ROOT && !nameless) {
            return new PostgresUser(uid, List.of());
        }
        if (succeeds("unshare", "-U", "true")) {
            return new PostgresUser(uid, List.of("unshare", "-U"));
        }
        if (nameless) {
            throw new PreventFurtherStepsException(
                    "PostgreSQL cannot run as the user with the id " + uid
                            + " here, who has no name: start as a user with a name, or name a database by MUSTER_DATABASE_URL",
                    1);
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
        if (callersUid() != ROOT || (owner != ROOT && owner != NOBODY)) {
            throw new PreventFurtherStepsException(path + " belongs to the user with the id " + owner, 1);
        }
        Directories.give(path, uid);
    }

    /** UnixSystem alone will not do: it takes a user without a name for root. */
    private static int callersUid() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? Directories.owner(self.toRealPath()) : Math.toIntExact(new UnixSystem().getUid());
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
