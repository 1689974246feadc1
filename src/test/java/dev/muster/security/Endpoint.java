package dev.muster.security;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method of the REST interface as it stands in the code.
 *
 * @param name method and path, for instance {@code GET /api/v1/session}
 * @param access roles; {@code anyone}, {@code signed-in} or, where the method says nothing, {@code nobody}
 * @param contentType what its body is
 */
record Endpoint(String name, Set<String> access, String contentType) {

    String method() {
        return name.substring(0, name.indexOf(' '));
    }

    /** With something in the place of each path parameter. */
    String samplePath() {
        return name.substring(name.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "none-such");
    }

    /** All that the service has, by name. */
    static Map<String, Endpoint> all() {
        return Found.ALL;
    }

    /** Looked for once: reading all classes takes seconds. */
    private static final class Found {
        static final Map<String, Endpoint> ALL = find();
    }

    private static Map<String, Endpoint> find() {
        Map<String, Endpoint> all = new TreeMap<>();
        for (JavaClass type : ownClasses()) {
            if (type.isAnnotatedWith(Path.class)) {
                for (Method method : type.reflect().getDeclaredMethods()) {
                    httpMethod(method).forEach(http -> {
                        Endpoint endpoint = of(http, method);
                        all.put(endpoint.name(), endpoint);
                    });
                }
            }
        }
        return all;
    }

    private static JavaClasses ownClasses() {
        return ArchConfiguration.withThreadLocalScope((Function<ArchConfiguration, JavaClasses>) configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.muster");
        });
    }

    /** What the table grants, by name. */
    static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(Endpoint.class.getResourceAsStream("/access.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+")))
                    .forEach(words -> table.put(
                            words.get(0) + " " + words.get(1), new TreeSet<>(words.subList(2, words.size()))));
        }
        return table;
    }

    private static Stream<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value);
    }

    private static Endpoint of(String http, Method method) {
        Class<?> type = method.getDeclaringClass();
        List<String> path = new ArrayList<>();
        for (@Nullable Path part : Arrays.asList(type.getAnnotation(Path.class), method.getAnnotation(Path.class))) {
            if (part != null) {
                path.add(part.value().replaceAll("^/|/$", "").replaceAll("\\{\\s*(\\w+)\\s*(:[^}]*)?}", "{$1}"));
            }
        }
        Consumes consumes = Stream.of(method.getAnnotation(Consumes.class), type.getAnnotation(Consumes.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new Endpoint(
                http + " /" + String.join("/", path),
                access(method.getAnnotations()).isEmpty()
                        ? orNobody(access(type.getAnnotations()))
                        : access(method.getAnnotations()),
                consumes == null ? "application/json" : consumes.value()[0]);
    }

    private static Set<String> orNobody(Set<String> access) {
        return access.isEmpty() ? Set.of("nobody") : access;
    }

    private static Set<String> access(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof RolesAllowed roles) {
                return new TreeSet<>(List.of(roles.value()));
            }
            if (annotation instanceof PermitAll) {
                return Set.of("anyone");
            }
            if (annotation instanceof Authenticated) {
                return Set.of("signed-in");
            }
        }
        return Set.of();
    }
}
