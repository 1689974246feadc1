package dev.muster.platform.database;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of the embedded server, made once per directory and readable by its owner only.
 *
 * @param password of the service's own role, which owns the database and nothing else
 * @param superuserPassword of the role {@code postgres}
 */
record Credentials(String password, String superuserPassword) {

    private static final String PASSWORD = "muster";
    private static final String SUPERUSER_PASSWORD = "postgres";

    static Credentials in(Path home) throws IOException {
        Path file = home.resolve("credentials");
        if (!Files.exists(file)) {
            write(file);
        }
        Properties stored = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        }
        String password = stored.getProperty(PASSWORD);
        String superuserPassword = stored.getProperty(SUPERUSER_PASSWORD);
        if (password == null || superuserPassword == null) {
            throw new IOException(file + " is not complete");
        }
        return new Credentials(password, superuserPassword);
    }

    private static void write(Path file) throws IOException {
        if (Files.exists(file.resolveSibling("cluster"))) {
            throw new IOException(file + " is missing though there are data beside it");
        }
        Properties made = new Properties();
        made.setProperty(PASSWORD, random());
        made.setProperty(SUPERUSER_PASSWORD, random());
        StringWriter text = new StringWriter();
        made.store(text, "Roles of the embedded PostgreSQL and their passwords");
        Path draft = file.resolveSibling("credentials.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text.toString(), StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
