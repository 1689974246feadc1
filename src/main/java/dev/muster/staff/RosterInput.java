package dev.muster.staff;

import dev.muster.platform.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Shifts to be added, all or none.
 *
 * @param id the command's id
 */
@Schema(name = "RosterInput")
public record RosterInput(@Nullable UUID id, @Nullable List<@Nullable ShiftInput> shifts) {

    private static final Duration LONGEST = Duration.ofDays(31);

    /**
     * When somebody is on duty or on call. Either of {@code staff} and {@code team} is given.
     *
     * @param staff staff number
     * @param team code
     * @param onCall on call rather than on duty
     */
    public record ShiftInput(
            @Nullable String staff,
            @Nullable String team,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Boolean onCall) {

        boolean isOnCall() {
            return Boolean.TRUE.equals(onCall);
        }
    }

    /**
     * Refuses (422) what is incomplete, ends before it starts, or lies far off; which shifts overlap is found with those
     * that stand.
     */
    List<ShiftInput> checked(int most, Instant latest) {
        Violations violations = new Violations().required("shifts", shifts);
        List<@Nullable ShiftInput> all = shifts == null ? List.of() : shifts;
        violations.check(all.size() <= most, "shifts", "too-many", most).throwIfAny();
        for (int i = 0; i < all.size(); i++) {
            @Nullable ShiftInput shift = all.get(i);
            if (shift == null) {
                violations.required("shifts[" + i + "]", null);
            } else {
                check(shift, "shifts[" + i + "].", latest, violations);
            }
        }
        violations.throwIfAny();
        return all.stream().map(Objects::requireNonNull).toList();
    }

    /** @param at begins the names of fields */
    static void check(ShiftInput shift, String at, Instant latest, Violations violations) {
        violations.check((shift.staff == null) != (shift.team == null), at + "staff", "unit.staff-or-team");
        violations.required(at + "from", shift.from).required(at + "until", shift.until);
        if (shift.from != null && shift.until != null) {
            boolean ordered = shift.from.isBefore(shift.until);
            violations.check(ordered, at + "until", "unit.end-before-start");
            violations.check(
                    !ordered || Duration.between(shift.from, shift.until).compareTo(LONGEST) <= 0,
                    at + "until",
                    "unit.too-long",
                    LONGEST.toDays());
            violations.check(!shift.until.isAfter(latest), at + "until", "unit.too-far", latest);
        }
    }
}
