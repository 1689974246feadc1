package dev.muster.allocation;

import dev.muster.platform.Problem;

/** What came of a command. */
public sealed interface Outcome {

    /**
     * It is done, durably.
     *
     * @param json the answer
     * @param repeated whether it was done before, and this is the first answer again
     */
    record Done(String json, boolean repeated) implements Outcome {}

    /** It was refused and changed nothing. */
    record Refused(Problem problem) implements Outcome {}
}
