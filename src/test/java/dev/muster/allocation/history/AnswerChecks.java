package dev.muster.allocation.history;

import dev.muster.allocation.history.Order.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What answers must be, among each other and in the order of time. */
final class AnswerChecks {

    private static final String CONFLICT = "command-conflict";

    /** What commands of the workload can be refused for; it asks for nothing that is wrong by itself. */
    private static final Map<Kind, Set<String>> REFUSALS = Map.of(
            Kind.APPLY, Set.of(CONFLICT, "illegal-transition"),
            Kind.SUBMIT, Set.of(CONFLICT, "not-enough-stock"),
            Kind.CANCEL, Set.of(CONFLICT, "illegal-transition"),
            Kind.STATE, Set.of(CONFLICT, "illegal-transition"),
            Kind.RELEASE, Set.of(CONFLICT, "illegal-transition"),
            Kind.CHOOSE, Set.of(CONFLICT, "not-enough-stock", "not-free", "rule-broken", "forbidden"),
            Kind.MOVE, Set.of(CONFLICT, "not-enough-stock", "illegal-transition"),
            Kind.BOOK, Set.of(CONFLICT, "not-free"),
            Kind.EXTEND, Set.of(CONFLICT, "not-free", "illegal-transition"),
            Kind.STAND, Set.of(CONFLICT, "illegal-transition"));

    private final History history;
    private final Findings findings;

    AnswerChecks(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
    }

    void run() {
        history.sends().forEach(this::promised);
        Map<UUID, List<Send>> byCommand = history.sends().stream()
                .collect(Collectors.groupingBy(s -> s.order().id(), LinkedHashMap::new, Collectors.toList()));
        byCommand.values().forEach(this::oneCommand);
        realTimeOrder(byCommand);
    }

    private void promised(Send send) {
        boolean fine =
                switch (send.status()) {
                    case Send.NO_ANSWER, 200, 429, 503 -> true;
                    case 201 -> send.order().kind().creates();
                    default ->
                        send.refused()
                                && send.problem() != null
                                && REFUSALS.getOrDefault(send.order().kind(), Set.of())
                                        .contains(send.problem());
                };
        findings.require(fine, Check.PROMISED_ANSWERS, "%s: %s", send, send.answer());
    }

    private void oneCommand(List<Send> sends) {
        Map<Order, List<Send>> byPayload = sends.stream().collect(Collectors.groupingBy(Send::order));
        byPayload.forEach((order, same) -> findings.require(
                same.stream().anyMatch(Send::answered), Check.ANSWERED, "%s was never answered", order));
        List<Send> acknowledged = sends.stream().filter(Send::acknowledged).toList();
        findings.require(
                acknowledged.stream().map(Send::order).distinct().count() <= 1,
                Check.ONE_PAYLOAD,
                "done with several payloads: %s",
                acknowledged);
        findings.require(
                acknowledged.stream().map(Send::answer).distinct().count() <= 1
                        && acknowledged.stream().filter(s -> s.status() == 201).count() <= 1,
                Check.ONE_ANSWER,
                "different answers: %s",
                acknowledged);
        if (byPayload.size() == 1) {
            sends.stream()
                    .filter(s -> CONFLICT.equals(s.problem()))
                    .forEach(s -> findings.add(Check.ONE_PAYLOAD, "%s is in conflict with nothing", s));
        }
        acknowledged.stream()
                .min(Comparator.comparingLong(Send::answeredNanos))
                .ifPresent(first -> sends.forEach(s -> afterwards(first, s)));
    }

    /** What a send says that left after the command was acknowledged. */
    private void afterwards(Send first, Send later) {
        if (later.sentNanos() <= first.answeredNanos() || !later.answered()) {
            return;
        }
        if (later.order().equals(first.order())) {
            findings.require(later.acknowledged(), Check.NOTHING_LOST, "%s, but before: %s", later, first);
            findings.require(later.status() != 201, Check.ONE_ANSWER, "%s is as if new, but before: %s", later, first);
        } else {
            findings.require(CONFLICT.equals(later.problem()), Check.ONE_PAYLOAD, "%s, but before: %s", later, first);
        }
    }

    /** A command in time: when it was first sent, first acknowledged, and where its transaction stands in the log. */
    private record Timed(UUID id, long sent, long acknowledged, long firstSeq, long lastSeq) {}

    private void realTimeOrder(Map<UUID, List<Send>> byCommand) {
        List<Timed> bySending = timed(byCommand);
        bySending.sort(Comparator.comparingLong(Timed::sent));
        List<Timed> byAnswer = new ArrayList<>(bySending);
        byAnswer.sort(Comparator.comparingLong(Timed::acknowledged));
        Timed last = null;
        int answered = 0;
        for (Timed command : bySending) {
            while (answered < byAnswer.size() && byAnswer.get(answered).acknowledged < command.sent) {
                Timed done = byAnswer.get(answered++);
                last = last == null || done.lastSeq > last.lastSeq ? done : last;
            }
            if (last != null) {
                findings.require(
                        last.lastSeq < command.firstSeq,
                        Check.REAL_TIME_ORDER,
                        "%s was acknowledged before %s was sent, but stands after it in the log",
                        last,
                        command);
            }
        }
    }

    private List<Timed> timed(Map<UUID, List<Send>> byCommand) {
        Map<Long, long[]> places = new HashMap<>();
        for (EndState.Event event : history.end().events()) {
            long[] place =
                    places.computeIfAbsent(event.transaction(), t -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
            place[0] = Math.min(place[0], event.seq());
            place[1] = Math.max(place[1], event.seq());
        }
        List<Timed> timed = new ArrayList<>();
        for (EndState.Command command : history.end().commands()) {
            long[] place = places.get(command.transaction());
            List<Send> sends = byCommand.getOrDefault(command.id(), List.of());
            if (place != null && !sends.isEmpty()) {
                timed.add(new Timed(
                        command.id(),
                        sends.stream().mapToLong(Send::sentNanos).min().orElseThrow(),
                        sends.stream()
                                .filter(Send::acknowledged)
                                .mapToLong(Send::answeredNanos)
                                .min()
                                .orElse(Long.MAX_VALUE),
                        place[0],
                        place[1]));
            }
        }
        return timed;
    }
}
