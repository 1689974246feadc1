package dev.muster.exchange;

import dev.muster.exchange.mapping.Fields;
import dev.muster.exchange.mapping.Times;
import dev.muster.staff.Competency;
import dev.muster.staff.StaffInput.CredentialInput;
import dev.muster.staff.TeamInput.Kit;
import dev.muster.staff.TeamInput.Place;
import dev.muster.unit.CompetencyLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists about people in one cell: competencies as {@code DOCTOR=SENIOR;NURSE}, credentials as {@code LICENCE=2027-02-28} or
 * {@code LICENCE@NURSE=2027-02-28}, a composition as {@code DOCTOR=1;NURSE@SENIOR=2}, kits as
 * {@code BAG=2;LAMP@OPTIONAL=1}.
 */
final class UnitCells {

    private static final Set<String> OPTIONAL = Set.of("OPTIONAL", "可选");

    private UnitCells() {}

    static @Nullable List<@Nullable Competency> competencies(Fields fields) {
        return list(
                fields,
                "competencies",
                pair -> pair.right == null
                        ? Optional.of(new Competency(pair.left, null))
                        : level(pair.right).map(level -> new Competency(pair.left, level)));
    }

    static @Nullable List<@Nullable CredentialInput> credentials(Fields fields) {
        return list(fields, "credentials", pair -> {
            Optional<LocalDate> until = pair.right == null ? Optional.empty() : Times.date(pair.right);
            String[] about = pair.left.split("@", 2);
            return until.map(day ->
                    new CredentialInput(about[0].strip(), about.length == 1 ? null : about[1].strip(), null, day));
        });
    }

    static @Nullable List<@Nullable Place> composition(Fields fields) {
        return list(fields, "composition", pair -> {
            String[] about = pair.left.split("@", 2);
            Optional<CompetencyLevel> level = about.length == 1 ? Optional.empty() : level(about[1]);
            boolean counted = pair.right != null && pair.right.matches("\\d{1,3}");
            if (!counted || about.length == 2 && level.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Place(about[0].strip(), level.orElse(null), Integer.valueOf(pair.right)));
        });
    }

    /** What goes with a team; what is not marked optional is required, and one of it where no number stands. */
    static @Nullable List<@Nullable Kit> kits(Fields fields) {
        return list(fields, "kits", pair -> {
            String[] about = pair.left.split("@", 2);
            boolean optional =
                    about.length == 2 && OPTIONAL.contains(about[1].strip().toUpperCase(Locale.ROOT));
            boolean counted = pair.right == null || pair.right.matches("\\d{1,6}");
            if (!counted || about.length == 2 && !optional) {
                return Optional.empty();
            }
            return Optional.of(
                    new Kit(about[0].strip(), pair.right == null ? null : Integer.valueOf(pair.right), !optional));
        });
    }

    private static Optional<CompetencyLevel> level(String text) {
        return Arrays.stream(CompetencyLevel.values())
                .filter(level -> level.name().equalsIgnoreCase(text.strip())
                        || word(level).equals(text.strip()))
                .findAny();
    }

    private static String word(CompetencyLevel level) {
        return switch (level) {
            case JUNIOR -> "初级";
            case INTERMEDIATE -> "中级";
            case ASSOCIATE_SENIOR -> "副高级";
            case SENIOR -> "高级";
        };
    }

    private record Pair(String left, @Nullable String right) {}

    private static <T> @Nullable List<@Nullable T> list(Fields fields, String field, Function<Pair, Optional<T>> read) {
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        List<@Nullable T> list = new ArrayList<>();
        for (String part : text.split("[;；、]")) {
            if (part.isBlank()) {
                continue;
            }
            String[] sides = part.split("[=＝]", 2);
            Optional<T> value = read.apply(new Pair(sides[0].strip(), sides.length == 1 ? null : sides[1].strip()));
            if (value.isEmpty()) {
                fields.refuse(field, "list-unreadable", part.strip());
                return null;
            }
            list.add(value.get());
        }
        return list;
    }
}
