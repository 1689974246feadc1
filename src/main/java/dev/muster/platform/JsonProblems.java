package dev.muster.platform;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a payload that cannot be read is called: always 400, with the place or the field, never with names of our code. */
final class JsonProblems {

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class, BigInteger.class);

    private JsonProblems() {}

    static Problem of(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputCoercionException) {
                return field(path(e), "out-of-range");
            }
            if (cause instanceof StreamConstraintsException) {
                return Problem.of(ProblemType.MALFORMED, "json-limits");
            }
            if (cause instanceof StreamReadException syntax) {
                return syntax(syntax);
            }
        }
        if (e instanceof FieldRefused refused) {
            return field(path(e), refused.key());
        }
        if (e instanceof UnrecognizedPropertyException) {
            return field(path(e), "unknown");
        }
        return e instanceof MismatchedInputException mismatch ? mismatch(mismatch) : field(path(e), "wrong-type");
    }

    private static Problem syntax(StreamReadException e) {
        JsonLocation at = e.getLocation();
        boolean twice = e.getOriginalMessage().startsWith("Duplicate field");
        String detail = twice ? "duplicate-key" : "malformed-json";
        return at == null
                ? Problem.of(ProblemType.MALFORMED, detail, "?", "?")
                : Problem.of(ProblemType.MALFORMED, detail, at.getLineNr(), at.getColumnNr());
    }

    private static Problem mismatch(MismatchedInputException e) {
        String said = e.getOriginalMessage();
        if (e.getPath().isEmpty() && said.startsWith("No content")) {
            return Problem.of(ProblemType.MALFORMED, "body-missing");
        }
        if (said.startsWith("Trailing token")) {
            return Problem.of(ProblemType.MALFORMED, "trailing-text");
        }
        if (said.startsWith("Cannot map `null`")) {
            return field(path(e), "required");
        }
        Class<?> target = e.getTargetType();
        if (target != null && target.isEnum()) {
            return field(path(e), "one-of", names(target));
        }
        return field(path(e), expected(target));
    }

    private static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "wrong-type";
        }
        if (WHOLE_NUMBERS.contains(target)) {
            return "whole-number";
        }
        if (Number.class.isAssignableFrom(target) || target == double.class || target == float.class) {
            return "number";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "true-or-false";
        }
        if (target == String.class) {
            return "text";
        }
        if (target == UUID.class) {
            return "uuid";
        }
        if (target == Instant.class) {
            return "time";
        }
        if (target == LocalDate.class) {
            return "date";
        }
        if (Collection.class.isAssignableFrom(target) || target.isArray()) {
            return "list";
        }
        return target.isRecord() || Map.class.isAssignableFrom(target) ? "object" : "wrong-type";
    }

    static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(c -> ((Enum<?>) c).name())
                .collect(Collectors.joining(", "));
    }

    private static Problem field(String path, String key, Object... args) {
        return Problem.violations(ProblemType.MALFORMED, List.of(Problem.Violation.of(path, key, args)));
    }

    /** For instance {@code lines[0].quantity}; {@code $} for the whole payload. */
    private static String path(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "$";
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "$" : path.toString();
    }
}
