package dev.muster.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.io.CharConversionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Which problem a failure is. Empty means a fault of ours: logged, and told to the caller without details. */
final class ProblemMapping {

    private static final int MAX_CAUSES = 16;
    private static final Map<String, String> KEY_BY_CONSTRAINT = Map.of(
            "NotNull", "required",
            "NotEmpty", "required",
            "NotBlank", "required",
            "Size", "size",
            "Min", "min",
            "Max", "max",
            "Positive", "positive",
            "PositiveOrZero", "not-negative",
            "Future", "future",
            "Pattern", "pattern");

    private ProblemMapping() {}

    static Optional<Problem> of(Throwable failure) {
        // only what comes straight from reading a payload; JSON that fails deeper down is ours
        Throwable read = failure instanceof WebApplicationException ? failure.getCause() : failure;
        if (read instanceof JsonProcessingException json) {
            return Optional.of(JsonProblems.of(json));
        }
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            Optional<Problem> problem = ofOne(cause);
            if (problem.isPresent()) {
                return problem;
            }
            cause = cause.getCause();
        }
        return failure instanceof WebApplicationException web
                ? ofStatus(web.getResponse().getStatus())
                : Optional.empty();
    }

    private static Optional<Problem> ofOne(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return Optional.of(refused.problem());
        }
        if (failure instanceof CharConversionException) {
            return Optional.of(Problem.of(ProblemType.MALFORMED, "not-utf8"));
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return Optional.of(ofConstraints(invalid));
        }
        if (failure instanceof UnauthorizedException) {
            return Optional.of(Problem.of(ProblemType.UNAUTHENTICATED, "sign-in"));
        }
        if (failure instanceof ForbiddenException) {
            return Optional.of(Problem.of(ProblemType.FORBIDDEN, "role"));
        }
        Optional<String> state = DatabaseProblems.state(failure);
        if (state.isPresent()) {
            return DatabaseProblems.of(state.get());
        }
        if (DatabaseLink.broken(failure)) {
            return Optional.of(Problem.of(ProblemType.UNAVAILABLE, "database-away"));
        }
        if (failure instanceof NotFoundException && failure.getCause() instanceof RuntimeException) {
            // so Quarkus reports a parameter that a converter of its own refuses
            return Optional.of(Problem.of(ProblemType.MALFORMED, "bad-parameter"));
        }
        return Optional.empty();
    }

    /** The plain problem of an HTTP status that some layer below us chose; empty for 5xx. */
    static Optional<Problem> ofStatus(int status) {
        return switch (status) {
            case 401 -> Optional.of(Problem.of(ProblemType.UNAUTHENTICATED, "sign-in"));
            case 403 -> Optional.of(Problem.of(ProblemType.FORBIDDEN, "role"));
            case 404 -> Optional.of(Problem.of(ProblemType.NOT_FOUND, "no-such-path"));
            case 405 -> Optional.of(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "method"));
            case 406 -> Optional.of(Problem.of(ProblemType.NOT_ACCEPTABLE, "not-acceptable"));
            case 413 -> Optional.of(Problem.of(ProblemType.TOO_LARGE, "body-too-large"));
            case 415 -> Optional.of(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "media-type"));
            case 429 -> Optional.of(Problem.of(ProblemType.TOO_MANY_REQUESTS, "too-many-requests"));
            case 503 -> Optional.of(Problem.of(ProblemType.UNAVAILABLE, "busy"));
            default ->
                status >= 400 && status < 500
                        ? Optional.of(Problem.of(ProblemType.MALFORMED, "malformed"))
                        : Optional.empty();
        };
    }

    private static Problem ofConstraints(ConstraintViolationException invalid) {
        List<Problem.Violation> violations = invalid.getConstraintViolations().stream()
                .map(ProblemMapping::ofConstraint)
                .sorted(java.util.Comparator.comparing(Problem.Violation::field))
                .toList();
        return Problem.violations(ProblemType.RULE_BROKEN, violations);
    }

    private static Problem.Violation ofConstraint(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
        String key = KEY_BY_CONSTRAINT.getOrDefault(constraint, "invalid");
        return switch (key) {
            case "size" ->
                Problem.Violation.of(field(violation), key, limit(attributes, "min"), limit(attributes, "max"));
            case "min", "max" -> Problem.Violation.of(field(violation), key, limit(attributes, "value"));
            default -> Problem.Violation.of(field(violation), key);
        };
    }

    private static Object limit(Map<String, Object> attributes, String name) {
        @Nullable Object value = attributes.get(name);
        return value == null ? "?" : value;
    }

    /** The path below the method and its parameter, which the caller does not know. */
    private static String field(ConstraintViolation<?> violation) {
        List<String> steps = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Object::toString)
                .toList();
        return steps.size() > 2
                ? String.join(".", steps.subList(2, steps.size()))
                : steps.isEmpty() ? "$" : steps.get(steps.size() - 1);
    }
}
