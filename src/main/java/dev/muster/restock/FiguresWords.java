package dev.muster.restock;

import dev.muster.platform.Texts;
import dev.muster.platform.Wording;
import dev.muster.restock.Figures.Source;
import dev.muster.restock.review.Candidate.Measured;
import dev.muster.restock.review.Split;
import java.util.ArrayList;
import java.util.List;

/** Figures in short sentences ({@code restock*.properties}). */
final class FiguresWords {

    static final Texts TEXTS = Texts.named("restock");

    private static final int HOURS_PER_DAY = 24;

    private final Wording language;

    FiguresWords(Wording language) {
        this.language = language;
    }

    List<String> of(Figures f) {
        List<String> words = new ArrayList<>();
        words.add(text(
                "reason." + f.reason(),
                f.available(),
                f.expected(),
                f.missing(),
                f.floor(),
                f.par(),
                f.leadTimeHours()));
        if (f.consumed() > 0) {
            words.add(text("consumption", f.consumed(), f.days()));
        }
        if (f.hoursToEmpty() != null) {
            words.add(
                    f.hoursToEmpty() == 0
                            ? text("empty")
                            : text("lasts", f.hoursToEmpty() / HOURS_PER_DAY, f.hoursToEmpty() % HOURS_PER_DAY));
        }
        words.add(text("quantity", f.quantity(), f.target()));
        f.split().forEach(part -> {
            Source source = source(f, part);
            words.add(part(source, part));
            Measured measured = source.measured();
            if (measured != null) {
                words.add(text(
                        "measured", part.supplier(), measured.deliveries(), measured.medianHours(), measured.late()));
            }
        });
        if (f.held() != null) {
            words.add(text("held." + f.held()));
        }
        if (f.left() > 0) {
            words.add(text(f.split().isEmpty() ? "nobody" : "left", f.left()));
        }
        f.suppliers().stream()
                .filter(s -> s.excluded() != null)
                .forEach(s -> words.add(text("excluded." + s.excluded(), s.supplier())));
        return words;
    }

    private static Source source(Figures f, Split.Part part) {
        return f.suppliers().stream()
                .filter(s -> s.supplier().equals(part.supplier()))
                .findFirst()
                .orElseThrow();
    }

    private String part(Source source, Split.Part part) {
        return text("part", part.supplier(), part.quantity(), source.score(), source.kept(), source.leadTimeHours());
    }

    private String text(String key, Object... values) {
        return TEXTS.text(language, key, values);
    }
}
