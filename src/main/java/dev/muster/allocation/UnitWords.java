package dev.muster.allocation;

import dev.muster.allocation.LineDecision.Preempted;
import dev.muster.allocation.engine.units.UnitExplanation.LookedUnit;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.platform.Wording;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Why this unit and not that, in short sentences: what kept each from being sent, and until when. */
final class UnitWords {

    /** Those whose time says something of its own, not only how long it lasts. */
    private static final Set<UnitSkip> OWN_TIME =
            Set.of(UnitSkip.CREDENTIAL, UnitSkip.DUE, UnitSkip.NOT_ON_ROSTER, UnitSkip.REST);

    private static final int LONG_WAY_MINUTES = 120;

    private final Wording language;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;

    UnitWords(Wording language, ZoneId zone) {
        this.language = language;
        Locale locale = Locale.forLanguageTag(language.tag());
        this.time = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", locale).withZone(zone);
        this.day = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd", locale).withZone(zone);
    }

    List<String> of(LineDecision decision) {
        List<String> words = new ArrayList<>();
        decision.units().forEach(unit -> words.add(unit(unit)));
        decision.moreUnits().forEach((skip, units) -> words.add(text("unit.more", units, text("unit.skip." + skip))));
        decision.takenUnits().forEach(taken -> words.add(taken(taken)));
        return words;
    }

    private String unit(LookedUnit unit) {
        return text("unit", unit.unit(), unit.site(), unit.distanceKm(), minutes(unit.travelMinutes()), what(unit));
    }

    private String what(LookedUnit unit) {
        UnitSkip skip = unit.skipped();
        if (skip == null) {
            return text("unit.taken");
        }
        String detail = unit.detail() == null ? "" : unit.detail();
        Instant until = unit.until();
        if (until != null && OWN_TIME.contains(skip)) {
            String when = skip == UnitSkip.CREDENTIAL ? day.format(until.minusSeconds(1)) : time.format(until);
            return text("unit.skip." + skip + ".until", detail, when);
        }
        String why = text("unit.skip." + skip);
        String told = detail.isEmpty() ? why : text("unit.detail", why, detail);
        return until == null ? told : text("unit.until", told, time.format(until));
    }

    private String taken(Preempted taken) {
        return text(
                "unit.taken-from",
                taken.site(),
                taken.askedBy() == null ? "?" : taken.askedBy(),
                taken.urgency() == null ? "?" : text("urgency." + taken.urgency()),
                taken.request(),
                taken.line());
    }

    private String minutes(int minutes) {
        return minutes < LONG_WAY_MINUTES ? text("minutes", minutes) : text("minutes.long", minutes / 60, minutes % 60);
    }

    private String text(String key, Object... values) {
        return ExplanationWords.TEXTS.text(language, key, values);
    }
}
