package dev.muster.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The roles of the embedded database. The service works as one that owns nothing: it reads and writes rows, is held by row-level
 * security, and can neither change tables nor switch off a trigger that keeps the logs append-only. The tables belong to
 * another, which migrates them.
 *
 * @param service reads and writes
 * @param owner owns the database and what is in it
 */
record DatabaseRoles(String service, String owner) {

    private static final List<String> DIVISION = List.of(
            // From before the service and the owner were two
            "reassign owned by {service} to {owner}",
            "grant usage on schema public to {service}",
            "grant select, insert, update, delete on all tables in schema public to {service}",
            "grant usage, select on all sequences in schema public to {service}",
            "alter default privileges for role {owner} in schema public"
                    + " grant select, insert, update, delete on tables to {service}",
            "alter default privileges for role {owner} in schema public grant usage, select on sequences to {service}");

    void create(Connection server, Credentials credentials, String database) throws SQLException {
        try (Statement statement = server.createStatement()) {
            role(statement, service, credentials.password());
            role(statement, owner, credentials.ownerPassword());
            if (missing(statement, "select from pg_database where datname = '" + database + "'")) {
                statement.execute("create database " + database + " owner " + owner);
            }
        }
    }

    /** Again at every start: it changes nothing where it was done. */
    void divide(Connection inside) throws SQLException {
        try (Statement statement = inside.createStatement()) {
            for (String sql : DIVISION) {
                statement.execute(sql.replace("{service}", service).replace("{owner}", owner));
            }
        }
    }

    private static void role(Statement statement, String name, String password) throws SQLException {
        if (missing(statement, "select from pg_roles where rolname = '" + name + "'")) {
            statement.execute("create role " + name + " login password '" + password + "'");
        }
    }

    private static boolean missing(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
