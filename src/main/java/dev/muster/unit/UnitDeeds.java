package dev.muster.unit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.Audit;
import dev.muster.platform.Commands;
import dev.muster.platform.Commands.Answer;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Commands.Known;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * The way things about units are recorded that no decision follows from at once: one transaction that takes the turn of all
 * units, does it, and keeps the command's answer, an audit entry and an event.
 */
@ApplicationScoped
public class UnitDeeds {

    private final Pool pool;
    private final UnitStore units;
    private final Commands commands;
    private final EventLog log;
    private final ObjectMapper json;

    UnitDeeds(Pool pool, UnitStore units, Commands commands, EventLog log, ObjectMapper json) {
        this.pool = pool;
        this.units = units;
        this.commands = commands;
        this.log = log;
        this.json = json;
    }

    /**
     * A command.
     *
     * @param kind names it in the audit log and among command ids, for instance {@code hazard.report}
     * @param event kind of the event that says so
     * @param subject what it is about, for both logs
     */
    public record Deed(UUID id, String kind, String event, String subject, Object payload, String actor) {}

    /** Does it once; the same command again gives the first answer, the same id with another payload is refused (409). */
    public <T> Uni<T> once(Deed deed, Class<T> type, Function<SqlConnection, Uni<T>> work) {
        Claim claim = commands.claim(deed.id, deed.kind, deed.payload, deed.actor);
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(transaction -> units.takeTurn(transaction)
                        .chain(() -> commands.known(transaction, List.of(deed.id)))
                        .chain(known -> known.isEmpty()
                                ? work.apply(transaction).call(answer -> keep(transaction, deed, claim, answer))
                                : Uni.createFrom()
                                        .item(again(claim, Objects.requireNonNull(known.get(deed.id)), type)))))
                .onFailure(Commands.DoneElsewhere.class)
                .retry()
                .atMost(1)
                .invoke(log::committed);
    }

    private <T> T again(Claim claim, Known known, Class<T> type) {
        if (!known.isSameAs(claim)) {
            throw Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", claim.id())
                    .asException();
        }
        try {
            return json.readValue(known.json(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a " + type + ": " + known.json(), e);
        }
    }

    private Uni<Void> keep(SqlConnection transaction, Deed deed, Claim claim, Object answer) {
        return commands.keep(transaction, List.of(new Answer(claim, 201, write(answer))))
                .chain(() -> log.append(
                        transaction,
                        List.of(new Event(deed.event, deed.subject, deed.actor, answer)),
                        List.of(new Audit(deed.actor, deed.kind, deed.subject, deed.payload))))
                .replaceWithVoid();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
