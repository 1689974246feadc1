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
 * @param password of the role the service works as, which owns nothing
 * @param ownerPassword of the role that owns the database and its tables and migrates them
 * @param superuserPassword of the role {@code postgres}
 */
record Credentials(String password, String ownerPassword, String superuserPassword) {

    private static final String PASSWORD = "muster";
    private static final String OWNER_PASSWORD = "muster_owner";
    private static final String SUPERUSER_PASSWORD = "postgres";

    static Credentials in(Path home) throws IOException {
        Path file = home.resolve("credentials");
        if (!Files.exists(file)) {
            make(file);
        }
        Properties stored = read(file);
        if (stored.getProperty(OWNER_PASSWORD) == null) {
            // A directory from before the tables had an owner of their own
            stored.setProperty(OWNER_PASSWORD, random());
            write(file, stored);
        }
        String password = stored.getProperty(PASSWORD);
        String ownerPassword = stored.getProperty(OWNER_PASSWORD);
        String superuserPassword = stored.getProperty(SUPERUSER_PASSWORD);
        if (password == null || ownerPassword == null || superuserPassword == null) {
            throw new IOException(file + " is not complete");
        }
        return new Credentials(password, ownerPassword, superuserPassword);
    }

    private static Properties read(Path file) throws IOException {
        Properties stored = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        }
        return stored;
    }

    private static void make(Path file) throws IOException {
        if (Files.exists(file.resolveSibling("cluster"))) {
            throw new IOException(file + " is missing though there are data beside it");
        }
        Properties made = new Properties();
        made.setProperty(PASSWORD, random());
        made.setProperty(OWNER_PASSWORD, random());
        made.setProperty(SUPERUSER_PASSWORD, random());
        write(file, made);
    }

    private static void write(Path file, Properties made) throws IOException {
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
