package dev.muster.allocation;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.request.Line;
import dev.muster.request.Request;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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

    /** Whether it wants all or nothing. */
    boolean wantsAll(UUID request) {
        return batch.done.stream()
                .filter(command -> command.id().equals(request))
                .anyMatch(AllOrNothing::wantsAll);
    }

    private static boolean wantsAll(Command command) {
        return command instanceof Command.SubmitRequest submit
                && Boolean.TRUE.equals(submit.request().allOrNothing());
    }

    /** Whether it is short of units only, which it may yet take back from lower classes (R6). */
    private boolean mayYetHaveAll(Request request) {
        return request.lines().stream()
                .filter(Line::isShort)
                .allMatch(line ->
                        line.need() != null && batch.policy(request).mayPreempt(BatchDecision.rank(request, line)));
    }

    /**
     * Refuses the foremost that is short; whether there was one.
     *
     * @param last whether nothing more can be taken back for it
     */
    boolean refuseNext(boolean last) {
        Optional<Command.SubmitRequest> next = batch.done.stream()
                .filter(AllOrNothing::wantsAll)
                .map(Command.SubmitRequest.class::cast)
                .filter(command -> request(command).lines().stream().anyMatch(Line::isShort))
                .filter(command -> last || !mayYetHaveAll(request(command)))
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
