package dev.muster.platform;

import java.util.Set;

/** Failures of a transaction that mean somebody else was first: the same transaction may succeed when tried again. */
public final class LostRaces {

    /** Unique violation, deadlock, serialisation failure. */
    private static final Set<String> STATES = Set.of("23505", "40P01", "40001");

    private LostRaces() {}

    public static boolean is(Throwable failure) {
        return failure instanceof Commands.DoneElsewhere
                || DatabaseProblems.state(failure).filter(STATES::contains).isPresent();
    }
}
