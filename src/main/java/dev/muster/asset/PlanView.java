package dev.muster.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be done to an asset again and again, and when next.
 *
 * @param asset its tag
 * @param uses deployments since it was done
 * @param dueAt when it is due, in the past if it is overdue; null while only uses count and are left
 */
@Schema(name = "MaintenancePlan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanView(
        String asset,
        String name,
        Purpose purpose,
        @Nullable Integer everyDays,
        @Nullable Integer everyUses,
        Instant lastDone,
        int uses,
        @Nullable Instant dueAt) {}
