package dev.muster.allocation.history;

import java.util.List;

/** Says what is wrong with a history; an empty list says that everything in {@link Check} holds. Pure. */
final class HistoryChecker {

    private HistoryChecker() {}

    static List<Violation> check(History history) {
        Findings findings = new Findings();
        new AnswerChecks(history, findings).run();
        new EffectChecks(history, findings).run();
        new UnitEffects(history, findings).run();
        new KitChecks(history, findings).run();
        new LogChecks(history.end(), findings).run();
        new TableChecks(history.end(), findings).run();
        new LogReplay(history, findings).run();
        return findings.all();
    }
}
