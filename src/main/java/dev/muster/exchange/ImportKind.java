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
    REQUESTS,
    /** Who is on duty or on call when. */
    ROSTERS;

    /** As it stands in paths. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ImportKind> of(String path) {
        return Stream.of(values()).filter(kind -> kind.path().equals(path)).findFirst();
    }

    /** Reference data, which administrators keep too. */
    boolean isReference() {
        return this != STOCK && this != REQUESTS && this != ROSTERS;
    }

    /** Taken whole or not at all, whatever was asked. */
    boolean isWhole() {
        return this == ROSTERS;
    }
}
