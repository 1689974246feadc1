package dev.muster.exchange;

import dev.muster.allocation.Command.SubmitRequest;
import dev.muster.exchange.LookupStore.Key;
import dev.muster.exchange.NeedReader.Needs;
import dev.muster.exchange.table.SourceRow;
import dev.muster.platform.Ids;
import dev.muster.platform.Problem.Violation;
import dev.muster.request.NewRequest;
import dev.muster.request.NewRequest.NewLine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Needs become requests: one per site, incident, urgency, needed-by and reference. A need that an import has brought in
 * before changes nothing; with another quantity it is refused, since the request itself is to be changed then. A request's
 * id is made of the needs it brings in, so that sending it again after a cut has one effect.
 */
final class RequestTarget implements ImportTarget<Need> {

    private final NeedReader reader;
    private final Submission submission;
    private final Clock clock;

    RequestTarget(NeedReader reader, Submission submission, Clock clock) {
        this.reader = reader;
        this.submission = submission;
        this.clock = clock;
    }

    @Override
    public boolean grouped() {
        return true;
    }

    @Override
    public Reading<Need> read(SourceRow row) {
        Needs needs = reader.read(row);
        return new Reading<>(
                needs.needs().stream()
                        .map(need -> new Entry<>(row.number(), need.key(), need.value(), need.group(), need))
                        .toList(),
                needs.refusals(),
                needs.rejected());
    }

    @Override
    public List<Outcome> apply(List<Entry<Need>> entries, boolean trial) {
        Map<Entry<Need>, Outcome> outcomes = new HashMap<>();
        Map<String, List<Entry<Need>>> requests = new LinkedHashMap<>();
        Map<UUID, String> known =
                submission.known(entries.stream().map(RequestTarget::key).toList());
        for (Entry<Need> entry : entries) {
            String value = known.get(key(entry));
            if (value == null) {
                requests.computeIfAbsent(entry.group(), group -> new ArrayList<>())
                        .add(entry);
            } else {
                outcomes.put(entry, Submission.again(value, entry.value()));
            }
        }
        List<List<Entry<Need>>> parts = requests.values().stream()
                .flatMap(lines -> split(lines).stream())
                .toList();
        if (trial) {
            parts.forEach(lines -> outcomes.putAll(check(lines)));
        } else {
            submit(parts, outcomes);
        }
        return entries.stream()
                .map(entry -> outcomes.getOrDefault(entry, Outcome.UNCHANGED))
                .toList();
    }

    private static List<List<Entry<Need>>> split(List<Entry<Need>> lines) {
        List<Entry<Need>> sorted =
                lines.stream().sorted(Comparator.comparing(Entry::key)).toList();
        List<List<Entry<Need>>> parts = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i += NewRequest.MAX_LINES) {
            parts.add(sorted.subList(i, Math.min(sorted.size(), i + NewRequest.MAX_LINES)));
        }
        return parts;
    }

    private Map<Entry<Need>, Outcome> check(List<Entry<Need>> lines) {
        List<Violation> violations = request(lines).violations(clock.instant());
        Outcome outcome = violations.isEmpty() ? Outcome.ACCEPTED : Outcome.rejected(violations);
        return lines.stream().collect(Collectors.toMap(line -> line, line -> outcome));
    }

    private void submit(List<List<Entry<Need>>> parts, Map<Entry<Need>, Outcome> outcomes) {
        List<SubmitRequest> commands = parts.stream()
                .map(lines -> new SubmitRequest(id(lines), request(lines), submission.actor()))
                .toList();
        List<dev.muster.allocation.Outcome> answers = submission.submit(commands);
        List<Key> done = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            List<Entry<Need>> lines = parts.get(i);
            UUID id = commands.get(i).id();
            if (answers.get(i) instanceof dev.muster.allocation.Outcome.Refused refused) {
                Outcome outcome = Outcome.rejected(Submission.reasons(refused.problem()));
                lines.forEach(line -> outcomes.put(line, outcome));
            } else {
                lines.forEach(line -> {
                    outcomes.put(line, Outcome.ACCEPTED);
                    done.add(new Key(key(line), line.value(), id));
                });
            }
        }
        submission.remember(done);
    }

    private static NewRequest request(List<Entry<Need>> lines) {
        Need first = lines.get(0).command();
        return new NewRequest(
                id(lines),
                first.site(),
                first.incident(),
                first.urgency(),
                first.neededBy(),
                lines.stream().map(line -> line(line.command())).toList(),
                null);
    }

    private static NewLine line(Need need) {
        return new NewLine(need.item(), need.quantity(), need.substitutesAllowed(), need.note());
    }

    private static UUID id(List<Entry<Need>> lines) {
        return Ids.named("import-request\u001e" + lines.stream().map(Entry::key).collect(Collectors.joining("\u001e")));
    }

    private static UUID key(Entry<Need> entry) {
        return Ids.named("import-need\u001e" + entry.key());
    }
}
