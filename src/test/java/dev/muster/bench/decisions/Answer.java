package dev.muster.bench.decisions;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One HTTP/1.1 answer, read as its bytes come, and as little of it understood as will do: the status, where the body
 * ends (by length or chunks), and in the body how many requests were created and allocations made, and of how much.
 */
final class Answer {

    private static final byte[] ALLOCATED = ascii("\"allocated\":");
    private static final byte[] ALLOCATION = ascii("\"travelMinutes\":");
    private static final byte[] CREATED = ascii("\"status\":201");
    private static final byte[] LENGTH = ascii("\r\ncontent-length:");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    private byte[] bytes = new byte[1 << 14];
    private int length;
    private int body;
    private int end;
    private int contentLength;

    private int status;
    private int created;
    private int allocations;
    private long quantity;

    /** Forgets the last answer. */
    void clear() {
        length = 0;
        body = 0;
        end = 0;
        contentLength = -1;
    }

    /** Reads what is there; gives whether the answer is complete. */
    boolean read(SocketChannel channel) throws IOException {
        int got;
        do {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            got = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
            if (got < 0) {
                throw new EOFException("The service closed a connection");
            }
            length += got;
        } while (length == bytes.length);
        return complete();
    }

    private boolean complete() {
        if (body == 0) {
            int head = find(HEAD_END, 0, length);
            if (head < 0) {
                return false;
            }
            body = head + HEAD_END.length;
            status = (int) number(9);
            int at = find(LENGTH, 0, body);
            contentLength = at < 0 ? -1 : (int) number(at + LENGTH.length);
        }
        if (contentLength >= 0) {
            end = body + contentLength;
            return length >= end;
        }
        return unchunk();
    }

    /** Joins the chunks once all are there. */
    private boolean unchunk() {
        int at = body;
        while (true) {
            int line = find(HEAD_END, at, length, 2);
            if (line < 0) {
                return false;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII).strip(), 16);
            if (line + 2 + size + 2 > length) {
                return false;
            }
            if (size == 0) {
                break;
            }
            at = line + 2 + size + 2;
        }
        int to = body;
        at = body;
        while (true) {
            int line = find(HEAD_END, at, length, 2);
            int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII).strip(), 16);
            System.arraycopy(bytes, line + 2, bytes, to, size);
            to += size;
            at = line + 2 + size + 2;
            if (size == 0) {
                end = to;
                return true;
            }
        }
    }

    /** Counts what the body says of requests and allocations. */
    void count() {
        created = 0;
        allocations = 0;
        quantity = 0;
        for (int i = body; i < end; i++) {
            if (bytes[i] != '"' || i + 1 == end) {
                continue;
            }
            byte next = bytes[i + 1];
            if (next == 'a' && is(ALLOCATED, i)) {
                quantity += number(i + ALLOCATED.length);
                i += ALLOCATED.length;
            } else if (next == 't' && is(ALLOCATION, i)) {
                allocations++;
                i += ALLOCATION.length;
            } else if (next == 's' && is(CREATED, i)) {
                created++;
                i += CREATED.length;
            }
        }
    }

    /** HTTP status. */
    int status() {
        return status;
    }

    /** Elements of a batch that were created. */
    int created() {
        return created;
    }

    int allocations() {
        return allocations;
    }

    /** Base units allocated. */
    long quantity() {
        return quantity;
    }

    String text() {
        return new String(bytes, body, end - body, StandardCharsets.UTF_8);
    }

    private int find(byte[] wanted, int from, int to) {
        return find(wanted, from, to, wanted.length);
    }

    /** Where the first bytes of what is wanted stand, whatever the case of letters; -1 for nowhere. */
    private int find(byte[] wanted, int from, int to, int first) {
        for (int i = from; i <= to - first; i++) {
            int k = 0;
            while (k < first && lower(bytes[i + k]) == wanted[k]) {
                k++;
            }
            if (k == first) {
                return i;
            }
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    private boolean is(byte[] wanted, int at) {
        return at + wanted.length <= end && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private long number(int at) {
        int i = at;
        while (i < length && bytes[i] == ' ') {
            i++;
        }
        long value = 0;
        while (i < length && bytes[i] >= '0' && bytes[i] <= '9') {
            value = 10 * value + bytes[i++] - '0';
        }
        return value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
