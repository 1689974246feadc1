package dev.muster.exchange;

import dev.muster.exchange.table.SourceRow;
import dev.muster.platform.Problem.Violation;
import java.util.List;

/**
 * Where the rows of one kind go.
 *
 * @param <C> what a row becomes
 */
interface ImportTarget<C> {

    /**
     * One thing that a row asks for.
     *
     * @param row number of the row
     * @param key what it is, the same in every file that says it: its second appearance in a file is refused
     * @param value what is said about it: a second appearance that says the same is told apart from one that does not
     * @param group entries of the same group are handed over together; empty if each stands alone
     */
    record Entry<C>(long row, String key, String value, String group, C command) {}

    /**
     * What a row says: entries that are certain, and reasons for what is not.
     *
     * @param rejected how many entries the reasons stand for
     */
    record Reading<C>(List<Entry<C>> entries, List<Violation> refusals, int rejected) {

        static <C> Reading<C> of(Entry<C> entry) {
            return new Reading<>(List.of(entry), List.of(), 0);
        }

        static <C> Reading<C> refused(List<Violation> refusals) {
            return new Reading<>(List.of(), List.copyOf(refusals), 1);
        }
    }

    /** What became of an entry; {@code refusals} is empty unless it was refused. */
    record Outcome(Result result, List<Violation> refusals) {

        enum Result {
            ACCEPTED,
            UNCHANGED,
            REJECTED
        }

        static final Outcome ACCEPTED = new Outcome(Result.ACCEPTED, List.of());
        static final Outcome UNCHANGED = new Outcome(Result.UNCHANGED, List.of());

        static Outcome rejected(List<Violation> refusals) {
            return new Outcome(Result.REJECTED, refusals);
        }
    }

    /** Reads a row; the same row gives the same reading. */
    Reading<C> read(SourceRow row);

    /** Whether entries of one group stand in several rows and belong together. */
    default boolean grouped() {
        return false;
    }

    /**
     * Checks entries against what is there and, unless it is only a trial, applies those that hold. Applying an entry
     * again changes nothing. Blocks; not for the event loop.
     *
     * @return one outcome per entry, in order
     */
    List<Outcome> apply(List<Entry<C>> entries, boolean trial);
}
