package dev.muster.demo;

import org.jspecify.annotations.Nullable;

/**
 * The flood that comes on top of each wave.
 *
 * @param prefecture where it is now; null while there is none
 */
record Flood(@Nullable String prefecture) {

    static final Flood NONE = new Flood(null);

    boolean reaches(String otherPrefecture) {
        return otherPrefecture.equals(prefecture);
    }

    boolean rages() {
        return prefecture != null;
    }
}
