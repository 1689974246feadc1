package dev.muster.exchange;

import dev.muster.exchange.mapping.Fields;
import dev.muster.platform.Name;
import org.jspecify.annotations.Nullable;

/** Which fields a row has columns for: only those replace what is there. */
record Columns(Fields fields) {

    <T> @Nullable T or(String field, @Nullable T given, @Nullable T present) {
        return fields.has(field) ? given : present;
    }

    Name name(@Nullable Name given, Name present) {
        Name said = given == null ? new Name(null, null) : given;
        return new Name(
                fields.has("nameZh") ? said.zh() : present.zh(), fields.has("nameEn") ? said.en() : present.en());
    }
}
