package dev.muster.bench.decisions;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a run, one after another on the same database server: for each demand the row lock, the function, then
 * the service. After each it is checked that what was acknowledged stands.
 */
final class Phases {

    static final String CLOSED = "closed";
    static final String ONE_CLIENT = "one client";

    private final Options options;
    private final World world;
    private final Muster muster;
    private final String authorization;
    private final PrintStream out;
    private final List<Measured> measured = new ArrayList<>();
    private final @Nullable Statements statements;
    private Tally.Done byBaseline = Tally.Done.NOTHING;
    private Tally.Done byMuster = Tally.Done.NOTHING;
    private long seed;

    Phases(Options options, World world, Muster muster, String authorization, PrintStream out) {
        this.options = options;
        this.world = world;
        this.muster = muster;
        this.authorization = authorization;
        this.out = out;
        this.statements = options.profile() ? new Statements(muster, out) : null;
        this.seed = options.seed();
    }

    /** Runs all; gives what was measured, in that order. */
    List<Measured> run() throws Exception {
        warmUp();
        for (Needs.Demand demand : Needs.Demand.values()) {
            if (options.only().contains(demand)) {
                run(demand);
            }
        }
        Window oneByOne = Window.closed(options.warmSeconds() / 3, options.seconds() / 2);
        http(Needs.Demand.ZIPF, Measured.SINGLE, ONE_CLIENT, 1, 1, oneByOne);
        return measured;
    }

    private void run(Needs.Demand demand) throws Exception {
        Window closed = Window.closed(options.warmSeconds(), options.seconds());
        SqlLoad.Making locking = () -> new RowLock(muster.connect(), Baseline.NEAREST);
        Measured rowLock = sql(demand, Measured.ROW_LOCK, CLOSED, locking, closed);
        sql(
                demand,
                Measured.ROW_LOCK_BY_PLACE,
                CLOSED,
                () -> new RowLock(muster.connect(), Baseline.NEAREST_BY_PLACE),
                closed);
        sql(demand, Measured.ONE_TRIP, CLOSED, () -> new OneTrip(muster.connect()), closed);
        http(demand, Measured.SINGLE, CLOSED, options.clients(), 1, closed);
        http(demand, Measured.BATCH + options.batch(), CLOSED, options.clients(), options.batch(), closed);
        // The row lock's ceiling as a steady rate, and half of it, at which it has reserves
        Window ceiling = new Window(options.warmSeconds(), options.seconds(), rowLock.requestsPerSecond());
        Window half = new Window(options.warmSeconds(), options.seconds(), rowLock.requestsPerSecond() / 2);
        http(demand, Measured.SINGLE, rate(ceiling.callsPerSecond()), options.clients(), 1, ceiling);
        sql(demand, Measured.ROW_LOCK, rate(half.callsPerSecond()), locking, half);
        http(demand, Measured.SINGLE, rate(half.callsPerSecond()), options.clients(), 1, half);
    }

    static String rate(double callsPerSecond) {
        return String.format(Locale.ROOT, "at %.0f/s", callsPerSecond);
    }

    /** Lets the service's code be compiled, unmeasured. */
    private void warmUp() throws Exception {
        Window window = Window.closed(0, options.compileSeconds() / 2);
        for (int requests : new int[] {1, options.batch()}) {
            try (HttpLoad load = new HttpLoad(muster.uri(), options.clients())) {
                Needs needs = needs(Needs.Demand.ZIPF);
                RequestCalls calls = new RequestCalls(needs, authorization, options.clients(), requests);
                byMuster = byMuster.plus(load.run(calls, window, Marks.NONE).all());
            }
        }
        muster.verify(byMuster);
    }

    private Measured sql(Needs.Demand demand, String contender, String how, SqlLoad.Making making, Window window)
            throws Exception {
        prepare();
        Meter meter = new Meter(muster);
        Tally tally;
        try (SqlLoad load = new SqlLoad(options.clients(), making)) {
            tally = load.run(needs(demand), window, meter);
        }
        byBaseline = byBaseline.plus(tally.all());
        verifyBaseline();
        return keep(meter.measured(demand, contender, how, tally, null, ceiling(demand)));
    }

    private Measured http(Needs.Demand demand, String contender, String how, int clients, int requests, Window window)
            throws Exception {
        prepare();
        Meter meter = new Meter(muster);
        double allocatedBefore = muster.allocatedBytes();
        long began = System.nanoTime();
        Tally tally;
        try (HttpLoad load = new HttpLoad(muster.uri(), clients)) {
            RequestCalls calls = new RequestCalls(needs(demand), authorization, clients, requests);
            tally = load.run(calls, window, meter);
        }
        double bytesPerSecond = (muster.allocatedBytes() - allocatedBefore) / ((System.nanoTime() - began) / 1e9);
        byMuster = byMuster.plus(tally.all());
        muster.verify(byMuster);
        return keep(meter.measured(demand, contender, how, tally, bytesPerSecond / 1e6, ceiling(demand)));
    }

    /** What the row lock reached, which everybody is measured by. */
    private @Nullable Measured ceiling(Needs.Demand demand) {
        return measured.stream()
                .filter(m -> m.contender().equals(Measured.ROW_LOCK)
                        && m.load().equals(CLOSED)
                        && m.demand().equals(name(demand)))
                .findFirst()
                .orElse(null);
    }

    static String name(Needs.Demand demand) {
        return demand.name().toLowerCase(Locale.ROOT);
    }

    private Needs needs(Needs.Demand demand) {
        return new Needs(world, demand, options.exponent(), options.shortShare(), seed++);
    }

    /** Every phase begins with nothing left to write, so that none pays for another's pages. */
    private void prepare() throws SQLException, IOException {
        muster.superuser("checkpoint");
        if (statements != null) {
            statements.reset();
        }
    }

    private Measured keep(Measured phase) throws SQLException, IOException {
        measured.add(phase);
        out.println(Report.row(phase));
        if (statements != null) {
            statements.print(phase.requests());
        }
        return phase;
    }

    private void verifyBaseline() throws SQLException {
        try (Connection connection = muster.connect()) {
            Tally.Done stands = new Tally.Done(
                    Muster.number(connection, "select count(*) from bench.request"),
                    Muster.number(connection, "select count(*) from bench.allocation"),
                    Muster.number(connection, "select sum(reserved) from bench.position"));
            long wrong = Muster.number(connection, """
                    select count(*) from bench.position p
                    left join (select position, sum(quantity) as reserved from bench.allocation group by position) a
                        on a.position = p.id
                    where p.reserved <> coalesce(a.reserved, 0) or p.on_hand < p.reserved""");
            if (!stands.equals(byBaseline) || wrong != 0) {
                throw new IllegalStateException(
                        "Acknowledged " + byBaseline + " but " + stands + " stands; wrong positions: " + wrong);
            }
        }
    }
}
