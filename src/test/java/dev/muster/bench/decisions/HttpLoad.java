package dev.muster.bench.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of the service over connections that stay open, all on the calling thread: on a machine that runs service,
 * database and load together, what the load costs is taken from the others.
 */
final class HttpLoad implements AutoCloseable {

    private static final long STALLED_NANOS = 60_000_000_000L;
    private static final long GLANCE_NANOS = 100_000;

    /** What clients send, and what they make of the answers. */
    interface Calls {

        /** The next message of a client. */
        ByteBuffer next(int client);

        /** What the answer to that client's last message acknowledges; throws if it is none that was to be expected. */
        Tally.Done answered(int client, Answer answer);
    }

    private final class Client {
        final int number;
        final SocketChannel channel;
        final Answer answer = new Answer();
        ByteBuffer message = ByteBuffer.allocate(0);
        long since;

        Client(int number, URI service) throws IOException {
            this.number = number;
            this.channel = SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(ByteBuffer next, long sentOrDue) throws IOException {
            answer.clear();
            message = next;
            since = sentOrDue;
            goOn();
        }

        void goOn() throws IOException {
            channel.write(message);
            channel.keyFor(selector)
                    .interestOps(
                            message.hasRemaining()
                                    ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                                    : SelectionKey.OP_READ);
        }
    }

    private final Selector selector;
    private final Deque<Client> idle = new ArrayDeque<>();
    private final int clients;

    HttpLoad(URI service, int clients) throws IOException {
        this.selector = Selector.open();
        this.clients = clients;
        for (int i = 0; i < clients; i++) {
            idle.add(new Client(i, service));
        }
    }

    /** Runs the load; {@code marks} are told when its measured part begins and ends. */
    Tally run(Calls calls, Window window, Marks marks) throws IOException {
        return new Run(calls, window, marks).run();
    }

    /** One load, from first call to last answer. */
    private final class Run {
        private final Calls calls;
        private final Window window;
        private final Marks marks;
        private final Tally tally = new Tally();
        private final long start = System.nanoTime();
        private final long from;
        private final long until;
        private long sent;
        private long lastAnswer = start;
        private boolean began;
        private boolean ended;

        Run(Calls calls, Window window, Marks marks) {
            this.calls = calls;
            this.window = window;
            this.marks = marks;
            this.from = start + window.warmNanos();
            this.until = start + window.totalNanos();
        }

        Tally run() throws IOException {
            while (true) {
                long now = System.nanoTime();
                mark(now);
                if (!ended) {
                    sendDue(now);
                } else if (idle.size() == clients) {
                    return tally;
                }
                await(now);
                selector.selectedKeys().forEach(this::look);
                selector.selectedKeys().clear();
            }
        }

        private void mark(long now) {
            if (!began && now >= from) {
                began = true;
                marks.begin();
            }
            if (!ended && now >= until) {
                ended = true;
                marks.end();
            }
            if (idle.size() < clients && now - lastAnswer > STALLED_NANOS) {
                throw new IllegalStateException("No answer from the service for a minute");
            }
        }

        private void sendDue(long now) throws IOException {
            while (!idle.isEmpty() && (!window.paced() || start + window.due(sent) <= now)) {
                long since = window.paced() ? start + window.due(sent) : System.nanoTime();
                Client client = idle.remove();
                sent++;
                client.send(calls.next(client.number), since);
            }
        }

        /** Until something comes, or in a paced load until the next call is nearly due. */
        private void await(long now) throws IOException {
            if (!window.paced() || ended || idle.isEmpty()) {
                selector.select(100);
                return;
            }
            long left = start + window.due(sent) - now;
            if (left > 2_000_000) {
                selector.select(left / 1_000_000 - 1);
            } else if (selector.selectNow() == 0 && left > 0) {
                LockSupport.parkNanos(Math.min(left, GLANCE_NANOS));
            }
        }

        private void look(SelectionKey key) {
            Client client = (Client) key.attachment();
            try {
                if (key.isWritable() && client.message.hasRemaining()) {
                    client.goOn();
                }
                if (key.isReadable() && client.answer.read(client.channel)) {
                    lastAnswer = System.nanoTime();
                    client.answer.count();
                    Tally.Done done = calls.answered(client.number, client.answer);
                    tally.add(done, began && !ended, lastAnswer - client.since);
                    idle.add(client);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
