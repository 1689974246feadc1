package dev.muster.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers every field at fault, so that a caller hears of all of them at once. */
public final class Violations {

    private final List<Problem.Violation> found = new ArrayList<>();

    /** Adds a violation: field path, message key under {@code field.}, values for its placeholders. */
    public Violations add(String field, String message, Object... args) {
        found.add(Problem.Violation.of(field, message, args));
        return this;
    }

    /** Adds a violation where a condition does not hold. */
    public Violations check(boolean holds, String field, String message, Object... args) {
        return holds ? this : add(field, message, args);
    }

    /** A value that must be given; a text or list must not be empty. */
    public Violations required(String field, @Nullable Object value) {
        boolean missing = value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof Collection<?> list && list.isEmpty());
        return check(!missing, field, "required");
    }

    /** A text that may be absent, is not blank and has at most so many characters. */
    public Violations text(String field, @Nullable String value, int maxLength) {
        if (value == null) {
            return this;
        }
        return check(!value.isBlank(), field, "blank")
                .check(value.codePointCount(0, value.length()) <= maxLength, field, "too-long", maxLength);
    }

    /** A code people give to a thing: 1 to 64 letters, digits, and {@code . _ - :} after the first. */
    public Violations code(String field, @Nullable String value) {
        required(field, value);
        return value == null || value.isBlank() ? this : check(Codes.isCode(value), field, "code");
    }

    /** At least one of the two names, neither too long. */
    public Violations name(String field, @Nullable Name name, int maxLength) {
        if (name == null || (name.zh() == null && name.en() == null)) {
            return add(field, "name-required");
        }
        return text(field + ".zh", name.zh(), maxLength).text(field + ".en", name.en(), maxLength);
    }

    /** A number that may be absent and lies within the bounds, both included. */
    public Violations range(String field, @Nullable Number value, Number min, Number max) {
        if (value == null) {
            return this;
        }
        boolean inside = value.doubleValue() >= min.doubleValue() && value.doubleValue() <= max.doubleValue();
        return check(inside, field, "range", min, max);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem.Violation> found() {
        return List.copyOf(found);
    }

    /** Refuses (422) if anything was found. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw Problem.violations(ProblemType.RULE_BROKEN, found).asException();
        }
    }
}
