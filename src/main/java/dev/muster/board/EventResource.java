package dev.muster.board;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.platform.EventTail;
import dev.muster.platform.LoggedEvent;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Every single event, unmerged, for programs that poll. */
@Path("/api/v1/events")
@Tag(name = "Events")
@RolesAllowed({Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR})
class EventResource {

    private static final int MAX_LIMIT = 1000;
    private static final int MAX_KINDS = 20;

    private final EventTail log;
    private final BoardConfig config;

    EventResource(EventTail log, BoardConfig config) {
        this.log = log;
        this.config = config;
    }

    /**
     * A piece of the log.
     *
     * @param epoch the log's; another one than before means: begin again at 0
     * @param head number of the log's last event
     * @param items the events, in order
     * @param next what to give as {@code after} in the next call; equal to {@code head} once nothing is left
     */
    record Events(UUID epoch, long head, List<Item> items, long next) {}

    /** One event; {@code data} is the whole new state of its subject. */
    record Item(long seq, Instant at, String kind, String subject, String actor, JsonNode data) {

        static Item of(LoggedEvent event) {
            return new Item(event.seq(), event.at(), event.kind(), event.subject(), event.actor(), event.data());
        }
    }

    @GET
    @Operation(
            summary = "Every event after a number",
            description =
                    "Poll with the `next` of the answer before. Events are numbered without gaps within an epoch.")
    public Uni<Events> after(
            @Parameter(description = "The last number that is known, 0 for none")
                    @QueryParam("after")
                    @DefaultValue("0")
                    long after,
            @Parameter(description = "Most events of the answer, 1 to 1000") @QueryParam("limit") @DefaultValue("100")
                    int limit,
            @Parameter(description = "Only events of this kind, such as `allocation.reserved`; may be repeated")
                    @QueryParam("kind")
                    List<String> kinds) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw malformed("limit", "range", 1, MAX_LIMIT);
        }
        if (after < 0 || after > Long.MAX_VALUE / 2) {
            throw malformed("after", "range", 0, Long.MAX_VALUE / 2);
        }
        if (kinds.size() > MAX_KINDS) {
            throw malformed("kind", "range", 1, MAX_KINDS);
        }
        return kinds.isEmpty()
                ? log.after(after, limit).map(slice -> answer(slice, after, limit, limit))
                : log.ofKinds(after, config.eventScan(), kinds, limit)
                        .map(slice -> answer(slice, after, limit, config.eventScan()));
    }

    private static Events answer(EventTail.Slice slice, long after, int limit, int span) {
        List<Item> items = slice.events().stream().map(Item::of).toList();
        long lookedAt = Math.min(after + span, slice.head());
        long next =
                items.size() < limit ? lookedAt : items.get(items.size() - 1).seq();
        return new Events(slice.epoch(), slice.head(), items, next);
    }

    private static RuntimeException malformed(String parameter, String message, Object... args) {
        return Problem.violations(ProblemType.MALFORMED, List.of(Problem.Violation.of(parameter, message, args)))
                .asException();
    }
}
