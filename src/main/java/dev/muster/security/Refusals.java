package dev.muster.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemBody;
import dev.muster.platform.Wording;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers of refused sign-ins, and of requests refused before REST is reached. */
@ApplicationScoped
class Refusals {

    private final ObjectMapper json;

    Refusals(ObjectMapper json) {
        this.json = json;
    }

    void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE)
                .putHeader("Content-Language", wording(context).tag())
                .putHeader("Vary", "Accept-Language")
                .end(body(problem, context));
    }

    @ServerExceptionMapper
    Response signIn(SignInRefused refused, RoutingContext context) {
        Problem problem = refused.problem();
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .type(ProblemBody.MEDIA_TYPE)
                .header("Content-Language", wording(context).tag())
                .header("Vary", "Accept-Language")
                .entity(body(problem, context));
        return refused.retryAfterSeconds() > 0
                ? response.header("Retry-After", refused.retryAfterSeconds()).build()
                : response.header("WWW-Authenticate", SignInMechanism.challenge(context.request()))
                        .build();
    }

    private String body(Problem problem, RoutingContext context) {
        try {
            return json.writeValueAsString(ProblemBody.of(problem, wording(context)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + problem, e);
        }
    }

    private static Wording wording(RoutingContext context) {
        return Wording.of(context.request().getHeader("Accept-Language"));
    }
}
