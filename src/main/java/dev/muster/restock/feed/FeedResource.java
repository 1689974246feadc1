package dev.muster.restock.feed;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.security.Caller;
import dev.muster.security.RequiresScope;
import dev.muster.security.Roles;
import dev.muster.security.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A supplier's events, for programs that poll. */
@Path("/api/v1/supplier/events")
@Tag(name = "Supplier's side")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPLIER)
@RequiresScope(Scope.EVENTS_READ)
public class FeedResource {

    private static final int MAX_LIMIT = 1000;

    private final Feed feed;
    private final FeedConfig config;
    private final Caller caller;

    FeedResource(Feed feed, FeedConfig config, Caller caller) {
        this.feed = feed;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The organisation's events after a number",
            description = "Poll with the `next` of the answer before. Every event comes once, in order.")
    public Uni<Feed.Slice> after(
            @Parameter(description = "The last number that is known, 0 for none")
                    @QueryParam("after")
                    @DefaultValue("0")
                    long after,
            @Parameter(description = "Most events of the answer, 1 to 1000") @QueryParam("limit") @DefaultValue("100")
                    int limit,
            @Parameter(description = "Seconds to wait for an event if there is none")
                    @QueryParam("wait")
                    @DefaultValue("0")
                    int wait) {
        long longest = config.maxWait().toSeconds();
        range("limit", limit, 1, MAX_LIMIT);
        range("after", after, 0, Long.MAX_VALUE / 2);
        range("wait", wait, 0, longest);
        return feed.after(caller.supplier(), after, limit, Duration.ofSeconds(wait));
    }

    private static void range(String parameter, long value, long min, long max) {
        if (value < min || value > max) {
            throw Problem.violations(ProblemType.MALFORMED, List.of(Problem.Violation.of(parameter, "range", min, max)))
                    .asException();
        }
    }
}
