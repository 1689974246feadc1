package dev.muster.exchange.quantity;

import dev.muster.exchange.quantity.QuantityReading.Exact;
import dev.muster.exchange.quantity.QuantityReading.NotWanted;
import dev.muster.exchange.quantity.QuantityReading.Part;
import dev.muster.exchange.quantity.QuantityReading.Refused;
import dev.muster.exchange.quantity.QuantityReading.Unknown;
import dev.muster.exchange.table.Titles;
import dev.muster.platform.Problem.Violation;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads quantities as people write them. Each rule is one method; the first that applies decides. */
public final class QuantityText {

    /** Largest quantity of anything. */
    public static final long MAX = 1_000_000_000_000L;

    private static final int MAX_CHARS = 200;
    private static final String FIELD = "quantity";

    private static final LocalDate EXCEL_DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final long EXCEL_FIRST = 36_526; // 2000-01-01
    private static final long EXCEL_LAST = 54_789; // 2050-01-01

    private static final Set<String> VAGUE = Set.of(
            "若干",
            "大量",
            "急需",
            "需要",
            "需",
            "有需求",
            "急缺",
            "紧缺",
            "缺",
            "缺少",
            "不限",
            "数量不限",
            "越多越好",
            "多多益善",
            "少量",
            "一批",
            "适量",
            "一些",
            "未知",
            "不详",
            "待定",
            "不确定",
            "是",
            "有",
            "√",
            "✓",
            "✔",
            "?",
            "yes",
            "needed",
            "wanted",
            "required",
            "unknown",
            "some",
            "many",
            "several",
            "lots",
            "asneeded",
            "tbd");

    private static final Set<String> NOTHING =
            Set.of("无", "没有", "不需要", "无需", "否", "-", "--", "—", "/", "no", "none", "n/a", "na");

    private static final Pattern SEPARATOR = Pattern.compile("[;；、，\\r\\n]+");
    private static final String STANDARD_BODY =
            "(?:GB|YY|WS|EN|ISO|ASTM|FZ|HG|QB)(?:\\s*/\\s*[TZ])?\\s*\\d[\\d.]*(?:\\s*[-—–:]\\s*\\d+)*";
    private static final Pattern STANDARD = Pattern.compile(STANDARD_BODY, Pattern.CASE_INSENSITIVE);
    private static final Pattern HOLDS_STANDARD =
            Pattern.compile("(?<![A-Za-z])" + STANDARD_BODY, Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE =
            Pattern.compile("\\d{4}\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}.*|\\d{1,2}月\\d{1,2}[日号]?.*"
                    + "|\\d{1,2}/\\d{1,2}/\\d{2,4}");
    private static final Pattern RANGE =
            Pattern.compile(".*\\d\\D{0,2}?\\s*(?:-|–|—|~|∼|至|到|\\bto\\b|\\.\\.)\\s*\\d.*");
    private static final Pattern ABOUT = Pattern.compile(
            ".*(?:约|大概|左右|上下|以上|以下|至少|最少|不少于|不低于|最多|不超过|余|多[只个件套副双台支把瓶桶箱盒包袋]|近\\d|几[十百千万]|[≥≤<>≈]|\\d\\s*\\+|about|approx|at least|up to).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RATE = Pattern.compile(
            ".*(?:/\\s*(?:日|天|周|月|年|小时|d|day|week|month|h|hour)|每[日天周月年小]|日均|一天|per\\s+(?:day|week|month|hour)|daily|weekly).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRODUCT = Pattern.compile(".*(?:[*×✕✖]|\\d\\s*[xX]\\s*\\d).*");
    private static final Pattern BRACKET = Pattern.compile("\\([^()\\d]*\\)");
    private static final Pattern LEAD = Pattern.compile(
            "^(?:急需|需要|需求|需|急缺|紧缺|缺口|缺|共计|共|合计|总计|数量|need(?:s|ed)?|qty|quantity)\\s*[:=]?\\s*(?=\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final String NUMBER = "(?<number>[+]?\\d+(?:,\\d+)*(?:\\.\\d+)?)\\s*(?<scale>[十百千万亿]*)";
    private static final Pattern ONLY_NUMBER = Pattern.compile(NUMBER + "\\s*(?<rest>.*)");
    private static final Pattern AFTER_TEXT =
            Pattern.compile("(?<item>.*[^\\d.,\\s:=])\\s*[:=]?\\s*" + NUMBER + "\\s*(?<rest>[^\\d]*)");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:,\\d{3})+");
    private static final Pattern WHOLE_DECIMAL = Pattern.compile("(\\d+)\\.0{1,2}");

    private static final Map<String, BigDecimal> SCALES = Map.of(
            "", BigDecimal.ONE,
            "十", BigDecimal.TEN,
            "百", BigDecimal.valueOf(100),
            "千", BigDecimal.valueOf(1_000),
            "万", BigDecimal.valueOf(10_000),
            "十万", BigDecimal.valueOf(100_000),
            "百万", BigDecimal.valueOf(1_000_000),
            "千万", BigDecimal.valueOf(10_000_000),
            "亿", BigDecimal.valueOf(100_000_000));

    private QuantityText() {}

    /** Reads a cell; null stands for a cell that is not there and counts as blank. */
    public static QuantityReading read(@Nullable String cell, QuantityRule rule) {
        String text = cell == null ? "" : Titles.trim(cell);
        if (text.isEmpty()) {
            return meaning(rule.blank(), "quantity-blank");
        }
        if (text.equalsIgnoreCase("null")) {
            return meaning(rule.nil(), "quantity-null");
        }
        if (text.length() > MAX_CHARS) {
            return refused("quantity-text", text.substring(0, 40) + "…");
        }
        String word = Titles.key(text);
        if (VAGUE.contains(word) || VAGUE.contains(text)) {
            return new Unknown();
        }
        if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
            return new NotWanted();
        }
        return parts(text, rule);
    }

    private static QuantityReading meaning(QuantityRule.Meaning meaning, String reason) {
        return switch (meaning) {
            case UNKNOWN -> new Unknown();
            case NOT_WANTED -> new NotWanted();
            case QUANTITY, REFUSED -> refused(reason);
        };
    }

    /** Several statements stand side by side; each must be certain, and each must then name what it counts. */
    private static QuantityReading parts(String text, QuantityRule rule) {
        List<Part> parts = new ArrayList<>();
        boolean standards = false;
        for (String piece : SEPARATOR.split(text)) {
            String plain = Titles.trim(Normalizer.normalize(piece, Normalizer.Form.NFKC));
            if (plain.isEmpty()) {
                continue;
            }
            if (STANDARD.matcher(plain).matches()) {
                standards = true;
                continue;
            }
            QuantityReading one = single(plain, rule);
            if (!(one instanceof Exact exact)) {
                return one instanceof Refused || !moreThanOne(text) ? one : refused("quantity-text", text);
            }
            parts.addAll(exact.parts());
        }
        if (parts.isEmpty()) {
            return standards ? refused("quantity-standard", text) : refused("quantity-text", text);
        }
        if (parts.size() > 1 && parts.stream().anyMatch(part -> part.item() == null)) {
            return refused("quantity-several", text);
        }
        return new Exact(List.copyOf(parts));
    }

    private static boolean moreThanOne(String text) {
        return SEPARATOR.matcher(text).find();
    }

    private static QuantityReading single(String text, QuantityRule rule) {
        if (DATE.matcher(text).matches()) {
            return refused("quantity-date", text);
        }
        if (HOLDS_STANDARD.matcher(text).find()) {
            return refused("quantity-standard", text);
        }
        if (PRODUCT.matcher(text).matches()) {
            return refused("quantity-product", text);
        }
        if (RATE.matcher(text).matches()) {
            return refused("quantity-rate", text);
        }
        if (ABOUT.matcher(text).matches()) {
            return refused("quantity-about", text);
        }
        if (RANGE.matcher(text).matches()) {
            return refused("quantity-range", text);
        }
        if (text.matches("[-−]\\s*\\d.*")) {
            return refused("quantity-negative", text);
        }
        return number(
                LEAD.matcher(Titles.trim(BRACKET.matcher(text).replaceAll(" "))).replaceFirst(""), text, rule);
    }

    private static QuantityReading number(String text, String asWritten, QuantityRule rule) {
        Matcher bare = ONLY_NUMBER.matcher(text);
        if (bare.matches() && (bare.group("rest").isEmpty() || Units.leading(bare.group("rest")) != null)) {
            return amount(bare, null, asWritten, rule);
        }
        Matcher named = AFTER_TEXT.matcher(text);
        if (named.matches() && endsName(named.group("item"))) {
            return amount(named, named.group("item"), asWritten, rule);
        }
        return refused("quantity-text", asWritten);
    }

    private static final Pattern STARTS_WITH_AMOUNT = Pattern.compile("[+]?\\d[\\d,.]*\\s*[十百千万亿].*");

    /** A number right after a Latin letter belongs to the name (N95); after a hyphen it may be a minus or a model. */
    private static boolean endsName(String item) {
        char last = item.charAt(item.length() - 1);
        return !STARTS_WITH_AMOUNT.matcher(item).matches()
                && !(last < 128 && Character.isLetterOrDigit(last))
                && last != '-'
                && last != '/'
                && last != '#';
    }

    private static QuantityReading amount(Matcher match, @Nullable String item, String asWritten, QuantityRule rule) {
        String rest = Titles.trim(match.group("rest"));
        String unit = null;
        String name = item == null ? null : Titles.trim(item);
        if (!rest.isEmpty()) {
            unit = name == null ? Units.leading(rest) : Units.exact(rest);
            if (unit == null) {
                return refused("quantity-text", asWritten);
            }
            String after = Titles.trim(rest.substring(unit.length()));
            if (!after.isEmpty()) {
                if (after.matches(".*\\d.*|/.*")) {
                    return refused("quantity-text", asWritten);
                }
                name = after;
            }
        }
        BigDecimal scale = SCALES.get(match.group("scale"));
        if (scale == null) {
            return refused("quantity-text", asWritten);
        }
        return whole(match.group("number").replace("+", ""), scale, unit, name, asWritten, rule);
    }

    private static QuantityReading whole(
            String digits,
            BigDecimal scale,
            @Nullable String unit,
            @Nullable String name,
            String asWritten,
            QuantityRule rule) {
        String number = digits;
        if (number.indexOf(',') >= 0) {
            if (!GROUPED.matcher(number).matches()) {
                return refused("quantity-grouping", asWritten);
            }
            number = number.replace(",", "");
        }
        Matcher decimal = WHOLE_DECIMAL.matcher(number);
        if (decimal.matches()) {
            number = decimal.group(1);
        }
        BigDecimal value = new BigDecimal(number).multiply(scale).stripTrailingZeros();
        if (value.scale() > 0 || (scale.equals(BigDecimal.ONE) && number.indexOf('.') >= 0)) {
            return refused("quantity-fraction", asWritten);
        }
        if (value.signum() == 0) {
            return meaning(rule.zero(), "quantity-zero");
        }
        if (value.compareTo(BigDecimal.valueOf(MAX)) > 0) {
            return refused("quantity-too-large", asWritten, MAX);
        }
        return meant(value.longValueExact(), unit, name, rule);
    }

    private static QuantityReading meant(long value, @Nullable String unit, @Nullable String name, QuantityRule rule) {
        boolean bare = unit == null && name == null;
        if (value == 1 && bare && rule.one() != QuantityRule.Meaning.QUANTITY) {
            return meaning(rule.one(), "quantity-one");
        }
        if (bare && rule.excelDates() && value >= EXCEL_FIRST && value < EXCEL_LAST && value % 500 != 0) {
            return refused(
                    "quantity-excel-date", value, EXCEL_DAY_ZERO.plusDays(value).toString());
        }
        return new Exact(List.of(new Part(value, unit, name)));
    }

    private static Refused refused(String message, Object... args) {
        return new Refused(Violation.of(FIELD, message, args));
    }
}
