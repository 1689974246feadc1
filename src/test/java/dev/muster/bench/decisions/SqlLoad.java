package dev.muster.bench.decisions;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients of the database, each with its own connection and thread. */
final class SqlLoad implements AutoCloseable {

    /** Decides needs over one connection. */
    interface Client extends AutoCloseable {

        /** Decides durably; gives the base units allocated, 0 if nobody has enough. */
        long decide(Need need) throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /** Makes a client. */
    interface Making {
        Client make() throws SQLException;
    }

    private final List<Client> clients = new ArrayList<>();

    SqlLoad(int clients, Making making) throws SQLException {
        for (int i = 0; i < clients; i++) {
            this.clients.add(making.make());
        }
    }

    /** Runs the load; {@code marks} are told when its measured part begins and ends. */
    Tally run(Needs needs, Window window, Marks marks) throws InterruptedException {
        long start = System.nanoTime();
        AtomicLong sent = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<Tally>> tallies = new ArrayList<>();
            for (Client client : clients) {
                Needs own = needs.split();
                tallies.add(threads.submit(() -> run(client, own, window, start, sent)));
            }
            waitUntil(start + window.warmNanos());
            marks.begin();
            waitUntil(start + window.totalNanos());
            marks.end();
            Tally all = new Tally();
            for (Future<Tally> tally : tallies) {
                all.add(tally.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client of the database failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Tally run(Client client, Needs needs, Window window, long start, AtomicLong sent)
            throws SQLException {
        Tally tally = new Tally();
        long from = start + window.warmNanos();
        long until = start + window.totalNanos();
        while (true) {
            long since = System.nanoTime();
            if (window.paced()) {
                since = start + window.due(sent.getAndIncrement());
                if (since < until) {
                    waitUntil(since);
                }
            }
            if (since >= until || System.nanoTime() >= until) {
                return tally;
            }
            Need need = needs.next();
            long allocated = client.decide(need);
            long now = System.nanoTime();
            tally.add(new Tally.Done(1, allocated > 0 ? 1 : 0, allocated), now >= from && now < until, now - since);
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Client client : clients) {
            client.close();
        }
    }
}
