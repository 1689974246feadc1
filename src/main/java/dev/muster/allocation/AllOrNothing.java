package dev.muster.allocation;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Requests that want all or nothing: one of which something is short is refused, and what was reserved for it is decided on
 * again. The foremost goes first, since it had the first choice.
 */
final class AllOrNothing {

    private final BatchDecision batch;
    private final Loaded loaded;

    AllOrNothing(BatchDecision batch) {
        this.batch = batch;
        this.loaded = batch.loaded;
    }

    /** Refuses the foremost that is short; whether there was one. */
    boolean refuseNext() {
        Optional<Command.SubmitRequest> next = batch.done.stream()
                .filter(Command.SubmitRequest.class::isInstance)
                .map(Command.SubmitRequest.class::cast)
                .filter(command -> Boolean.TRUE.equals(command.request().allOrNothing()))
                .filter(command -> request(command).lines().stream().anyMatch(Line::isShort))
                .min(Comparator.comparing(command -> BatchDecision.rank(
                        request(command), request(command).lines().get(0))));
        next.ifPresent(command -> {
            Request request = request(command);
            Line first =
                    request.lines().stream().filter(Line::isShort).findFirst().orElseThrow();
            batch.forget(
                    request,
                    command,
                    Problem.of(ProblemType.NOT_ENOUGH_STOCK, "unit.not-all", first.number(), first.left()));
        });
        return next.isPresent();
    }

    private Request request(Command.SubmitRequest command) {
        return Objects.requireNonNull(loaded.requests.get(command.id()));
    }
}
