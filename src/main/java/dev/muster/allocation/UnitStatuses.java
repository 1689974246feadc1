package dev.muster.allocation;

import dev.muster.platform.FreeText;
import dev.muster.platform.Violations;
import dev.muster.security.Caller;
import dev.muster.security.Roles;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitStatus;
import dev.muster.unit.UnitStore.Name;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Status commands of units: leaving, arriving, coming back, breaking down. A keeper says so of the own site's. */
@ApplicationScoped
class UnitStatuses {

    private static final int MAX_REASON = 2000;

    /**
     * Where a unit stands from now on.
     *
     * @param site code of the site where it is; needed only where that does not follow from its booking
     * @param kitsReturned of a team that is back: what of its kits came back; what is not named did not
     * @param overrideReason of a team that leaves: why it goes without kits that must go with it; by a commander only
     */
    record StatusInput(
            @Nullable UUID id,
            @Nullable UnitStatus status,
            @Nullable String site,
            @FreeText @Nullable String reason,
            @Nullable List<@Nullable KitReturned> kitsReturned,
            @FreeText @Nullable String overrideReason) {}

    /**
     * So many of a kit came back.
     *
     * @param item code of the kit
     */
    record KitReturned(@Nullable String item, @Nullable Integer kits) {}

    private final DecisionLoop loop;
    private final Caller caller;
    private final UnitConfig limits;

    UnitStatuses(DecisionLoop loop, Caller caller, UnitConfig limits) {
        this.loop = loop;
        this.caller = caller;
        this.limits = limits;
    }

    Uni<RestResponse<String>> move(Name unit, StatusInput input, @Nullable String idempotencyKey) {
        Violations violations = new Violations()
                .required("status", input.status())
                .text("reason", input.reason(), MAX_REASON)
                .text("overrideReason", input.overrideReason(), MAX_REASON);
        @Nullable List<KitOrder.Back> returned = returned(input.kitsReturned(), violations);
        violations.throwIfAny();
        String actor = caller.name();
        return loop.submit(new Command.MoveUnit(
                        Answers.id(input.id(), idempotencyKey, actor),
                        unit,
                        Objects.requireNonNull(input.status()),
                        input.site(),
                        input.reason(),
                        caller.siteScope(),
                        actor,
                        new KitOrder(returned, input.overrideReason(), caller.has(Roles.COMMANDER))))
                .map(Answers::ok);
    }

    private @Nullable List<KitOrder.Back> returned(@Nullable List<@Nullable KitReturned> kits, Violations violations) {
        if (kits == null) {
            return null;
        }
        violations.check(kits.size() <= limits.teamKits(), "kitsReturned", "too-many", limits.teamKits());
        List<KitOrder.Back> returned = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < kits.size(); i++) {
            @Nullable KitReturned kit = kits.get(i);
            @Nullable String item = kit == null ? null : kit.item();
            @Nullable Integer count = kit == null ? null : kit.kits();
            String at = "kitsReturned[" + i + "]";
            violations
                    .required(at + ".item", item)
                    .required(at + ".kits", count)
                    .range(at + ".kits", count, 0, limits.teamKitsOfOne())
                    .check(item == null || seen.add(item), at + ".item", "twice");
            if (item != null && count != null) {
                returned.add(new KitOrder.Back(item, count));
            }
        }
        return returned;
    }
}
