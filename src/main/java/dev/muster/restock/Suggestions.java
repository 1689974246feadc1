package dev.muster.restock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Audit;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.platform.Violations;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import dev.muster.restock.CommandRunner.Effect;
import dev.muster.restock.Placing.Placed;
import dev.muster.restock.review.Reason;
import dev.muster.restock.review.Split;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the review suggests, and one click that asks for it. */
@ApplicationScoped
class Suggestions {

    /**
     * That an item should be restocked at a site.
     *
     * @param policy version of the restock policy it follows
     * @param words the figures in short sentences
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RestockSuggestion")
    record Suggestion(
            String site,
            String item,
            Reason reason,
            long quantity,
            Urgency urgency,
            @Nullable Instant neededBy,
            String policy,
            Instant reviewedAt,
            Figures figures,
            List<String> words) {}

    /** Whom to ask for how much, instead of what is suggested. */
    @Schema(name = "RestockSuggestionPart")
    record PartInput(@Nullable String supplier, @Nullable Long quantity) {}

    /** The requests that were sent. */
    @Schema(name = "RestockSent")
    record AskedFor(List<RestockView> requests) {}

    private static final String SUGGESTIONS = """
            select s.code as site, i.code as item, g.reason, g.quantity, g.urgency, g.needed_by, g.figures, g.policy, g.reviewed_at
            from restock_suggestion g join site s on s.id = g.site_id join item i on i.id = g.item_id
            where ($1::text is null or s.code = $1) and ($2::text is null or i.code = $2) and ($3::text is null or g.reason = $3)
                and ($4::text is null or (s.code, i.code) > ($4, $5))
            order by s.code, i.code limit $6
            """;

    private static final int MAX_PARTS = 20;

    private final Pool pool;
    private final CommandRunner runner;
    private final Placing placing;
    private final RestockStore store;
    private final RestockPolicies policies;
    private final FiguresJson json;

    Suggestions(
            Pool pool,
            CommandRunner runner,
            Placing placing,
            RestockStore store,
            RestockPolicies policies,
            FiguresJson json) {
        this.pool = pool;
        this.runner = runner;
        this.placing = placing;
        this.store = store;
        this.policies = policies;
        this.json = json;
    }

    /** By site and item; null takes all. */
    Uni<Page<Suggestion>> list(
            @Nullable String site, @Nullable String item, @Nullable Reason reason, Wording language, PageRequest page) {
        return pool.preparedQuery(SUGGESTIONS)
                .execute(Tuple.of(
                        site,
                        item,
                        reason == null ? null : reason.name(),
                        page.isFirst() ? null : page.after().get(0),
                        page.isFirst() ? null : page.after().get(1),
                        page.fetch()))
                .map(rows -> {
                    List<Suggestion> found = new ArrayList<>();
                    rows.forEach(row -> found.add(suggestion(row, language)));
                    return page.page(found, s -> List.of(s.site(), s.item()));
                });
    }

    private Suggestion suggestion(Row row, Wording language) {
        Figures figures = json.read(row.getString("figures"));
        return new Suggestion(
                row.getString("site"),
                row.getString("item"),
                Reason.valueOf(row.getString("reason")),
                row.getLong("quantity"),
                Urgency.valueOf(row.getString("urgency")),
                RestockRows.instant(row, "needed_by"),
                row.getString("policy"),
                Objects.requireNonNull(RestockRows.instant(row, "reviewed_at")),
                figures,
                new FiguresWords(language).of(figures));
    }

    /**
     * Asks for what is wanting now, by rank or of the suppliers named. Refuses (409) if nothing is wanting, for instance
     * because somebody has asked for it meanwhile, or nobody can bring it.
     */
    Uni<Sent> send(UUID command, String site, String item, @Nullable List<@Nullable PartInput> parts, String actor) {
        Object payload = List.of(site, item, parts == null ? "" : parts);
        return runner.once(command, "restock.ask-suggested", site + "/" + item, payload, actor, transaction -> {
            List<Split.Part> chosen = parts == null ? null : checked(parts);
            return key(transaction, site, item)
                    .chain(key -> policies.current(transaction)
                            .chain(policy -> store.now(transaction)
                                    .chain(now -> placing.place(transaction, key, policy, chosen, now, actor))
                                    .map(placed -> effect(placed, site, item, payload, actor))));
        });
    }

    private static Effect effect(Placed placed, String site, String item, Object payload, String actor) {
        if (placed.requests().isEmpty()) {
            throw Problem.of(ProblemType.ILLEGAL_TRANSITION, "restock.nothing-to-ask", site, item)
                    .asException();
        }
        List<Audit> audits = new ArrayList<>(placed.audits());
        audits.add(new Audit(actor, "restock.ask-suggested", site + "/" + item, Map.of("sent", payload)));
        return new Effect(
                new AskedFor(placed.requests().stream().map(RestockView::of).toList()), placed.events(), audits);
    }

    private static List<Split.Part> checked(List<@Nullable PartInput> parts) {
        Violations violations = new Violations()
                .required("parts", parts)
                .check(parts.size() <= MAX_PARTS, "parts", "too-many", MAX_PARTS);
        Set<String> seen = new HashSet<>();
        List<Split.Part> chosen = new ArrayList<>();
        for (int i = 0; i < Math.min(parts.size(), MAX_PARTS); i++) {
            PartInput part = parts.get(i);
            String at = "parts[" + i + "].";
            if (part == null || part.supplier() == null || part.quantity() == null) {
                violations
                        .required(at + "supplier", part == null ? null : part.supplier())
                        .required(at + "quantity", part == null ? null : part.quantity());
                continue;
            }
            violations
                    .check(seen.add(part.supplier()), at + "supplier", "twice")
                    .range(at + "quantity", part.quantity(), 1L, RestockInput.MAX_QUANTITY);
            chosen.add(new Split.Part(part.supplier(), part.quantity()));
        }
        violations.throwIfAny();
        return chosen;
    }

    private static Uni<ReviewKey> key(SqlConnection transaction, String site, String item) {
        return transaction
                .preparedQuery("select (select id from site where code = $1) as site, "
                        + "(select id from item where code = $2 and kind = 'SUPPLY') as item")
                .execute(Tuple.of(site, item))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    Integer siteId = row.getInteger("site");
                    Integer itemId = row.getInteger("item");
                    if (siteId == null) {
                        throw Problem.of(ProblemType.NOT_FOUND, "no-site", site).asException();
                    }
                    if (itemId == null) {
                        throw Problem.of(ProblemType.NOT_FOUND, "no-item", item).asException();
                    }
                    return new ReviewKey(siteId, site, itemId, item);
                });
    }
}
