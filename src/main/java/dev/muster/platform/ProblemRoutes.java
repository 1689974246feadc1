package dev.muster.platform;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is refused before REST looks at it: bodies past the limit, control characters in addresses, paths below
 * {@code /api} that nobody serves. After the identity is known, before any body is read.
 */
@ApplicationScoped
class ProblemRoutes {

    private static final int AFTER_AUTHORIZATION = 50;
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final Pattern CONTROL = Pattern.compile("%(?:[01][0-9a-fA-F]|7[fF])");
    private static final String API = "/api/";

    private final HttpConfig config;
    private final ProblemResponses responses;
    private final BodyHandler unannounced;

    ProblemRoutes(HttpConfig config, ProblemResponses responses) {
        this.config = config;
        this.responses = responses;
        this.unannounced = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
    }

    void before(@Observes Filters filters) {
        filters.register(this::check, AFTER_AUTHORIZATION);
    }

    void after(@Observes Router router) {
        router.route(API + "*")
                .order(Integer.MAX_VALUE - 1)
                .handler(context -> responses.end(context, Problem.of(ProblemType.NOT_FOUND, "no-such-path")));
        router.route(API + "*")
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - AFTER_AUTHORIZATION)
                .failureHandler(this::failed);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (CONTROL.matcher(request.uri()).find()) {
            responses.end(context, Problem.of(ProblemType.MALFORMED, "control-character-in-address"));
        } else if (!WITH_BODY.contains(request.method()) || !request.path().startsWith(API)) {
            context.next();
        } else {
            checkBody(context, request);
        }
    }

    private void checkBody(RoutingContext context, HttpServerRequest request) {
        boolean large = config.largeBodyPaths().stream().anyMatch(request.path()::startsWith);
        long limit = large ? config.maxLargeBodyBytes() : config.maxBodyBytes();
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null) {
            // a length that is not announced is counted while reading: small bodies here, large ones by Quarkus
            if (large) {
                context.next();
            } else {
                unannounced.handle(context);
            }
            return;
        }
        long length = Long.parseLong(announced);
        if (length <= limit) {
            context.next();
        } else {
            refuseBody(context, request, length, limit);
        }
    }

    /** Reads a body that is not absurd to its end, so that the caller, still sending, hears the answer. */
    private void refuseBody(RoutingContext context, HttpServerRequest request, long length, long limit) {
        Problem problem = Problem.of(ProblemType.TOO_LARGE, "body-over-limit", length, limit);
        if (length > config.maxLargeBodyBytes()
                || "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            responses.end(context, problem);
            return;
        }
        request.handler(chunk -> {});
        request.endHandler(end -> responses.end(context, problem));
        request.resume();
    }

    private void failed(RoutingContext context) {
        if (context.failure() == null) {
            ProblemMapping.ofStatus(context.statusCode())
                    .ifPresentOrElse(p -> responses.end(context, p), context::next);
        } else if (context.statusCode() == ProblemType.TOO_LARGE.status()) {
            responses.end(context, Problem.of(ProblemType.TOO_LARGE, "body-too-large"));
        } else {
            context.next();
        }
    }
}
