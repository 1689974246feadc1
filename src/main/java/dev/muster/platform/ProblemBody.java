package dev.muster.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as callers see it: {@code application/problem+json} (RFC 9457) in one language.
 *
 * @param type stable {@code /problems/<slug>}
 * @param title what kind of problem, the same for every occurrence
 * @param status HTTP status
 * @param detail what went wrong this time
 * @param instance names this occurrence in the service's log; only where the service is at fault
 * @param violations the fields at fault; absent if none
 * @param alternatives what may be had instead; absent if nothing
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<Violation> violations,
        List<Problem.Alternative> alternatives) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One field at fault.
     *
     * @param field path in the payload, for instance {@code lines[0].quantity}
     * @param message what is wrong with it
     */
    @Schema(name = "Violation")
    public record Violation(String field, String message) {}

    public static ProblemBody of(Problem problem, Wording wording) {
        return of(problem, wording, null);
    }

    static ProblemBody of(Problem problem, Wording wording, @Nullable String instance) {
        return new ProblemBody(
                "/problems/" + problem.type().slug(),
                wording.title(problem.type()),
                problem.type().status(),
                wording.detail(problem),
                instance,
                problem.violations().stream()
                        .map(v -> new Violation(v.field(), wording.message(v)))
                        .toList(),
                problem.alternatives());
    }
}
