package dev.muster.allocation;

import dev.muster.platform.Ids;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Command ids as callers choose them, and outcomes as callers see them. */
final class Answers {

    private Answers() {}

    /**
     * The id of a command: the one in the body; else one made of the caller's name and {@code Idempotency-Key}; else a
     * new one.
     */
    static UUID id(@Nullable UUID given, @Nullable String idempotencyKey, String actor) {
        return Ids.ofCommand(given, idempotencyKey, actor);
    }

    /**
     * 201 the first time, 200 when the same command was done before.
     *
     * @throws ProblemException if the command was refused
     */
    static RestResponse<String> created(Outcome outcome, @Nullable String location) {
        Outcome.Done done = done(outcome);
        RestResponse.ResponseBuilder<String> answer = RestResponse.ResponseBuilder.create(
                        done.repeated() ? RestResponse.Status.OK : RestResponse.Status.CREATED, done.json())
                .type(MediaType.APPLICATION_JSON_TYPE);
        return location == null
                ? answer.build()
                : answer.location(URI.create(location)).build();
    }

    /** 200, whether done now or before. */
    static RestResponse<String> ok(Outcome outcome) {
        return RestResponse.ResponseBuilder.ok(done(outcome).json())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Outcome.Done done(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.problem().asException();
        }
        return (Outcome.Done) outcome;
    }

    static Problem problem(Outcome outcome) {
        return ((Outcome.Refused) outcome).problem();
    }
}
