package dev.muster.exchange;

import dev.muster.exchange.ImportErrorStore.ErrorRow;
import dev.muster.exchange.ImportStore.Counts;
import dev.muster.exchange.ImportStore.Stored;
import dev.muster.exchange.ImportTarget.Entry;
import dev.muster.exchange.ImportTarget.Outcome;
import dev.muster.exchange.ImportTarget.Reading;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.table.Format;
import dev.muster.exchange.table.SourceRow;
import dev.muster.exchange.table.SourceRows;
import dev.muster.exchange.table.UnreadableFile;
import dev.muster.platform.Problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of one import: check every row, then apply chunk by chunk. What is applied is kept with the numbers in the same
 * step, so a run that was cut off goes on where it stopped; the chunk in flight then is applied again, which changes
 * nothing. Blocks; belongs on a thread of its own.
 */
final class ImportRun<C> {

    private static final int CHECK_STEP_ROWS = 2_000;

    /** The import was cancelled, or another process has taken it over. */
    static final class Stopped extends RuntimeException {

        final boolean cancelled;

        Stopped(boolean cancelled) {
            super(cancelled ? "cancelled" : "taken over", null, false, false);
            this.cancelled = cancelled;
        }
    }

    /** Where progress goes. */
    interface Ledger {

        /** Forgets refusals of an earlier check. */
        void restart();

        /** Keeps progress and refusals together; throws {@link Stopped} if the run is to end. */
        void advance(ImportState state, Counts counts, List<String> columns, List<ErrorRow> errors);

        Set<Long> rowsWithoutTexts();

        void fillTexts(Map<Long, Map<String, String>> texts);
    }

    /** What stands in the file under a key; {@code conflict} if two rows say different things. */
    private record Seen(long row, String value, boolean conflict) {}

    private final Stored job;
    private final Path file;
    private final Mapping mapping;
    private final ImportTarget<C> target;
    private final ImportConfig config;
    private final Ledger ledger;
    private final Map<String, Seen> seen = new HashMap<>();
    private final List<ErrorRow> refused = new ArrayList<>();
    private List<String> columns = List.of();
    private ImportState state = ImportState.CHECKING;
    private long rows;
    private long total;
    private long done;
    private long accepted;
    private boolean trying;
    private long unchanged;
    private long rejected;
    private long kept;

    ImportRun(Stored job, Path file, Mapping mapping, ImportTarget<C> target, ImportConfig config, Ledger ledger) {
        this.job = job;
        this.file = file;
        this.mapping = mapping;
        this.target = target;
        this.config = config;
        this.ledger = ledger;
    }

    /** Runs to the end; null if it went through, else why nothing was changed. */
    @Nullable
    Violation run() {
        boolean resumed = job.state() == ImportState.APPLYING;
        if (!resumed) {
            ledger.restart();
        }
        check();
        if (resumed) {
            goOnFrom(job.counts());
        } else {
            advance();
        }
        if (job.options().atomic() && !resumed) {
            trying = true;
            apply(true);
            fillTexts();
            if (rejected > 0) {
                return Violation.of("file", "import-atomic", rejected);
            }
            forgetTrial();
        }
        state = ImportState.APPLYING;
        apply(job.options().dryRun());
        fillTexts();
        return null;
    }

    private void check() {
        try (SourceRows source = open()) {
            while (source.hasNext()) {
                SourceRow row = source.next();
                rows++;
                check(row);
                if (rows % CHECK_STEP_ROWS == 0) {
                    columns = source.columns();
                    advance();
                }
            }
            columns = source.columns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows == 0) {
            throw new UnreadableFile(Violation.of("file", "file-no-rows"));
        }
    }

    private void check(SourceRow row) {
        Reading<C> reading = read(row);
        for (Entry<C> entry : reading.entries()) {
            seen.merge(
                    entry.key(),
                    new Seen(entry.row(), entry.value(), false),
                    (first, again) -> new Seen(
                            first.row(),
                            first.value(),
                            first.conflict() || !first.value().equals(again.value())));
        }
        total += reading.entries().size();
        if (reading.rejected() > 0) {
            refuse(row.number(), row.texts(), reading.refusals(), reading.rejected());
        }
    }

    private Reading<C> read(SourceRow row) {
        return row.misfit() == null ? target.read(row) : Reading.refused(List.of(row.misfit()));
    }

    /** Duplicates: the first of equal ones counts; where they differ nobody knows which is meant, so none does. */
    private @Nullable Violation duplicate(Entry<C> entry, Map<String, Long> met) {
        Seen first = seen.get(entry.key());
        if (first == null) {
            throw new IllegalStateException("Not seen when checked: row " + entry.row());
        }
        if (first.conflict()) {
            return Violation.of("row", "duplicate-differs", first.row());
        }
        Long before = met.putIfAbsent(entry.key(), entry.row());
        return before == null ? null : Violation.of("row", "duplicate", before);
    }

    private void apply(boolean trial) {
        Map<String, Long> met = new HashMap<>();
        List<Entry<C>> waiting = new ArrayList<>();
        long position = 0;
        try (SourceRows source = open()) {
            List<Entry<C>> all = new ArrayList<>();
            while (source.hasNext()) {
                for (Entry<C> entry : read(source.next()).entries()) {
                    if (target.grouped()) {
                        all.add(entry);
                    } else {
                        position = take(entry, position, met, waiting, trial);
                    }
                }
            }
            all.sort(Comparator.comparing(Entry::group));
            for (int i = 0; i < all.size(); i++) {
                boolean inGroup =
                        i > 0 && all.get(i - 1).group().equals(all.get(i).group());
                if (!inGroup) {
                    hand(waiting, trial, config.chunkEntries());
                }
                position = keep(all.get(i), position, met, waiting);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hand(waiting, trial, 1);
        advance();
    }

    private long take(Entry<C> entry, long position, Map<String, Long> met, List<Entry<C>> waiting, boolean trial) {
        long next = keep(entry, position, met, waiting);
        hand(waiting, trial, config.chunkEntries());
        return next;
    }

    /** Puts an entry in the queue unless it was handed over before the run was cut off, or is a duplicate. */
    private long keep(Entry<C> entry, long position, Map<String, Long> met, List<Entry<C>> waiting) {
        Violation duplicate = duplicate(entry, met);
        if (position >= done + pending) {
            pending++;
            if (duplicate == null) {
                waiting.add(entry);
            } else {
                refuse(entry.row(), null, List.of(duplicate), 1);
            }
        }
        return position + 1;
    }

    private long pending;

    /** Hands the queue over once it is as long as {@code least}. */
    private void hand(List<Entry<C>> waiting, boolean trial, int least) {
        if (waiting.size() < least) {
            return;
        }
        List<Outcome> outcomes = target.apply(List.copyOf(waiting), trial);
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i).result()) {
                case ACCEPTED -> accepted++;
                case UNCHANGED -> unchanged++;
                case REJECTED ->
                    refuse(waiting.get(i).row(), null, outcomes.get(i).refusals(), 1);
            }
        }
        waiting.clear();
        done += pending;
        pending = 0;
        advance();
    }

    private void refuse(long row, @Nullable Map<String, String> texts, List<Violation> reasons, int entries) {
        rejected += entries;
        if (kept < config.maxErrorRows()) {
            kept++;
            refused.add(new ErrorRow(row, texts, reasons));
        }
    }

    private void advance() {
        Counts counts =
                new Counts(rows, total, done, trying ? 0 : accepted, unchanged, rejected, trying ? accepted : 0);
        ledger.advance(state, counts, columns, List.copyOf(refused));
        refused.clear();
    }

    /** What the check found is known from before; what was applied is not applied again. */
    private void goOnFrom(Counts counts) {
        refused.clear();
        kept = counts.rejected();
        done = counts.done();
        accepted = counts.accepted();
        unchanged = counts.unchanged();
        rejected = counts.rejected();
    }

    private void forgetTrial() {
        trying = false;
        done = 0;
        accepted = 0;
        unchanged = 0;
    }

    /** Refusals found when entries were applied get their rows' texts, for the file to be mended. */
    private void fillTexts() {
        Set<Long> missing = ledger.rowsWithoutTexts();
        if (missing.isEmpty()) {
            return;
        }
        Map<Long, Map<String, String>> texts = new HashMap<>();
        try (SourceRows source = open()) {
            while (source.hasNext()) {
                SourceRow row = source.next();
                if (missing.contains(row.number())) {
                    texts.putIfAbsent(row.number(), row.texts());
                }
                if (texts.size() >= CHECK_STEP_ROWS) {
                    ledger.fillTexts(texts);
                    texts.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger.fillTexts(texts);
    }

    private SourceRows open() {
        return SourceRows.open(file, Format.valueOf(job.format()), mapping.layout(), config.limits());
    }
}
