package dev.muster.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was done to an asset. */
@Schema(name = "AssetRecord")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordView(
        UUID id,
        String asset,
        @Nullable String plan,
        Purpose purpose,
        boolean passed,
        @Nullable String note,
        Instant doneAt,
        String actor) {}
