package dev.muster.allocation.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What checks found wrong; of each check the first ones in words, the others counted. */
final class Findings {

    private static final int IN_WORDS = 10;

    private final List<Violation> violations = new ArrayList<>();
    private final Map<Check, Integer> found = new EnumMap<>(Check.class);

    void add(Check check, String format, @Nullable Object... arguments) {
        if (found.merge(check, 1, Integer::sum) <= IN_WORDS) {
            violations.add(new Violation(check, String.format(format, arguments)));
        }
    }

    /** Notes it unless it holds. */
    void require(boolean holds, Check check, String format, @Nullable Object... arguments) {
        if (!holds) {
            add(check, format, arguments);
        }
    }

    List<Violation> all() {
        List<Violation> all = new ArrayList<>(violations);
        found.forEach((check, count) -> {
            if (count > IN_WORDS) {
                all.add(new Violation(check, (count - IN_WORDS) + " more"));
            }
        });
        return all;
    }
}
