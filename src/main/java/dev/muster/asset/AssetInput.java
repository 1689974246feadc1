package dev.muster.asset;

import dev.muster.platform.Violations;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRecord;
import dev.muster.unit.UnitRecord.Serves;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An asset as somebody gives it; anything may be missing. Required: code, type, home.
 *
 * @param code the asset tag
 * @param type code of the catalogue item (kind EQUIPMENT) it is one of
 * @param home code of the site it belongs to
 * @param accessories what goes along with it, in words
 */
@Schema(name = "AssetInput")
public record AssetInput(
        @Nullable String code,
        @Nullable String type,
        @Nullable String name,
        @Nullable String serial,
        @Nullable String home,
        @Nullable List<@Nullable String> accessories) {

    private static final int MAX_TEXT = 200;
    private static final int MAX_ACCESSORIES = 50;

    public AssetInput withCode(String inAddress) {
        return new AssetInput(inAddress, type, name, serial, home, accessories);
    }

    /** The asset it describes; refuses (422) what is incomplete or says a thing twice. */
    public UnitRecord checked() {
        Violations violations = new Violations()
                .code("code", code)
                .required("type", type)
                .text("name", name, MAX_TEXT)
                .text("serial", serial, MAX_TEXT)
                .required("home", home);
        List<@Nullable String> given = accessories == null ? List.of() : accessories;
        violations.check(given.size() <= MAX_ACCESSORIES, "accessories", "too-many", MAX_ACCESSORIES);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "accessories[" + i + "]";
            @Nullable String accessory = given.get(i);
            violations.required(field, accessory).text(field, accessory, MAX_TEXT);
            violations.check(accessory == null || seen.add(accessory), field, "twice");
        }
        violations.throwIfAny();
        return new UnitRecord(
                UnitKind.ASSET,
                Objects.requireNonNull(code),
                name,
                Objects.requireNonNull(home),
                serial,
                given.stream().map(Objects::requireNonNull).toList(),
                null,
                List.of(new Serves(Objects.requireNonNull(type), null)),
                List.of(),
                List.of(),
                List.of());
    }
}
