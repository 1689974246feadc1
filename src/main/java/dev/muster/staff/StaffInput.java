package dev.muster.staff;

import dev.muster.platform.Violations;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRecord.CredentialRecord;
import dev.muster.unit.UnitRecord.Serves;
import dev.muster.unit.Vetting;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A person as somebody gives them; anything may be missing. Required: number, home, at least one competency. A new person
 * must have no credential that has expired already.
 *
 * @param number the staff number
 * @param name for display, if the site wants one
 * @param home code of the site they belong to
 * @param vetting of volunteers; null: no volunteer
 */
@Schema(name = "StaffInput")
public record StaffInput(
        @Nullable String number,
        @Nullable String name,
        @Nullable String home,
        @Nullable Vetting vetting,
        @Nullable List<@Nullable Competency> competencies,
        @Nullable List<@Nullable CredentialInput> credentials) {

    private static final int MAX_NAME = 100;
    private static final int MAX_KIND = 64;
    private static final int MAX_CREDENTIALS = 100;

    /** See {@link CredentialRecord}. */
    public record CredentialInput(
            @Nullable String kind,
            @Nullable String competency,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validUntil) {}

    public StaffInput withNumber(String inAddress) {
        return new StaffInput(inAddress, name, home, vetting, competencies, credentials);
    }

    /** The person it describes; refuses (422) what is incomplete, says a thing twice, or has expired before today. */
    public UnitRecord checked(LocalDate today) {
        Violations violations = new Violations()
                .code("number", number)
                .text("name", name, MAX_NAME)
                .required("home", home);
        List<Serves> serves = Competency.checked(competencies, violations);
        List<@Nullable CredentialInput> given = credentials == null ? List.of() : credentials;
        violations.check(given.size() <= MAX_CREDENTIALS, "credentials", "too-many", MAX_CREDENTIALS);
        for (int i = 0; i < given.size(); i++) {
            check(given.get(i), "credentials[" + i + "]", today, violations);
        }
        violations.throwIfAny();
        return new UnitRecord(
                UnitKind.PERSON,
                Objects.requireNonNull(number),
                name,
                Objects.requireNonNull(home),
                null,
                List.of(),
                vetting,
                serves,
                given.stream().map(StaffInput::record).toList(),
                List.of(),
                List.of());
    }

    private static void check(@Nullable CredentialInput one, String at, LocalDate today, Violations violations) {
        if (one == null) {
            violations.required(at, null);
            return;
        }
        violations.required(at + ".kind", one.kind).text(at + ".kind", one.kind, MAX_KIND);
        violations.required(at + ".validUntil", one.validUntil);
        if (one.validUntil != null) {
            violations.check(
                    !one.validUntil.isBefore(today), at + ".validUntil", "unit.credential-expired", one.validUntil);
            violations.check(
                    one.validFrom == null || !one.validFrom.isAfter(one.validUntil),
                    at + ".validUntil",
                    "unit.end-before-start");
        }
    }

    private static CredentialRecord record(@Nullable CredentialInput one) {
        Objects.requireNonNull(one);
        return new CredentialRecord(
                Objects.requireNonNull(one.kind),
                one.competency,
                one.validFrom,
                Objects.requireNonNull(one.validUntil));
    }
}
