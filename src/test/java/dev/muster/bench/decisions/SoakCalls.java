package dev.muster.bench.decisions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Clients that do what a day brings: submit requests, cancel old ones, release reservations, receive goods. The number
 * of requests that stand is kept near {@link #STANDING}, so that whatever grows without end is a leak.
 */
final class SoakCalls implements HttpLoad.Calls {

    static final int STANDING = 2_000;

    private static final double RECEIPTS = 0.10;
    private static final double RELEASES = 0.05;
    private static final String ALLOCATION = "\"allocations\":[{\"id\":\"";
    private static final int ID_LENGTH = 36;

    private enum Kind {
        SUBMIT(201),
        CANCEL(200),
        RELEASE(200),
        RECEIVE(201);

        final int expected;

        Kind(int expected) {
            this.expected = expected;
        }
    }

    /** A request that stands, and its allocation if that was never released. */
    private record Standing(String request, @Nullable String allocation) {}

    /** What a client waits for. */
    private record Sent(Kind kind, Standing about) {}

    private final Needs needs;
    private final World world;
    private final String authorization;
    private final SplittableRandom random;
    private final Deque<Standing> standing = new ArrayDeque<>();
    private final Sent[] sent;
    private final long[] acknowledged = new long[Kind.values().length];

    SoakCalls(Needs needs, World world, String authorization, int clients, long seed) {
        this.needs = needs;
        this.world = world;
        this.authorization = authorization;
        this.random = new SplittableRandom(seed);
        this.sent = new Sent[clients];
    }

    @Override
    public ByteBuffer next(int client) {
        double what = random.nextDouble();
        if (what < RECEIPTS) {
            return receive(client);
        }
        if (what < RECEIPTS + RELEASES && !standing.isEmpty()) {
            Standing newest = standing.removeLast();
            if (newest.allocation != null) {
                sent[client] = new Sent(Kind.RELEASE, new Standing(newest.request, null));
                return message("/api/v1/allocations/" + newest.allocation + "/release", "{}");
            }
            standing.addLast(newest);
        }
        if (standing.size() > STANDING) {
            Standing oldest = standing.removeFirst();
            sent[client] = new Sent(Kind.CANCEL, oldest);
            return message("/api/v1/requests/" + oldest.request + "/cancel", "{}");
        }
        Need need = needs.next();
        sent[client] = new Sent(Kind.SUBMIT, new Standing(need.id().toString(), null));
        Message message = new Message(authorization, 1);
        message.put(0, need);
        return message.buffer();
    }

    private ByteBuffer receive(int client) {
        Need need = needs.next();
        String depot = world.depots().get(random.nextInt(world.depots().size())).code();
        sent[client] = new Sent(Kind.RECEIVE, new Standing(need.id().toString(), null));
        return message(
                "/api/v1/movements",
                "{\"id\":\"%s\",\"kind\":\"RECEIPT\",\"site\":\"%s\",\"item\":\"%s\",\"quantity\":%d}"
                        .formatted(need.id(), depot, need.item(), need.quantity()));
    }

    private ByteBuffer message(String path, String body) {
        return ByteBuffer.wrap(
                (Message.head("POST", path, authorization, body) + body).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Tally.Done answered(int client, Answer answer) {
        Sent last = sent[client];
        if (answer.status() != last.kind.expected) {
            throw new IllegalStateException(last + " was answered " + answer.status() + " " + answer.text());
        }
        acknowledged[last.kind.ordinal()]++;
        if (last.kind == Kind.SUBMIT) {
            standing.addLast(new Standing(last.about.request, allocation(answer.text())));
        } else if (last.kind == Kind.RELEASE) {
            standing.addFirst(last.about);
        }
        return new Tally.Done(1, answer.allocations(), answer.quantity());
    }

    private static @Nullable String allocation(String request) {
        int at = request.indexOf(ALLOCATION);
        return at < 0 ? null : request.substring(at + ALLOCATION.length(), at + ALLOCATION.length() + ID_LENGTH);
    }

    /**
     * Checks the numbers of things in the tables against what was acknowledged.
     *
     * @param received receipts, those of the world's first stock included
     */
    void verify(long submitted, long cancelled, long received, long released) {
        boolean right = submitted == count(Kind.SUBMIT)
                && cancelled == count(Kind.CANCEL)
                && received == count(Kind.RECEIVE) + world.holdings().size()
                && released >= count(Kind.RELEASE);
        if (!right) {
            throw new IllegalStateException("Acknowledged " + this + " but there are " + submitted + " requests, "
                    + cancelled + " cancelled, " + received + " receipts, " + released + " released reservations");
        }
    }

    private long count(Kind kind) {
        return acknowledged[kind.ordinal()];
    }

    @Override
    public String toString() {
        return count(Kind.SUBMIT) + " submitted, " + count(Kind.CANCEL) + " cancelled, " + count(Kind.RELEASE)
                + " released, " + count(Kind.RECEIVE) + " received";
    }
}
