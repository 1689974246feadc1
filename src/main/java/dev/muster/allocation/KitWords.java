package dev.muster.allocation;

import dev.muster.allocation.engine.KitDivision;
import dev.muster.platform.Wording;
import java.util.ArrayList;
import java.util.List;

/** How a line's kits are served and why, in short sentences. */
final class KitWords {

    private static final int LONG_WAY_MINUTES = 120;

    private final Wording language;

    KitWords(Wording language) {
        this.language = language;
    }

    List<String> of(KitsTold kits) {
        List<String> words = new ArrayList<>();
        words.add(text("kits", kits.asked(), kits.assembled(), kits.asParts()));
        for (KitDivision division : kits.divisions()) {
            division.sources().forEach(source -> words.add(source(source)));
            KitDivision.Farthest farthest = division.farthest();
            if (farthest != null) {
                words.add(parts(division, farthest));
            }
        }
        return words;
    }

    private String source(KitDivision.Assembled source) {
        String key = source.taken() == 0 ? "kits.nearer" : source.nearer() == 0 ? "kits.source" : "kits.source.beside";
        return text(
                key, source.site(), minutes(source.travelMinutes()), source.free(), source.taken(), source.nearer());
    }

    private String parts(KitDivision division, KitDivision.Farthest farthest) {
        long others = division.kits() - division.assembled();
        return farthest.site() == null
                ? text("kits.parts.missing", others, farthest.item(), farthest.kits())
                : text("kits.parts", others, farthest.item(), farthest.site(), minutes(farthest.travelMinutes()));
    }

    private String minutes(int minutes) {
        return minutes < LONG_WAY_MINUTES ? text("minutes", minutes) : text("minutes.long", minutes / 60, minutes % 60);
    }

    private String text(String key, Object... values) {
        return ExplanationWords.TEXTS.text(language, key, values);
    }
}
