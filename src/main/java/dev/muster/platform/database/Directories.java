package dev.muster.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories: deleting them, and whose they are. */
final class Directories {

    private Directories() {}

    /** Deletes a directory with all in it; what somebody else deletes meanwhile is no error. */
    static void delete(Path directory) throws IOException {
        for (Path path : contents(directory)) {
            Files.deleteIfExists(path);
        }
    }

    static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives a directory with all in it to another user; only root can. */
    static void give(Path directory, int uid) throws IOException {
        for (Path path : contents(directory)) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static List<Path> contents(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return contents(directory);
            }
            throw e;
        }
    }
}
