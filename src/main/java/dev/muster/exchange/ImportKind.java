package dev.muster.exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the rows of a file are. */
enum ImportKind {
    SITES,
    ITEMS,
    SUPPLIERS,
    ASSETS,
    STAFF,
    TEAMS,
    /** Terms on which suppliers deliver items. */
    PRICES,
    STOCK,
    REQUESTS;

    /** As it stands in paths. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ImportKind> of(String path) {
        return Stream.of(values()).filter(kind -> kind.path().equals(path)).findFirst();
    }

    /** Reference data, which administrators keep too. */
    boolean isReference() {
        return this != STOCK && this != REQUESTS;
    }
}
