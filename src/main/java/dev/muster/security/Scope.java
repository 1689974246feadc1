package dev.muster.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an API key may be used for. An account of the role {@code supplier} has all of it. */
public enum Scope {
    /** See what is asked of the own organisation. */
    RESTOCK_READ("restock:read"),

    /** Answer it: acknowledge, promise, decline, ship. */
    RESTOCK_WRITE("restock:write"),

    /** Poll the own organisation's events. */
    EVENTS_READ("events:read"),

    /** Register and change webhooks, and read what was delivered. */
    WEBHOOKS_MANAGE("webhooks:manage"),

    /** List, make and revoke the own organisation's keys. */
    KEYS_MANAGE("keys:manage");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** As it is written, for instance {@code restock:read}. */
    public String word() {
        return word;
    }

    static Optional<Scope> of(@Nullable String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    static Set<Scope> ofAll(List<? extends @Nullable String> words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        words.forEach(word -> of(word).ifPresent(scopes::add));
        return scopes;
    }

    /** In the order of declaration. */
    static List<String> words(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).toList();
    }

    static String allWords() {
        return Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "));
    }
}
