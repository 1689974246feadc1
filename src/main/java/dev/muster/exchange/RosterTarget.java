package dev.muster.exchange;

import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.exchange.table.SourceRow;
import dev.muster.platform.Problem.Violation;
import dev.muster.staff.RosterFiles;
import dev.muster.staff.RosterFiles.RosterRow;
import dev.muster.staff.RosterFiles.Verdict;
import dev.muster.staff.RosterInput.ShiftInput;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Rows become shifts, all of a file in one step: who is on duty at the same time twice is found across all rows. */
final class RosterTarget implements ImportTarget<ShiftInput> {

    private static final String ALL = "roster";

    private final Mapping mapping;
    private final RosterFiles rosters;
    private final ZoneId zone;
    private final UUID job;
    private final String actor;
    private final ContextCalls calls;

    /** @param zone where times without a zone are meant */
    RosterTarget(Mapping mapping, RosterFiles rosters, ZoneId zone, UUID job, String actor, ContextCalls calls) {
        this.mapping = mapping;
        this.rosters = rosters;
        this.zone = zone;
        this.job = job;
        this.actor = actor;
        this.calls = calls;
    }

    @Override
    public boolean grouped() {
        return true;
    }

    @Override
    public Reading<ShiftInput> read(SourceRow row) {
        Fields fields = new Fields(row, mapping);
        Instant from = fields.start("from", zone);
        Instant until = fields.end("until", zone);
        Boolean onCall = fields.flag("onCall");
        ShiftInput shift = new ShiftInput(fields.text("staff"), fields.text("team"), from, until, onCall);
        if (!fields.violations().isEmpty()) {
            return Reading.refused(fields.violations());
        }
        String key = String.join(
                "\u001f",
                String.valueOf(shift.staff()),
                String.valueOf(shift.team()),
                String.valueOf(from),
                String.valueOf(until));
        return Reading.of(new Entry<>(row.number(), key, String.valueOf(onCall), ALL, shift));
    }

    @Override
    public List<Outcome> apply(List<Entry<ShiftInput>> entries, boolean trial) {
        List<RosterRow> rows = entries.stream()
                .map(entry -> new RosterRow(entry.row(), entry.command()))
                .toList();
        List<Verdict> verdicts = calls.await(() -> rosters.add(rows, trial, job.toString(), actor));
        boolean refused =
                verdicts.stream().anyMatch(verdict -> !verdict.refusals().isEmpty());
        return verdicts.stream()
                .map(verdict -> outcome(verdict, refused && !trial))
                .toList();
    }

    /** @param nothing whether nothing was written, since another row was refused */
    private static Outcome outcome(Verdict verdict, boolean nothing) {
        if (!verdict.refusals().isEmpty()) {
            return Outcome.rejected(verdict.refusals());
        }
        if (verdict.stands()) {
            return Outcome.UNCHANGED;
        }
        return nothing ? Outcome.rejected(List.of(Violation.of("row", "roster-refused"))) : Outcome.ACCEPTED;
    }
}
