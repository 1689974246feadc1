package dev.muster.bench.decisions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A client that decides as most programs do: one transaction per request that locks the nearest position with enough
 * free, writes and commits.
 */
final class RowLock implements SqlLoad.Client {

    private final Connection connection;
    private final PreparedStatement nearest;
    private final PreparedStatement reserve;
    private final PreparedStatement request;
    private final PreparedStatement line;
    private final PreparedStatement allocation;

    /** @param nearest {@link Baseline#NEAREST} or {@link Baseline#NEAREST_BY_PLACE} */
    RowLock(Connection connection, String nearest) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.nearest = connection.prepareStatement(nearest.formatted("?", "?", "?"));
        this.reserve = connection.prepareStatement("update bench.position set reserved = reserved + ? where id = ?");
        this.request = connection.prepareStatement(
                "insert into bench.request (id, site, urgency, needed_by) values (?, ?, ?, now() + interval '1 day')");
        this.line = connection.prepareStatement("insert into bench.request_line values (?, 1, ?, ?, ?)");
        this.allocation =
                connection.prepareStatement("insert into bench.allocation (id, request, line, position, quantity, km) "
                        + "values (?, ?, 1, ?, ?, ?)");
    }

    @Override
    public long decide(Need need) throws SQLException {
        long position = 0;
        double km = 0;
        nearest.setString(1, need.item());
        nearest.setString(2, need.site());
        nearest.setLong(3, need.quantity());
        try (ResultSet found = nearest.executeQuery()) {
            if (found.next()) {
                position = found.getLong(1);
                km = found.getDouble(2);
            }
        }
        if (position != 0) {
            reserve.setLong(1, need.quantity());
            reserve.setLong(2, position);
            reserve.executeUpdate();
        }
        long allocated = position == 0 ? 0 : need.quantity();
        request.setObject(1, need.id());
        request.setString(2, need.site());
        request.setString(3, need.urgency());
        request.executeUpdate();
        line.setObject(1, need.id());
        line.setString(2, need.item());
        line.setLong(3, need.quantity());
        line.setLong(4, allocated);
        line.executeUpdate();
        if (position != 0) {
            allocation.setObject(1, beside(need.id()));
            allocation.setObject(2, need.id());
            allocation.setLong(3, position);
            allocation.setLong(4, allocated);
            allocation.setDouble(5, km);
            allocation.executeUpdate();
        }
        connection.commit();
        return allocated;
    }

    /** An id for a request's allocation, close to the request's own. */
    static UUID beside(UUID request) {
        return new UUID(request.getMostSignificantBits(), ~request.getLeastSignificantBits() | Long.MIN_VALUE);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
