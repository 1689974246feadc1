package dev.muster.exchange.table;

import java.util.List;
import java.util.Set;

/**
 * Where the titles of a table stand.
 *
 * <p>The last header line is the one that holds every anchor. A column whose cell there is empty takes the nearest
 * filled cell above it, lines that start with a word of {@code skipLines} left out; so titles spread over several lines
 * come together.
 *
 * @param anchors alternatives for each title that must stand in the last header line, compared by {@link Titles#key};
 *     empty: the first line that is not blank is the header
 * @param skipLines first cells of header lines that hold no titles
 * @param explode names of JSON arrays of objects whose elements become rows of their own
 */
public record Layout(List<Set<String>> anchors, Set<String> skipLines, Set<String> explode) {

    public static final Layout FIRST_LINE = new Layout(List.of(), Set.of(), Set.of());
}
