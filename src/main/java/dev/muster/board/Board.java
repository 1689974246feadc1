package dev.muster.board;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The boards there are, and what each shows. */
enum Board {
    OVERVIEW(
            Section.SITES,
            Section.ITEMS,
            Section.INCIDENTS,
            Section.SHORTAGES,
            Section.RESTOCK,
            Section.ALLOCATIONS,
            Section.STOCK,
            Section.UNITS,
            Section.FORCES,
            Section.POSTS),
    SHORTAGES(Section.SHORTAGES, Section.RESTOCK),
    STOCK(Section.POSITIONS),
    PLANS(Section.PLANS);

    private final List<Section> sections;

    Board(Section... sections) {
        this.sections = List.of(sections);
    }

    List<Section> sections() {
        return sections;
    }

    boolean shows(Section section) {
        return sections.contains(section);
    }

    /** The name in the socket's path. */
    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Board> of(String slug) {
        return Arrays.stream(values()).filter(b -> b.slug().equals(slug)).findFirst();
    }
}
