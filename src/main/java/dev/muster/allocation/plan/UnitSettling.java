package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan move less: where a need would have another unit in place of one that it has, and nobody would travel longer
 * in all if it kept its own, it keeps it.
 */
final class UnitSettling {

    private record Pair(int need, int unit) {}

    private final List<UnitChoice> standing;
    private final Map<Pair, UnitChoice> choices = new HashMap<>();
    private final List<UnitChoice> chosen;

    UnitSettling(List<UnitChoice> all, List<UnitChoice> chosen) {
        this.standing = all.stream().filter(UnitChoice::stands).toList();
        all.forEach(choice -> choices.put(new Pair(choice.need(), choice.unit()), choice));
        this.chosen = new ArrayList<>(chosen);
    }

    List<UnitChoice> settle() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (UnitChoice own : standing) {
                goesOn |= !chosen.contains(own) && keeps(own);
            }
        }
        return List.copyOf(chosen);
    }

    /** Ends, since each time one choice more stands. */
    private boolean keeps(UnitChoice own) {
        List<UnitChoice> inTheWay = chosen.stream().filter(own::excludes).toList();
        for (UnitChoice given : List.copyOf(chosen)) {
            if (given.need() == own.need() && !given.stands()) {
                if (inTheWay.isEmpty() || inTheWay.equals(List.of(given))) {
                    if (given.minutes() == own.minutes() && swap(List.of(given), List.of(own))) {
                        return true;
                    }
                } else if (inTheWay.size() == 1 && !inTheWay.get(0).stands()) {
                    UnitChoice other = inTheWay.get(0);
                    @Nullable UnitChoice instead = choices.get(new Pair(other.need(), given.unit()));
                    if (instead != null
                            && given.minutes() + other.minutes() == own.minutes() + instead.minutes()
                            && swap(List.of(given, other), List.of(own, instead))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean swap(List<UnitChoice> out, List<UnitChoice> in) {
        List<UnitChoice> rest = new ArrayList<>(chosen);
        rest.removeAll(out);
        for (UnitChoice choice : in) {
            if (rest.stream().anyMatch(choice::excludes)) {
                return false;
            }
            rest.add(choice);
        }
        chosen.clear();
        chosen.addAll(rest);
        return true;
    }
}
