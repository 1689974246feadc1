package dev.muster.bench.decisions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A client that lets a function in the database do what {@link RowLock} does, in one trip and one transaction. */
final class OneTrip implements SqlLoad.Client {

    private final Connection connection;
    private final PreparedStatement decide;

    OneTrip(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(true);
        this.decide = connection.prepareStatement("select bench.decide(?, ?, ?, ?, ?, ?)");
    }

    @Override
    public long decide(Need need) throws SQLException {
        decide.setObject(1, need.id());
        decide.setString(2, need.site());
        decide.setString(3, need.urgency());
        decide.setString(4, need.item());
        decide.setLong(5, need.quantity());
        decide.setObject(6, RowLock.beside(need.id()));
        try (ResultSet allocated = decide.executeQuery()) {
            allocated.next();
            return allocated.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
