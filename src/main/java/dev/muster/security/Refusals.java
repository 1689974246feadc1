package dev.muster.security;

import dev.muster.platform.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Ends requests that are refused before REST is reached. */
@ApplicationScoped
class Refusals {

    void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", "application/problem+json")
                .end(body(problem));
    }

    @ServerExceptionMapper
    Response signIn(SignInRefused refused, RoutingContext context) {
        Response.ResponseBuilder response = Response.status(
                        refused.problem().type().status())
                .type("application/problem+json")
                .entity(body(refused.problem()));
        return refused.retryAfterSeconds() > 0
                ? response.header("Retry-After", refused.retryAfterSeconds()).build()
                : response.header("WWW-Authenticate", SignInMechanism.challenge(context.request()))
                        .build();
    }

    private static String body(Problem problem) {
        return new JsonObject()
                .put("type", "/problems/" + problem.type().slug())
                .put("status", problem.type().status())
                .put("detail", problem.detail())
                .encode();
    }
}
