package dev.muster.exchange.mapping;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times that can be read in one way only: the year comes first. */
public final class Times {

    private static final Pattern DATE = Pattern.compile("(\\d{4})([-/.年])(\\d{1,2})([-/.月])(\\d{1,2})日?");
    private static final Pattern BASIC_DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern TIMED = Pattern.compile(
            "(.+?)(?:[T ]\\s*|(?<=日))(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?");

    private Times() {}

    /** {@code 2020-01-26}, {@code 2020/1/26}, {@code 2020.1.26}, {@code 20200126}, {@code 2020年1月26日}. */
    public static Optional<LocalDate> date(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        Matcher basic = BASIC_DATE.matcher(plain);
        if (basic.matches()) {
            return date(basic.group(1), basic.group(2), basic.group(3));
        }
        Matcher parts = DATE.matcher(plain);
        if (parts.matches() && separatorsAgree(parts.group(2), parts.group(4))) {
            return date(parts.group(1), parts.group(3), parts.group(5));
        }
        return Optional.empty();
    }

    private static boolean separatorsAgree(String first, String second) {
        return first.equals("年") ? second.equals("月") : first.equals(second);
    }

    /**
     * A time, or why it is not certain.
     *
     * @param refusal key of a message with the text and the zone, and {@code more}
     * @param more of a skipped time, what the clocks show before and after; of one shown twice, both times with their zone
     */
    public record Reading(@Nullable Instant time, @Nullable String refusal, List<String> more) {

        private static Reading of(Instant time) {
            return new Reading(time, null, List.of());
        }

        private static Reading refused(String refusal, String... more) {
            return new Reading(null, refusal, List.of(more));
        }
    }

    /**
     * A time as people write it: with a zone or in the one given, 24:00 the end of the day. Local times that the clocks
     * skip or show twice are not certain.
     *
     * @param end whether a date alone is the end of that day, else its start
     */
    public static Reading certain(String text, ZoneId zone, boolean end) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        Optional<LocalDate> day = date(plain);
        if (day.isPresent()) {
            return Reading.of(day.get().plusDays(end ? 1 : 0).atStartOfDay(zone).toInstant());
        }
        Matcher timed = TIMED.matcher(plain);
        Optional<LocalDate> on = timed.matches() ? date(timed.group(1)) : Optional.empty();
        if (on.isEmpty()) {
            return Reading.refused("not-a-time");
        }
        try {
            return certain(local(on.get(), timed), timed.group(5), zone);
        } catch (DateTimeException e) {
            return Reading.refused("not-a-time");
        }
    }

    private static LocalDateTime local(LocalDate day, Matcher timed) {
        int hour = Integer.parseInt(timed.group(2));
        int minute = Integer.parseInt(timed.group(3));
        int second = timed.group(4) == null ? 0 : Integer.parseInt(timed.group(4));
        boolean midnight = hour == 24 && minute == 0 && second == 0;
        return midnight ? day.plusDays(1).atStartOfDay() : day.atTime(LocalTime.of(hour, minute, second));
    }

    private static Reading certain(LocalDateTime local, @Nullable String offset, ZoneId zone) {
        if (offset != null) {
            return Reading.of(local.toInstant(ZoneOffset.of(offset)));
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition change = zone.getRules().getTransition(local);
            return Reading.refused(
                    "time-skipped",
                    change.getDateTimeBefore().toString(),
                    change.getDateTimeAfter().toString());
        }
        return offsets.size() == 1
                ? Reading.of(local.toInstant(offsets.get(0)))
                : Reading.refused(
                        "time-twice",
                        local.atOffset(offsets.get(0)).toString(),
                        local.atOffset(offsets.get(1)).toString());
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
