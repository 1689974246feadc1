package dev.muster.restock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.muster.platform.Audit;
import dev.muster.platform.Commands;
import dev.muster.platform.Commands.Answer;
import dev.muster.platform.Commands.Claim;
import dev.muster.platform.Commands.Known;
import dev.muster.platform.Event;
import dev.muster.platform.EventLog;
import dev.muster.platform.LostRaces;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.platform.ProblemType;
import dev.muster.restock.SharedCommits.Done;
import dev.muster.security.Organisations;
import dev.muster.security.SupplierCaller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Runs a command once however often it is sent: effect, answer, audit and events in one transaction. A refusal changes
 * nothing, leaves the id free, and is audited.
 */
@ApplicationScoped
class CommandRunner {

    private static final int RETRIES = 5;

    /** What a command did. */
    record Effect(Object answer, List<Event> events, List<Audit> audits) {}

    private final Pool pool;
    private final Organisations organisations;
    private final Commands commands;
    private final SharedCommits shared;
    private final EventLog log;
    private final ObjectMapper json;

    CommandRunner(
            Pool pool,
            Organisations organisations,
            Commands commands,
            SharedCommits shared,
            EventLog log,
            ObjectMapper json) {
        this.pool = pool;
        this.organisations = organisations;
        this.commands = commands;
        this.shared = shared;
        this.log = log;
        this.json = json;
    }

    /**
     * Runs a command.
     *
     * @param subject what it is about, for the audit of a refusal
     * @param payload what makes two commands of one id the same
     * @param effect what it does; refuses by a {@link ProblemException}
     */
    Uni<Sent> once(
            UUID id,
            String kind,
            String subject,
            Object payload,
            String actor,
            Function<SqlConnection, Uni<Effect>> effect) {
        Claim claim = commands.claim(id, kind, payload, actor);
        return audited(claim, subject, inTransaction(transaction -> run(transaction, claim, effect)));
    }

    /**
     * The same for a supplier: it sees nothing but that one's things. Suppliers' commands that wait at the same moment are
     * committed together.
     */
    Uni<Sent> once(
            SupplierCaller supplier,
            UUID id,
            String kind,
            String subject,
            Object payload,
            Function<SqlConnection, Uni<Effect>> effect) {
        Claim claim = commands.claim(id, kind, payload, supplier.name());
        return audited(
                claim,
                subject,
                shared.run(
                        subject,
                        transaction -> organisations
                                .enter(transaction, supplier)
                                .chain(() -> done(transaction, claim, effect))));
    }

    /** Audits a refusal of what is done for this command. */
    <T> Uni<T> audited(Claim claim, String subject, Uni<T> done) {
        return done.onFailure(ProblemException.class)
                .call(refusal -> refused(claim, subject, ((ProblemException) refusal).problem()));
    }

    /** The command, to be given to {@link #once} again later. */
    Claim claim(UUID id, String kind, Object payload, String actor) {
        return commands.claim(id, kind, payload, actor);
    }

    /** Runs a step of a command that is not done yet; its answer, should it be done already. */
    Uni<Optional<Sent>> before(Claim claim, Function<SqlConnection, Uni<Void>> step) {
        return inTransaction(transaction -> answered(transaction, claim)
                .chain(sent -> sent.isPresent()
                        ? Uni.createFrom().item(sent)
                        : step.apply(transaction).replaceWith(sent)));
    }

    private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(work))
                .onFailure(LostRaces::is)
                .retry()
                .atMost(RETRIES)
                .invoke(log::committed);
    }

    /** Runs what the service does by itself: without an id, as it is safe to be done again. */
    Uni<Void> alone(Function<SqlConnection, Uni<Effect>> effect) {
        return inTransaction(
                transaction -> effect.apply(transaction).chain(done -> append(transaction, done.events, done.audits)));
    }

    private Uni<Sent> run(SqlConnection transaction, Claim claim, Function<SqlConnection, Uni<Effect>> effect) {
        return done(transaction, claim, effect)
                .call(done -> append(transaction, done.events(), done.audits()))
                .map(Done::sent);
    }

    /** Does it unless it was done before, all but the end of the log. */
    private Uni<Done> done(SqlConnection transaction, Claim claim, Function<SqlConnection, Uni<Effect>> effect) {
        return answered(transaction, claim)
                .chain(sent -> sent.isPresent()
                        ? Uni.createFrom().item(new Done(sent.get(), List.of(), List.of()))
                        : effect.apply(transaction).chain(done -> keep(transaction, claim, done)));
    }

    /** The first answer, if it was done before; a conflict if something else was done under its id. */
    private Uni<Optional<Sent>> answered(SqlConnection transaction, Claim claim) {
        return commands.known(transaction, List.of(claim.id())).map(known -> {
            Known before = known.get(claim.id());
            if (before != null && !before.isSameAs(claim)) {
                throw Problem.of(ProblemType.COMMAND_CONFLICT, "command-conflict", claim.id())
                        .asException();
            }
            return Optional.ofNullable(before).map(done -> new Sent(done.json(), true));
        });
    }

    private Uni<Done> keep(SqlConnection transaction, Claim claim, Effect effect) {
        String answer = write(effect.answer);
        return commands.keep(transaction, List.of(new Answer(claim, 201, answer)))
                .replaceWith(() -> new Done(new Sent(answer, false), effect.events, effect.audits));
    }

    private Uni<Void> append(SqlConnection transaction, List<Event> events, List<Audit> audits) {
        return events.isEmpty() && audits.isEmpty()
                ? Uni.createFrom().voidItem()
                : log.append(transaction, events, audits).replaceWithVoid();
    }

    private Uni<Long> refused(Claim claim, String subject, Problem problem) {
        Map<String, Object> detail = Map.of(
                "id", claim.id(),
                "problem", problem.type().slug(),
                "detail", problem.detail(),
                "violations", problem.violations(),
                "payload", new RawValue(claim.payload()));
        Audit audit = new Audit(claim.actor(), claim.kind() + ".refused", subject, detail);
        return pool.withTransaction(transaction -> log.append(transaction, List.of(), List.of(audit)));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + value, e);
        }
    }
}
