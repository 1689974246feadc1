package dev.muster.exchange;

import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.table.SourceRow;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.ProblemException;
import dev.muster.platform.Stored;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows become sites, items or suppliers, created or replaced by code. What the file has no column for stays as it is; an
 * empty cell clears.
 *
 * @param <R> the record written
 */
final class ReferenceTarget<R> implements ImportTarget<ReferenceTarget.Draft<R>> {

    /**
     * A thing as a row describes it.
     *
     * @param <R> the record it becomes
     */
    interface Draft<R> {

        String code();

        /** What is wrong with it, written over what is there (null: nothing). */
        List<Violation> violations(@Nullable R present);

        /** The record, if nothing is wrong. */
        R over(@Nullable R present);
    }

    /**
     * What can be written so.
     *
     * @param <R> the record
     */
    interface Kind<R> {

        /** Notes in {@code fields} what cannot be read; null if it has no code. */
        @Nullable
        Draft<R> draft(Fields fields);

        /** Those of the codes that exist. */
        Uni<Map<String, R>> present(Collection<String> codes);

        /** References of records to what is not there, as fields {@code [index].…}; what a write would refuse. */
        Uni<List<Violation>> unresolved(List<R> records);

        /** Writes all or, refused with fields {@code [index].…}, none. */
        Uni<List<Stored<R>>> putAll(List<R> records, String actor);
    }

    private static final Pattern INDEXED = Pattern.compile("\\[(\\d+)]\\.?(.*)");

    private final Mapping mapping;
    private final Kind<R> kind;
    private final String actor;
    private final ContextCalls calls;

    ReferenceTarget(Mapping mapping, Kind<R> kind, String actor, ContextCalls calls) {
        this.mapping = mapping;
        this.kind = kind;
        this.actor = actor;
        this.calls = calls;
    }

    @Override
    public Reading<Draft<R>> read(SourceRow row) {
        Fields fields = new Fields(row, mapping);
        Draft<R> draft = kind.draft(fields);
        if (draft == null || !fields.violations().isEmpty()) {
            return Reading.refused(fields.violations());
        }
        return Reading.of(new Entry<>(row.number(), draft.code(), fields.said(), "", draft));
    }

    @Override
    public List<Outcome> apply(List<Entry<Draft<R>>> entries, boolean trial) {
        Map<String, R> present = calls.await(() -> kind.present(
                entries.stream().map(entry -> entry.command().code()).toList()));
        Outcome[] outcomes = new Outcome[entries.size()];
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            Draft<R> draft = entries.get(i).command();
            R there = present.get(draft.code());
            List<Violation> violations = draft.violations(there);
            if (!violations.isEmpty()) {
                outcomes[i] = Outcome.rejected(violations);
            } else if (draft.over(there).equals(there)) {
                outcomes[i] = Outcome.UNCHANGED;
            } else {
                outcomes[i] = Outcome.ACCEPTED;
                left.add(i);
            }
        }
        if (trial && !left.isEmpty()) {
            List<R> records = records(entries, present, left);
            refuse(left, calls.await(() -> kind.unresolved(records)), outcomes);
        } else if (!trial) {
            write(entries, present, left, outcomes);
        }
        return List.of(outcomes);
    }

    private List<R> records(List<Entry<Draft<R>>> entries, Map<String, R> present, List<Integer> rows) {
        List<R> records = new ArrayList<>();
        for (int row : rows) {
            Draft<R> draft = entries.get(row).command();
            records.add(draft.over(present.get(draft.code())));
        }
        return records;
    }

    /** Writes what is left; rows that the write refuses drop out, and the others are written without them. */
    private void write(List<Entry<Draft<R>>> entries, Map<String, R> present, List<Integer> left, Outcome[] outcomes) {
        List<Integer> rows = left;
        while (!rows.isEmpty()) {
            List<R> records = records(entries, present, rows);
            try {
                List<Stored<R>> stored = calls.await(() -> kind.putAll(records, actor));
                for (int i = 0; i < stored.size(); i++) {
                    outcomes[rows.get(i)] = stored.get(i).isChange() ? Outcome.ACCEPTED : Outcome.UNCHANGED;
                }
                return;
            } catch (ProblemException e) {
                Set<Integer> refused = refuse(rows, Submission.reasons(e.problem()), outcomes);
                if (refused.isEmpty()) {
                    throw e;
                }
                rows = rows.stream().filter(row -> !refused.contains(row)).toList();
            }
        }
    }

    /** Notes refusals with fields {@code [index].…}, or without an index if there is one row; gives the rows refused. */
    private static Set<Integer> refuse(List<Integer> rows, List<Violation> violations, Outcome[] outcomes) {
        Map<Integer, List<Violation>> byRow = new HashMap<>();
        for (Violation violation : violations) {
            Matcher indexed = INDEXED.matcher(violation.field());
            if (indexed.matches()) {
                byRow.computeIfAbsent(rows.get(Integer.parseInt(indexed.group(1))), row -> new ArrayList<>())
                        .add(new Violation(indexed.group(2), violation.message(), violation.args()));
            } else if (rows.size() == 1) {
                byRow.computeIfAbsent(rows.get(0), row -> new ArrayList<>()).add(violation);
            }
        }
        byRow.forEach((row, reasons) -> outcomes[row] = Outcome.rejected(reasons));
        return byRow.keySet();
    }
}
