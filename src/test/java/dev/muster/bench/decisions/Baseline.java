package dev.muster.bench.decisions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The same world in a schema of its own on the same server, for those who lock a row per request. Distances are worked
 * out beforehand and indexed in the order in which sources are looked at: the best that plain SQL can do.
 */
final class Baseline {

    private static final String SCHEMA = """
            create schema bench
            create table position (
                id       bigint generated always as identity primary key,
                site     text   not null,
                item     text   not null,
                on_hand  bigint not null,
                reserved bigint not null default 0 check (reserved >= 0),
                unique (item, site),
                check (reserved <= on_hand)
            ) with (fillfactor = 70)
            create table way (
                destination text             not null,
                source      text             not null,
                km          double precision not null,
                primary key (destination, km, source)
            )
            create table place (
                code      text             primary key,
                latitude  double precision not null,
                longitude double precision not null
            )
            create table request (
                id           uuid        primary key,
                site         text        not null,
                urgency      text        not null,
                needed_by    timestamptz not null,
                submitted_at timestamptz not null default now()
            )
            create table request_line (
                request   uuid   not null references request,
                line      int    not null,
                item      text   not null,
                quantity  bigint not null,
                allocated bigint not null,
                primary key (request, line)
            )
            create table allocation (
                id          uuid        primary key,
                request     uuid        not null,
                line        int         not null,
                position    bigint      not null references position,
                quantity    bigint      not null,
                km          double precision not null,
                reserved_at timestamptz not null default now(),
                foreign key (request, line) references request_line
            )
            create index allocation_line on allocation (request, line)
            """;

    /** The nearest position that has enough, locked; those with less are passed over. */
    static final String NEAREST = """
            select p.id, w.km from bench.way w join bench.position p on p.site = w.source and p.item = %s
            where w.destination = %s and p.on_hand - p.reserved >= %s
            order by w.km, w.source limit 1 for update of p""";

    /** The same with the distances worked out on the way, from the sites' places. */
    static final String NEAREST_BY_PLACE = """
            select p.id, 12742 * asin(sqrt(power(sin(radians(d.latitude - s.latitude) / 2), 2)
                + cos(radians(s.latitude)) * cos(radians(d.latitude)) * power(sin(radians(d.longitude - s.longitude) / 2), 2))) as km
            from bench.position p join bench.place s on s.code = p.site, bench.place d
            where p.item = %s and d.code = %s and p.on_hand - p.reserved >= %s
            order by km, s.code limit 1 for update of p""";

    private static final String FUNCTION = """
            create function bench.decide(id_ uuid, site_ text, urgency_ text, item_ text, quantity_ bigint, allocation_ uuid)
                returns bigint language plpgsql as $$
            declare
                found_ record;
            begin
                %s into found_;
                if found_.id is not null then
                    update bench.position set reserved = reserved + quantity_ where id = found_.id;
                end if;
                insert into bench.request (id, site, urgency, needed_by) values (id_, site_, urgency_, now() + interval '1 day');
                insert into bench.request_line values
                    (id_, 1, item_, quantity_, case when found_.id is null then 0 else quantity_ end);
                if found_.id is null then
                    return 0;
                end if;
                insert into bench.allocation (id, request, line, position, quantity, km)
                values (allocation_, id_, 1, found_.id, quantity_, found_.km);
                return quantity_;
            end $$
            """.formatted(NEAREST.formatted("item_", "site_", "quantity_"));

    private Baseline() {}

    static void create(Connection connection, World world) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            statement.execute(FUNCTION);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into bench.position (site, item, on_hand) select s, i, ? from unnest(?, ?) as h(s, i)")) {
            List<World.Holding> holdings = world.holdings();
            insert.setLong(1, World.STOCK);
            insert.setArray(
                    2,
                    texts(
                            connection,
                            holdings.stream().map(h -> h.depot().code()).toArray()));
            insert.setArray(
                    3,
                    texts(connection, holdings.stream().map(World.Holding::item).toArray()));
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into bench.way values (?, ?, ?)")) {
            for (World.Place asker : world.askers()) {
                for (World.Place depot : world.depots()) {
                    insert.setString(1, asker.code());
                    insert.setString(2, depot.code());
                    insert.setDouble(3, World.kilometres(depot, asker));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into bench.place values (?, ?, ?)")) {
            for (World.Place place : world.places()) {
                insert.setString(1, place.code());
                insert.setDouble(2, place.latitude());
                insert.setDouble(3, place.longitude());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze bench.position, bench.way, bench.place");
        }
    }

    private static java.sql.Array texts(Connection connection, Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }
}
