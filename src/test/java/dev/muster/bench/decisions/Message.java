package dev.muster.bench.decisions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An HTTP message with requests, built once; sending another one only writes the parts that differ over the old ones.
 */
final class Message {

    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";
    private static final String NO_URGENCY = "\"ROUTINE\"";

    private final byte[] bytes;
    private final int first;
    private final int step;
    private final int id;
    private final int site;
    private final int urgency;
    private final int item;
    private final int quantity;

    /**
     * @param authorization value of the header
     * @param requests 1 for a single request, more for a batch
     */
    Message(String authorization, int requests) {
        Instant neededBy = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        String one = "{\"id\":\"" + NO_ID + "\",\"site\":\"?????\",\"urgency\":" + NO_URGENCY + ",\"neededBy\":\""
                + neededBy + "\",\"lines\":[{\"item\":\"?????\",\"quantity\":0}]}";
        String body = requests == 1 ? one : "[" + (one + ",").repeat(requests - 1) + one + "]";
        String head = head("POST", requests == 1 ? "/api/v1/requests" : "/api/v1/requests/batch", authorization, body);
        this.bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
        this.first = head.length() + (requests == 1 ? 0 : 1);
        this.step = one.length() + 1;
        this.id = one.indexOf(NO_ID);
        this.site = one.indexOf("?????");
        this.urgency = one.indexOf(NO_URGENCY);
        this.item = one.lastIndexOf("?????");
        this.quantity = one.lastIndexOf('0');
    }

    /** The head of a message whose connection stays open. */
    static String head(String method, String path, String authorization, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
    }

    /** Writes a need in the place of the n-th request, from 0. */
    void put(int n, Need need) {
        int at = first + n * step;
        write(at + id, need.id().toString());
        write(at + site, need.site());
        String quoted = '"' + need.urgency() + '"';
        write(at + urgency, quoted);
        for (int i = quoted.length(); i < NO_URGENCY.length(); i++) {
            bytes[at + urgency + i] = ' ';
        }
        write(at + item, need.item());
        bytes[at + quantity] = (byte) ('0' + need.quantity());
    }

    private void write(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }
}
