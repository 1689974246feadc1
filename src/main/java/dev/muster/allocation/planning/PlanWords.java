package dev.muster.allocation.planning;

import dev.muster.allocation.plan.Unmet;
import dev.muster.allocation.planning.PlanLineStore.Source;
import dev.muster.allocation.planning.PlanLineStore.StoredLine;
import dev.muster.allocation.planning.PlanResult.Advice;
import dev.muster.allocation.planning.PlanResult.Served;
import dev.muster.platform.Texts;
import dev.muster.platform.Wording;
import java.util.ArrayList;
import java.util.List;

/** Plans in short sentences ({@code plans*.properties}): why each line's goods come from there, and what would help. */
final class PlanWords {

    static final Texts TEXTS = Texts.named("plans");

    private static final int LONG_WAY_MINUTES = 120;

    private final Wording language;

    PlanWords(Wording language) {
        this.language = language;
    }

    /** Why a line gets what it gets. */
    List<String> of(StoredLine line) {
        List<String> words = new ArrayList<>();
        words.add(text(
                line.keySite() ? "order.key-site" : "order",
                text("level." + line.level()),
                text("urgency." + line.urgency()),
                line.served(),
                line.quantity()));
        for (Source source : line.sources()) {
            words.add(
                    source.unit() != null
                            ? unit(line, source, source.unit())
                            : source.planned() > 0 ? gives(line, source) : givesNoMore(line, source));
        }
        long missing = line.quantity() - line.served();
        if (missing > 0) {
            words.add(
                    line.reason() == null
                            ? text("missing", missing)
                            : text("missing.since", missing, reason(line, line.reason())));
        }
        return words;
    }

    private String reason(StoredLine line, Unmet reason) {
        return text((line.ofUnits() ? "reason.unit." : "reason.") + reason);
    }

    private String unit(StoredLine line, Source source, String unit) {
        String key = source.planned() == 0
                ? (line.served() < line.allocated() ? "unit.dropped" : "unit.moved")
                : source.now() > 0 ? "unit.stays" : "unit.comes";
        return text(key, unit, source.site(), minutes(source.minutes()));
    }

    private String gives(StoredLine line, Source source) {
        String what = text("gives", source.site(), source.planned(), source.now(), minutes(source.minutes()));
        if (!source.item().equals(line.item())) {
            return what + text("gives.substitute", source.item());
        }
        Integer least = line.nearestMinutes();
        if (line.nearestSite() == null || least == null) {
            return what + text("end");
        }
        return what
                + (source.minutes() <= least
                        ? text("gives.nearest")
                        : text("gives.farther", line.nearestSite(), minutes(least)));
    }

    private String givesNoMore(StoredLine line, Source source) {
        return text(
                line.served() < line.allocated() ? "dropped" : "moved",
                source.now(),
                source.site(),
                minutes(source.minutes()));
    }

    /** What one more unit would bring. */
    String of(Advice advice) {
        Served serves = advice.serves();
        if (serves == null) {
            return text("advice.nearer", advice.item(), advice.site(), advice.minutesSaved());
        }
        String level = text("level." + serves.level());
        String urgency = text("urgency." + serves.urgency());
        return text("advice", advice.item(), advice.site(), serves.site(), level, urgency, serves.missing());
    }

    private String minutes(int minutes) {
        return minutes < LONG_WAY_MINUTES ? text("minutes", minutes) : text("minutes.long", minutes / 60, minutes % 60);
    }

    private String text(String key, Object... values) {
        return TEXTS.text(language, key, values);
    }
}
