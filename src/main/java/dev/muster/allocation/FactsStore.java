package dev.muster.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.catalogue.StorageClass;
import dev.muster.incident.PolicySettings;
import dev.muster.request.Urgency;
import dev.muster.travel.Place;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Reads what decisions know of the world besides stock and needs, in their own transaction. */
@ApplicationScoped
public class FactsStore {

    private static final String ITEMS = "select i.id, i.code, i.kind, i.min_remaining_life_days, i.storage_class, "
            + "array(select u.substitute_id from item_substitute u where u.item_id = i.id order by u.rank) from item i";
    private static final String SITES = "select id, code, latitude, longitude, status, key_site, region, "
            + "row_number() over (order by code collate \"C\") - 1 from site";
    private static final String POLICIES = "select l.level, p.code || '@' || p.version, v.settings::text "
            + "from response_level_policy l join policy p on p.code = l.policy "
            + "join policy_version v on v.code = p.code and v.version = p.version";

    private final ObjectMapper json;

    FactsStore(ObjectMapper json) {
        this.json = json;
    }

    /** Reads them all, as this transaction sees them. */
    public Uni<Facts> load(SqlConnection transaction) {
        Facts facts = new Facts();
        return read(transaction, ITEMS, facts, (row, into) -> into.add(item(row)))
                .chain(() -> read(
                        transaction,
                        "select item_id, part_id, quantity from item_part order by item_id, rank",
                        facts,
                        (row, into) -> into.add(row.getInteger(0), row.getInteger(1), row.getLong(2))))
                .chain(() -> read(transaction, SITES, facts, (row, into) -> into.add(site(row))))
                .chain(() -> read(
                        transaction,
                        "select id, code, level, phase from incident",
                        facts,
                        (row, into) -> into.add(new Facts.Incident(
                                row.getUUID(0), row.getString(1), row.getString(2), row.getString(3)))))
                .chain(() -> read(
                        transaction,
                        "select code, parent, level from region",
                        facts,
                        (row, into) ->
                                into.add(new Facts.Region(row.getString(0), row.getString(1), row.getString(2)))))
                .chain(() -> read(
                        transaction, POLICIES, facts, (row, into) -> into.select(level(row.getString(0)), policy(row))))
                .replaceWith(facts);
    }

    private static Uni<Void> read(SqlConnection transaction, String sql, Facts into, BiConsumer<Row, Facts> each) {
        return transaction
                .preparedQuery(sql)
                .execute()
                .invoke(rows -> rows.forEach(row -> each.accept(row, into)))
                .replaceWithVoid();
    }

    /** A level as ranks number them. */
    public static int level(String level) {
        return switch (level) {
            case "I" -> 1;
            case "II" -> 2;
            case "III" -> 3;
            case "IV" -> 4;
            case "NONE" -> Rank.NO_INCIDENT;
            default -> throw new IllegalArgumentException("Response level " + level);
        };
    }

    private static Facts.Item item(Row row) {
        Integer[] substitutes = row.getArrayOfIntegers(5);
        return new Facts.Item(
                new ItemFacts(
                        row.getInteger(0), row.getString(1), row.getInteger(3), StorageClass.valueOf(row.getString(4))),
                row.getString(2),
                substitutes == null ? List.of() : Arrays.asList(substitutes));
    }

    private static Facts.Site site(Row row) {
        return new Facts.Site(
                new SiteFacts(
                        row.getInteger(0),
                        row.getString(1),
                        "OPEN".equals(row.getString(4)),
                        row.getLong(7).intValue()),
                new Place(row.getDouble(2), row.getDouble(3)),
                row.getBoolean(5),
                row.getString(6));
    }

    private Policy policy(Row row) {
        try {
            return policy(row.getString(1), json.readValue(row.getString(2), PolicySettings.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Policy " + row.getString(1) + " cannot be read", e);
        }
    }

    /** Settings as the rules take them. */
    public static Policy policy(String name, PolicySettings settings) {
        BigDecimal share = settings.keySiteShare() == null ? BigDecimal.ZERO : settings.keySiteShare();
        return new Policy(
                name,
                settings.sourceOrder(),
                settings.ownStock(),
                urgencies(settings.belowFloor().urgencies()),
                settings.belowFloor().levels().stream()
                        .map(level -> level(level.name()))
                        .collect(Collectors.toUnmodifiableSet()),
                settings.maxSources(),
                settings.smallestShipment(),
                settings.sharing(),
                share.movePointRight(4).intValueExact(),
                urgencies(settings.preemption().urgencies()),
                Set.copyOf(settings.modes()),
                Duration.ofMinutes(settings.reservationMinutes()),
                settings.explainedSources(),
                settings.rest() == null ? null : rest(settings.rest()));
    }

    private static Policy.Rest rest(PolicySettings.Rest rest) {
        return new Policy.Rest(
                Duration.ofMinutes(rest.minutes()),
                Duration.ofMinutes(rest.longDutyMinutes()),
                Duration.ofMinutes(rest.longMinutes()));
    }

    private static Set<Urgency> urgencies(Collection<String> names) {
        return names.stream().map(Urgency::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
