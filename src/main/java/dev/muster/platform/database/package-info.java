/**
 * Where the database is. Nothing configured: the service starts a PostgreSQL of its own on a directory that outlives
 * it. {@code muster.database.url}: that server. {@code quarkus.datasource.*}: taken as they stand.
 *
 * <p>{@link dev.muster.platform.database.DatabaseSource} decides and supplies the datasource settings;
 * {@link dev.muster.platform.database.EmbeddedDatabase} starts the server. The server never outlives its service: a
 * keeper process holds one end of a pipe and stops the server when the service ends, in whatever way it ends.
 */
@NullMarked
package dev.muster.platform.database;

import org.jspecify.annotations.NullMarked;
