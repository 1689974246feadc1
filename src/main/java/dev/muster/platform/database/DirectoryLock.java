package dev.muster.platform.database;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One process per directory. The operating system lets go when the process ends, so no lock is ever stale. */
record DirectoryLock(FileChannel channel) {

    /** @throws PreventFurtherStepsException if a living process holds the directory */
    static DirectoryLock acquire(Path home) throws IOException {
        DirectoryLock lock = tryAcquire(home);
        if (lock == null) {
            String holder = Files.readString(home.resolve("lock")).strip();
            throw new PreventFurtherStepsException(
                    "The data directory " + home + " is in use by another running Muster (process " + holder
                            + "). Stop that one, or choose another directory by MUSTER_DATABASE_DIRECTORY.",
                    1);
        }
        return lock;
    }

    private static @Nullable DirectoryLock tryAcquire(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                String pid = ProcessHandle.current().pid() + "\n";
                channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process
        }
        channel.close();
        return null;
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
