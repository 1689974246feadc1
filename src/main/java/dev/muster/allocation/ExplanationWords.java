package dev.muster.allocation;

import dev.muster.allocation.LineDecision.Lost;
import dev.muster.allocation.LineDecision.Place;
import dev.muster.allocation.LineDecision.Preempted;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Explanation.Share;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.Skip;
import dev.muster.platform.Texts;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision in short sentences ({@code explanations*.properties}): its place in the order, what the line had lost, how
 * scarce stock was shared, every source, what was taken back from whom, what is missing and why, what would help.
 */
final class ExplanationWords {

    static final Texts TEXTS = Texts.named("explanations");

    /** What an officer or a policy can do about sources that were passed over. */
    static final Set<Skip> REMEDIED = EnumSet.complementOf(EnumSet.of(Skip.OWN_SITE, Skip.NOTHING_FREE));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int LONG_WAY_MINUTES = 120;

    private final Wording language;
    private final ZoneId zone;

    /** @param zone whose days and hours are told of people */
    ExplanationWords(Wording language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
    }

    ExplanationWords(Wording language) {
        this(language, ZoneOffset.UTC);
    }

    /** The sentences, in the order in which things were decided. */
    List<String> of(LineDecision decision) {
        List<String> words = new ArrayList<>();
        if (decision.rank() != null) {
            words.add(order(decision.rank(), decision.policy()));
        }
        if (decision.plan() != null) {
            words.add(text("plan", decision.plan()));
        }
        decision.lost().forEach(lost -> words.add(lost(lost)));
        if (decision.officer() != null) {
            choice(words, decision, decision.officer());
        }
        if (decision.share() != null) {
            words.add(share(decision.share()));
        }
        decision.sources().forEach(source -> words.add(source(source)));
        decision.more().forEach((skip, sources) -> words.add(text("more", sources, text("skip." + skip))));
        decision.preempted().forEach(taken -> words.add(preempted(taken)));
        words.addAll(new UnitWords(language, zone).of(decision));
        if (decision.kits() != null) {
            words.addAll(new KitWords(language).of(decision.kits()));
        } else if (decision.officer() == null) {
            outcome(words, decision);
        }
        return words;
    }

    private String order(Place rank, @Nullable String policy) {
        return text(
                rank.keySite() ? "order.key-site" : "order",
                text("level." + (rank.level().ordinal() + 1)),
                urgency(rank.urgency()),
                time(rank.neededBy()),
                time(rank.submittedAt()),
                String.valueOf(policy));
    }

    private String lost(Lost lost) {
        boolean moved = lost.state() == AllocationState.PREEMPTED && lost.by() == null;
        String key = moved ? "lost.moved" : "lost." + lost.state();
        return lost.by() == null
                ? text(key, lost.quantity(), lost.site())
                : text(
                        key,
                        lost.quantity(),
                        lost.site(),
                        lost.by().site(),
                        urgency(lost.by().urgency()),
                        lost.by().request());
    }

    private void choice(List<String> words, LineDecision decision, String officer) {
        for (Looked source : decision.sources()) {
            words.add(text("choice", officer, decision.served(), source.site()));
        }
        if (decision.overrideReason() != null) {
            words.add(text("choice.override", decision.overrideReason()));
        }
    }

    private String share(Share share) {
        return text("share." + share.by(), share.among(), share.supply(), share.quota());
    }

    private String source(Looked source) {
        String what = what(source);
        return text(
                source.travelMinutes() == 0 ? "source.here" : "source",
                source.site(),
                source.distanceKm(),
                minutes(source.travelMinutes()),
                source.item() == null ? what : text("source.substitute", source.item(), what));
    }

    private String what(Looked source) {
        if (source.skipped() == null) {
            return text("source.took", source.taken() == null ? 0 : source.taken(), source.free());
        }
        String skip = text("skip." + source.skipped());
        return source.free() == 0 ? skip : text("source.skipped", skip, source.free());
    }

    private String minutes(int minutes) {
        return minutes < LONG_WAY_MINUTES ? text("minutes", minutes) : text("minutes.long", minutes / 60, minutes % 60);
    }

    private String preempted(Preempted taken) {
        return text(
                "preempted",
                taken.quantity(),
                taken.site(),
                taken.askedBy() == null ? "?" : taken.askedBy(),
                taken.urgency() == null ? "?" : urgency(taken.urgency()),
                taken.request(),
                taken.line());
    }

    private void outcome(List<String> words, LineDecision decision) {
        long asked = decision.asked() == null ? 0 : decision.asked();
        Reason reason = decision.reason();
        if (reason == null) {
            words.add(text("outcome.all", decision.served()));
            return;
        }
        String why = text("reason." + reason);
        if (reason == Reason.QUANTITY_UNKNOWN) {
            words.add(text("outcome.unknown", why));
            words.add(text("help." + reason));
            return;
        }
        words.add(
                decision.served() == 0
                        ? text("outcome.none", asked, why)
                        : text("outcome.part", decision.served(), asked, asked - decision.served(), why));
        remedies(decision).forEach(skip -> words.add(text("help." + skip)));
        words.add(text("help.stock"));
    }

    /** The rules that passed sources over and about which something can be done. */
    private static Set<Skip> remedies(LineDecision decision) {
        Set<Skip> remedies = EnumSet.noneOf(Skip.class);
        remedies.addAll(decision.more().keySet());
        for (Looked source : decision.sources()) {
            if (source.skipped() != null) {
                remedies.add(source.skipped());
            }
        }
        if (decision.reason() == Reason.FLOORS) {
            remedies.add(Skip.FLOOR);
        }
        remedies.retainAll(REMEDIED);
        return remedies;
    }

    private String urgency(Urgency urgency) {
        return text("urgency." + urgency);
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    private String text(String key, Object... values) {
        return TEXTS.text(language, key, values);
    }
}
