package dev.muster.restock.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that concerns a supplier.
 *
 * @param seq number in the event log; grows, with gaps
 * @param id the same wherever and however often the event is told
 * @param at when it happened
 * @param kind for instance {@code restock.sent}
 * @param subject what it happened to, for instance the id of a restock request
 * @param data the subject's whole new state
 */
@Schema(name = "SupplierEvent")
public record SupplierEvent(long seq, String id, Instant at, String kind, String subject, JsonNode data) {

    /**
     * The id of the log's event of this number.
     *
     * @param epoch of the log; after a restore to an earlier moment numbers are given again, under another epoch
     */
    public static String id(UUID epoch, long seq) {
        return "msg_" + epoch.toString().replace("-", "") + "_" + seq;
    }
}
