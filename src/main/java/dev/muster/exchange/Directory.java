package dev.muster.exchange;

import dev.muster.exchange.table.Titles;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a file calls by code or by name. A name finds something only if exactly one thing bears it.
 *
 * @param <T> what is found
 */
final class Directory<T> {

    /** What was found, or why nothing: {@code unknown} or {@code ambiguous}. */
    record Found<T>(@Nullable T value, String failure) {}

    private final Map<String, T> byCode = new HashMap<>();
    private final Map<String, Set<String>> codesByName = new HashMap<>();

    Directory(Collection<T> things, Function<T, String> code, Function<T, List<String>> names) {
        for (T thing : things) {
            byCode.put(code.apply(thing), thing);
            for (String name : names.apply(thing)) {
                codesByName
                        .computeIfAbsent(Titles.key(name), key -> new TreeSet<>())
                        .add(code.apply(thing));
            }
        }
    }

    Optional<T> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    Found<T> find(String text) {
        T exact = byCode.get(text);
        if (exact != null) {
            return new Found<>(exact, "");
        }
        Set<String> codes = codesByName.getOrDefault(Titles.key(text), Set.of());
        if (codes.size() == 1) {
            return new Found<>(byCode.get(codes.iterator().next()), "");
        }
        return new Found<>(null, codes.isEmpty() ? "unknown" : "ambiguous");
    }
}
