package dev.muster.platform;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads path and query parameters; what does not fit is refused with 400 and the parameter's name. */
@Provider
public class Parameters implements ParamConverterProvider {

    private record Kind(Function<String, Object> read, String message) {}

    private static final Map<Class<?>, Kind> KINDS = Map.of(
            UUID.class, new Kind(Parameters::uuid, "uuid"),
            Integer.class, new Kind(Integer::valueOf, "whole-number"),
            int.class, new Kind(Integer::valueOf, "whole-number"),
            Long.class, new Kind(Long::valueOf, "whole-number"),
            long.class, new Kind(Long::valueOf, "whole-number"),
            Boolean.class, new Kind(Parameters::trueOrFalse, "true-or-false"),
            boolean.class, new Kind(Parameters::trueOrFalse, "true-or-false"),
            Instant.class, new Kind(StrictTimes::time, "time"),
            LocalDate.class, new Kind(StrictTimes::date, "date"));

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> rawType, Type genericType, Annotation @Nullable [] annotations) {
        String name = name(annotations);
        if (rawType.isEnum()) {
            Class<? extends Enum> type = (Class<? extends Enum>) (Class<?>) rawType;
            return (ParamConverter<T>)
                    new Converter(name, "one-of", JsonProblems.names(rawType), text -> Enum.valueOf(type, text));
        }
        Kind kind = KINDS.get(rawType);
        return kind == null ? null : (ParamConverter<T>) new Converter(name, kind.message(), "", kind.read());
    }

    private record Converter(String name, String message, String arg, Function<String, Object> read)
            implements ParamConverter<Object> {

        @Override
        public @Nullable Object fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                return read.apply(text);
            } catch (RuntimeException e) {
                throw new BadRequestException(refusal(name, message, arg));
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }

    /** A refusal (400) of one parameter. */
    static ProblemException refusal(String name, String message, Object... args) {
        return Problem.violations(ProblemType.MALFORMED, List.of(Problem.Violation.of(name, message, args)))
                .asException();
    }

    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return id;
    }

    private static Boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String name(Annotation @Nullable [] annotations) {
        for (Annotation annotation : annotations == null ? new Annotation[0] : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
            if (annotation instanceof HeaderParam header) {
                return header.value();
            }
        }
        return "parameter";
    }
}
