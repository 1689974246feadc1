package dev.muster.allocation.history;

import dev.muster.ServiceProcess;
import dev.muster.platform.database.DatabaseProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What breaks, and when: at commands of a number that the seed decides, so in the middle of the traffic. While something
 * is broken the clients go on; shortly before the next fault they wait for the repair, so that it strikes in full traffic
 * as well.
 */
final class Faults implements Callable<@Nullable Void> {

    /** What can break. */
    enum Kind {
        /** Some database connections are cut. */
        CONNECTIONS,
        /** {@code kill -9} of a service. */
        SERVICE,
        /** {@code kill -9} of the database. */
        DATABASE,
        /** The database stops at once, without a word. */
        DATABASE_STOP,
        /** A service and the database at the same time. */
        BOTH
    }

    /** Commands that flow again before the next fault. */
    private static final int LEAD = 40;

    private static final class Fault {
        final int at;
        final Kind kind;
        final CompletableFuture<@Nullable Void> due = new CompletableFuture<>();
        final CountDownLatch repaired = new CountDownLatch(1);

        Fault(int at, Kind kind) {
            this.at = at;
            this.kind = kind;
        }
    }

    private final Random random;
    private final DatabaseProcess database;
    private final List<ServiceProcess> services;
    private final List<Fault> plan = new ArrayList<>();
    private final int commands;
    private final AtomicInteger started = new AtomicInteger();
    private int cutConnections;
    private volatile boolean broken;

    /**
     * @param kinds what is to break, in any order
     * @param commands how many commands the clients send together
     */
    Faults(Random random, List<Kind> kinds, int commands, DatabaseProcess database, List<ServiceProcess> services) {
        this.random = random;
        this.commands = commands;
        this.database = database;
        this.services = services;
        List<Kind> shuffled = new ArrayList<>(kinds);
        Collections.shuffle(shuffled, random);
        int slot = commands / (kinds.size() + 1);
        if (slot < 2 * LEAD) {
            throw new IllegalArgumentException(commands + " commands are too few for " + kinds.size() + " faults");
        }
        for (int i = 0; i < shuffled.size(); i++) {
            plan.add(new Fault(slot * (i + 1) + random.nextInt(slot - LEAD), shuffled.get(i)));
        }
    }

    /** Called before each command by whoever sends it; false when there is no more to send. */
    boolean nextCommand() {
        int number = started.incrementAndGet();
        for (int i = 0; i < plan.size(); i++) {
            Fault fault = plan.get(i);
            int wait = i + 1 < plan.size() ? plan.get(i + 1).at - LEAD : Integer.MAX_VALUE;
            if (number == fault.at) {
                fault.due.complete(null);
            } else if (number >= wait) {
                await(fault.repaired);
            }
        }
        return number <= commands && !broken;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Breaks and repairs all, one after the other. */
    @Override
    public @Nullable Void call() throws Exception {
        try {
            for (Fault fault : plan) {
                fault.due.join();
                strike(fault.kind);
                fault.repaired.countDown();
            }
            return null;
        } finally {
            broken = plan.stream().anyMatch(fault -> fault.repaired.getCount() > 0);
            plan.forEach(fault -> fault.repaired.countDown());
        }
    }

    private void strike(Kind kind) throws IOException, SQLException {
        ServiceProcess victim = services.get(random.nextInt(services.size()));
        switch (kind) {
            case CONNECTIONS -> cutConnections();
            case SERVICE -> {
                victim.kill();
                victim.restart();
            }
            case DATABASE -> {
                database.kill();
                database.restart();
            }
            case DATABASE_STOP -> {
                database.stopAtOnce();
                database.restart();
            }
            case BOTH -> {
                victim.kill();
                database.kill();
                database.restart();
                victim.restart();
            }
        }
    }

    /** Half of the connections, those in a transaction always. */
    private void cutConnections() throws SQLException {
        String cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                + "where usename = current_user and pid <> pg_backend_pid() and (xact_start is not null or pid % 2 = ?)";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(cut)) {
            statement.setInt(1, random.nextInt(2));
            try (var rows = statement.executeQuery()) {
                rows.next();
                cutConnections += rows.getInt(1);
            }
        }
    }

    /** All that were cut. */
    int cutConnectionCount() {
        return cutConnections;
    }

    @Override
    public String toString() {
        return String.join(", ", plan.stream().map(f -> f.kind + " at " + f.at).toList());
    }
}
