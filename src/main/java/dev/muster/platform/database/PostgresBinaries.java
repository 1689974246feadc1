package dev.muster.platform.database;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs packed with the service, unpacked once beside the data. */
record PostgresBinaries(Path home) {

    /** Unpacks the programs of this platform below {@code directory} unless that was done before. */
    static PostgresBinaries in(Path directory) throws IOException {
        Path home = directory.resolve("postgresql-" + fingerprint().substring(0, 12));
        if (!Files.exists(home)) {
            Path unpacked = Files.createTempDirectory(directory, "unpacking-");
            unpack(unpacked);
            try {
                Files.move(unpacked, home);
            } catch (IOException e) {
                // Another process was faster
                Directories.delete(unpacked);
                if (!Files.exists(home)) {
                    throw e;
                }
            }
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static InputStream archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm_64" : "x86_64";
        String name = "/postgres-" + system + "-" + machine + ".txz";
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new PreventFurtherStepsException(
                    "This package carries no PostgreSQL for " + system + " " + machine
                            + ": build it on this machine, or name a database by MUSTER_DATABASE_URL",
                    1);
        }
        return archive;
    }

    private static String fingerprint() throws IOException {
        try (DigestInputStream digest = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Entry outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
                        throw new IOException("Cannot make executable: " + path);
                    }
                }
            }
        }
        if (!target.toFile().setExecutable(true, false) || !target.toFile().setReadable(true, false)) {
            throw new IOException("Cannot open to other users: " + target);
        }
    }
}
