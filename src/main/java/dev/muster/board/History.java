package dev.muster.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The newest changes of a view, by event number: what clients that are behind are brought up to date with. */
final class History {

    private record Step(long seq, List<Change> changes) {}

    private record Name(Section in, String key) {}

    private final int maxChanges;
    private final Deque<Step> steps = new ArrayDeque<>();
    private long from;
    private long to;
    private int held;

    /** Begins empty at the number; keeps at most that many changes. */
    History(long from, int maxChanges) {
        this.from = from;
        this.to = from;
        this.maxChanges = maxChanges;
    }

    /** Takes what the event of that number changed, maybe nothing. */
    void add(long seq, List<Change> changes) {
        to = seq;
        if (changes.isEmpty()) {
            return;
        }
        steps.addLast(new Step(seq, List.copyOf(changes)));
        held += changes.size();
        while (held > maxChanges) {
            Step oldest = steps.removeFirst();
            held -= oldest.changes.size();
            from = oldest.seq;
        }
    }

    long to() {
        return to;
    }

    /** Whether everything after that number is still here. */
    boolean covers(long after) {
        return after >= from && after <= to;
    }

    /** Everything after that number, merged: the last change of each entry, in the order they happened. */
    List<Change> after(long after) {
        if (!covers(after)) {
            throw new IllegalArgumentException(after + " is not within " + from + " and " + to);
        }
        List<Change> merged = new ArrayList<>();
        Set<Name> seen = new HashSet<>();
        Iterator<Step> newestFirst = steps.descendingIterator();
        while (newestFirst.hasNext()) {
            Step step = newestFirst.next();
            if (step.seq <= after) {
                break;
            }
            for (int i = step.changes.size() - 1; i >= 0; i--) {
                Change change = step.changes.get(i);
                if (seen.add(new Name(change.in(), change.key()))) {
                    merged.add(change);
                }
            }
        }
        Collections.reverse(merged);
        return merged;
    }
}
