package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One effect and one answer per command id (invariant 5). A command's id is claimed, with its answer, in the transaction
 * of its effect; whoever sends it again gets the first answer, or a conflict if the payload is another.
 */
@ApplicationScoped
public class Commands {

    /**
     * What makes a command the same one.
     *
     * @param kind for instance {@code request.submit}
     * @param payload its canonical JSON: equal for payloads that mean the same, however they were written
     * @param fingerprint SHA-256 of the payload, hexadecimal
     */
    public record Claim(UUID id, String kind, String payload, String fingerprint, String actor) {}

    /** A command that is done, and its first answer. */
    public record Answer(Claim claim, int status, String json) {}

    /** Another process has done one of the commands meanwhile: start again, and its answer is known. */
    public static final class DoneElsewhere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DoneElsewhere() {
            super("A command was done elsewhere meanwhile", null, false, false);
        }
    }

    /** What stands under an id already. */
    public record Known(String kind, String fingerprint, String json) {

        /** Whether this claim is the same command sent again. */
        public boolean isSameAs(Claim claim) {
            return kind.equals(claim.kind) && fingerprint.equals(claim.fingerprint);
        }
    }

    private final ObjectMapper canonical;

    Commands(ObjectMapper json) {
        this.canonical = json.copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    }

    /** What makes this command the same one when it is sent again. */
    public Claim claim(UUID id, String kind, Object payload, String actor) {
        try {
            String text = canonical.writeValueAsString(payload);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Claim(id, kind, text, HexFormat.of().formatHex(hash), actor);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("No fingerprint of " + payload, e);
        }
    }

    /** What stands under these ids; ids never used are absent. */
    public Uni<Map<UUID, Known>> known(SqlConnection transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select id, kind, fingerprint, answer::text from command " + "where id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(Commands::readKnown);
    }

    private static Map<UUID, Known> readKnown(RowSet<Row> rows) {
        Map<UUID, Known> known = new HashMap<>();
        for (Row row : rows) {
            known.put(row.getUUID(0), new Known(row.getString(1), row.getString(2), row.getString(3)));
        }
        return known;
    }

    /**
     * Claims the ids of commands that are done and keeps their first answers, in id order. Waits for a transaction that
     * claims one of them; fails with {@link DoneElsewhere} if that one commits.
     */
    public Uni<Void> keep(SqlConnection transaction, List<Answer> answers) {
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("insert into command (id, kind, fingerprint, actor, status, answer) "
                        + "select i, k, f, a, s, j::json from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], "
                        + "$6::text[]) as c(i, k, f, a, s, j) order by i on conflict (id) do nothing")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(answers.stream().map(a -> a.claim.id).toArray(UUID[]::new))
                        .addArrayOfString(
                                answers.stream().map(a -> a.claim.kind).toArray(String[]::new))
                        .addArrayOfString(
                                answers.stream().map(a -> a.claim.fingerprint).toArray(String[]::new))
                        .addArrayOfString(
                                answers.stream().map(a -> a.claim.actor).toArray(String[]::new))
                        .addArrayOfInteger(answers.stream().map(Answer::status).toArray(Integer[]::new))
                        .addArrayOfString(answers.stream().map(Answer::json).toArray(String[]::new)))
                .invoke(rows -> {
                    if (rows.rowCount() != answers.size()) {
                        throw new DoneElsewhere();
                    }
                })
                .replaceWithVoid();
    }
}
