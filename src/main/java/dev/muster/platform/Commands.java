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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One effect and one answer per command id (invariant 5). A command's id is claimed in the transaction of its effect;
 * whoever sends it again gets the first answer, or a conflict if the payload is another.
 */
@ApplicationScoped
public class Commands {

    /**
     * A command to be claimed.
     *
     * @param kind for instance {@code request.submit}
     * @param fingerprint of the payload, see {@link #fingerprint}
     */
    public record Claim(UUID id, String kind, String fingerprint, String actor) {}

    /** The first answer to a command. */
    public record Answer(UUID id, int status, String json) {}

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

    /** SHA-256 over the payload's canonical JSON: equal for payloads that mean the same, however they were written. */
    public String fingerprint(Object payload) {
        try {
            byte[] bytes = canonical.writeValueAsBytes(payload);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("No fingerprint of " + payload, e);
        }
    }

    /** Claims ids in id order; gives those that were free. Waits for a transaction that is claiming one of them. */
    public Uni<Set<UUID>> claim(SqlConnection transaction, Collection<Claim> claims) {
        if (claims.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return transaction
                .preparedQuery("insert into command (id, kind, fingerprint, actor) "
                        + "select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as c(id, k, f, a) order by id "
                        + "on conflict (id) do nothing returning id")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(claims.stream().map(Claim::id).toArray(UUID[]::new))
                        .addArrayOfString(claims.stream().map(Claim::kind).toArray(String[]::new))
                        .addArrayOfString(
                                claims.stream().map(Claim::fingerprint).toArray(String[]::new))
                        .addArrayOfString(claims.stream().map(Claim::actor).toArray(String[]::new)))
                .map(rows -> {
                    Set<UUID> free = new HashSet<>();
                    rows.forEach(row -> free.add(row.getUUID(0)));
                    return free;
                });
    }

    /** What stands under these ids; ids never used are absent. */
    public Uni<Map<UUID, Known>> known(SqlConnection transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery("select id, kind, fingerprint, answer::text from command "
                        + "where id = any($1) and status is not null")
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

    /** Keeps the first answers. */
    public Uni<Void> answer(SqlConnection transaction, List<Answer> answers) {
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("update command c set status = a.status, answer = a.answer::json "
                        + "from unnest($1::uuid[], $2::int[], $3::text[]) as a(id, status, answer) where c.id = a.id")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(answers.stream().map(Answer::id).toArray(UUID[]::new))
                        .addArrayOfInteger(answers.stream().map(Answer::status).toArray(Integer[]::new))
                        .addArrayOfString(answers.stream().map(Answer::json).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Gives back ids of commands that were refused: they had no effect, and may be sent again, mended. */
    public Uni<Void> unclaim(SqlConnection transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("delete from command where id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
