package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Renders every failure as a problem in the caller's language, whether REST or a layer below it met the failure. */
@ApplicationScoped
public class ProblemResponses {

    private static final Logger LOG = Logger.getLogger(ProblemResponses.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ObjectMapper json;

    ProblemResponses(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response refused(ProblemException e, RoutingContext context) {
        return respond(e, context);
    }

    @ServerExceptionMapper
    Response unreadable(MismatchedInputException e, RoutingContext context) {
        return respond(e, context);
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e, RoutingContext context) {
        return respond(e, context);
    }

    @ServerExceptionMapper
    Response invalid(ResteasyReactiveViolationException e, RoutingContext context) {
        return respond(e, context);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, RoutingContext context) {
        Response problem = respond(e, context);
        MultivaluedMap<String, Object> headers = e.getResponse().getHeaders();
        Object allow = headers == null ? null : headers.getFirst("Allow");
        return allow == null
                ? problem
                : Response.fromResponse(problem).header("Allow", allow).build();
    }

    @ServerExceptionMapper
    Uni<Response> unauthenticated(UnauthorizedException e, RoutingContext context) {
        return challenge(context);
    }

    @ServerExceptionMapper(priority = Priorities.USER)
    Uni<Response> unauthenticated(AuthenticationFailedException e, RoutingContext context) {
        return challenge(context);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, RoutingContext context) {
        return respond(e, context);
    }

    @ServerExceptionMapper
    Response failed(Throwable e, RoutingContext context) {
        return respond(e, context);
    }

    /** Ends a request with a problem, for layers below REST. */
    public void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Wording wording = wording(context);
        response.setStatusCode(problem.type().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, wording.tag())
                .putHeader(HttpHeaders.VARY, "Accept-Language")
                .end(write(ProblemBody.of(problem, wording)));
    }

    /** Ends a request with the problem of a failure; a fault of ours is logged. */
    public void end(RoutingContext context, Throwable failure) {
        end(
                context,
                ProblemMapping.of(failure)
                        .orElseGet(() -> Problem.of(ProblemType.INTERNAL, "internal", log(failure, context))));
    }

    private Response respond(Throwable failure, RoutingContext context) {
        Optional<Problem> known = ProblemMapping.of(failure);
        if (known.isPresent()) {
            return response(ProblemBody.of(known.get(), wording(context)), context);
        }
        String id = log(failure, context);
        Problem internal = Problem.of(ProblemType.INTERNAL, "internal", id);
        return response(ProblemBody.of(internal, wording(context), "urn:uuid:" + id), context);
    }

    private Response response(ProblemBody body, RoutingContext context) {
        Response.ResponseBuilder response = Response.status(body.status())
                .type(ProblemBody.MEDIA_TYPE)
                .header("Content-Language", wording(context).tag())
                .header("Vary", "Accept-Language")
                .entity(write(body));
        if (body.status() == ProblemType.UNAVAILABLE.status()
                || body.status() == ProblemType.TOO_MANY_REQUESTS.status()) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    /** 401 with the challenge of the mechanism in use. */
    private Uni<Response> challenge(RoutingContext context) {
        Response problem = respond(new UnauthorizedException(), context);
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Uni.createFrom().item(problem);
        }
        return authenticator
                .getChallenge(context)
                .map(challenge -> challenge == null || challenge.headerName == null
                        ? problem
                        : Response.fromResponse(problem)
                                .header(challenge.headerName.toString(), challenge.headerContent)
                                .build())
                .onFailure()
                .recoverWithItem(problem);
    }

    /** Logs a fault under an id that the caller is told, unless the caller has merely gone away. */
    private static String log(Throwable failure, RoutingContext context) {
        String id = Ids.next().toString();
        if (failure instanceof IOException && context.response().closed()) {
            LOG.debugf(failure, "Caller gone: %s %s", context.request().method(), context.normalizedPath());
        } else {
            LOG.errorf(failure, "%s: %s %s failed", id, context.request().method(), context.normalizedPath());
        }
        return id;
    }

    private static Wording wording(RoutingContext context) {
        return Wording.of(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private String write(ProblemBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + body, e);
        }
    }
}
