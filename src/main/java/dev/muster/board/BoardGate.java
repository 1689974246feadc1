package dev.muster.board;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemResponses;
import dev.muster.platform.ProblemType;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses live boards that may not or cannot be opened, as a problem before the upgrade. */
@ApplicationScoped
class BoardGate {

    /**
     * After authentication (200) and before sockets are upgraded (101). The path policies come only after that (100): a
     * request of somebody who may not read boards is kept from the upgrade here and answered by them.
     */
    private static final int BEFORE_UPGRADE = 110;

    private static final Set<String> READERS =
            Set.of(Roles.ADMIN, Roles.COMMANDER, Roles.OFFICER, Roles.KEEPER, Roles.VIEWER, Roles.AUDITOR);

    private static final int MAX_REGION_CHARACTERS = 200;
    private static final String LIVE = "/live/";

    private final Boards boards;
    private final ProblemResponses responses;

    BoardGate(Boards boards, ProblemResponses responses) {
        this.boards = boards;
        this.responses = responses;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEFORE_UPGRADE);
    }

    private void check(RoutingContext context) {
        if (!context.normalizedPath().startsWith(LIVE)) {
            context.next();
            return;
        }
        if (!mayRead(context)) {
            context.request().headers().remove(HttpHeaders.UPGRADE);
            context.next();
            return;
        }
        Optional<Problem> problem = refusal(context);
        String region = region(context);
        if (problem.isPresent()) {
            responses.end(context, problem.get());
        } else if (region == null) {
            context.next();
        } else {
            checkRegion(context, region);
        }
    }

    private static boolean mayRead(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                && READERS.stream().anyMatch(user.getSecurityIdentity()::hasRole);
    }

    private Optional<Problem> refusal(RoutingContext context) {
        String board = context.normalizedPath().substring(LIVE.length());
        if (Board.of(board).isEmpty()) {
            return Optional.of(Problem.of(ProblemType.NOT_FOUND, "board-unknown", board));
        }
        if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            return Optional.of(Problem.of(ProblemType.MALFORMED, "board-upgrade"));
        }
        String own = ownRegion(context);
        if (own != null && !own.equals(region(context))) {
            return Optional.of(Problem.of(ProblemType.FORBIDDEN, "board-other-region", own));
        }
        return boards.full() ? Optional.of(Problem.of(ProblemType.UNAVAILABLE, "board-full")) : Optional.empty();
    }

    private void checkRegion(RoutingContext context, String region) {
        if (region.length() > MAX_REGION_CHARACTERS || region.chars().anyMatch(Character::isISOControl)) {
            responses.end(context, Problem.of(ProblemType.NOT_FOUND, "region-unknown", ""));
            return;
        }
        HttpServerRequest request = context.request();
        request.pause();
        boards.regionExists(region)
                .subscribe()
                .with(
                        exists -> {
                            request.resume();
                            if (exists) {
                                context.next();
                            } else {
                                responses.end(context, Problem.of(ProblemType.NOT_FOUND, "region-unknown", region));
                            }
                        },
                        context::fail);
    }

    private static @Nullable String region(RoutingContext context) {
        String asked = context.request().getParam("region");
        return asked == null || asked.isEmpty() ? ownRegion(context) : asked;
    }

    /** The only region the caller may see; null for all. */
    private static @Nullable String ownRegion(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user ? Caller.regionOf(user.getSecurityIdentity()) : null;
    }
}
