package dev.muster.unit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Violations;
import dev.muster.site.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The register's rows; a unit is written from, and read as, one JSON of {@link UnitRecord}. */
@ApplicationScoped
class UnitRegisterStore {

    private static final String SELECT = """
            select u.id, json_build_object(
                'kind', u.kind, 'code', u.code, 'name', u.name, 'home', h.code, 'serial', u.serial,
                'accessories', u.accessories, 'vetting', u.vetting,
                'serves', coalesce((select json_agg(json_build_object('item', i.code, 'level', (array['JUNIOR', 'INTERMEDIATE', 'ASSOCIATE_SENIOR', 'SENIOR'])[v.level]) order by i.code)
                    from unit_serves v join item i on i.id = v.item_id where v.unit_id = u.id), '[]'),
                'credentials', coalesce((select json_agg(json_build_object('kind', c.kind, 'competency', i.code,
                        'validFrom', c.valid_from, 'validUntil', c.valid_until) order by c.n)
                    from unit_credential c left join item i on i.id = c.item_id where c.unit_id = u.id), '[]'),
                'members', coalesce((select json_agg(p.code order by m.n)
                    from team_member m join unit p on p.id = m.person_id where m.team_id = u.id), '[]'),
                'needs', coalesce((select json_agg(json_build_object('competency', i.code, 'level', (array['JUNIOR', 'INTERMEDIATE', 'ASSOCIATE_SENIOR', 'SENIOR'])[n.level],
                        'people', n.people) order by n.n)
                    from team_need n join item i on i.id = n.item_id where n.team_id = u.id), '[]'),
                'kits', coalesce((select json_agg(json_build_object('item', i.code, 'kits', k.kits, 'required', k.required) order by k.n)
                    from team_kit k join item i on i.id = k.item_id where k.team_id = u.id), '[]'))::text,
                s.code, u.status, u.status_since, u.version, s.latitude, s.longitude
            from unit u join site h on h.id = u.home_site_id join site s on s.id = u.site_id
            """;

    private static final String SUPPLY = "SUPPLY";

    private static final String UPSERT = """
            insert into unit as present (kind, code, name, home_site_id, site_id, serial, accessories, vetting, status)
            select r.kind, r.code, r.name, h.id, h.id, r.serial, array(select jsonb_array_elements_text(r.accessories)),
                r.vetting, case r.kind when 'ASSET' then 'AVAILABLE' else 'OFF_DUTY' end
            from jsonb_to_recordset($1::text::jsonb) as r(kind text, code text, name text, home text, serial text,
                accessories jsonb, vetting text)
            join site h on h.code = r.home
            order by r.code
            on conflict (kind, code) do update set name = excluded.name, serial = excluded.serial,
                site_id = case when present.site_id = present.home_site_id and present.status in ('AVAILABLE', 'OFF_DUTY')
                    then excluded.home_site_id else present.site_id end,
                home_site_id = excluded.home_site_id, accessories = excluded.accessories, vetting = excluded.vetting,
                version = present.version + 1
            """;

    private static final String ROWS = "from jsonb_to_recordset($1::text::jsonb) as r(kind text, code text, %s jsonb) "
            + "join unit u on u.kind = r.kind and u.code = r.code "
            + "cross join lateral jsonb_array_elements(r.%s) with ordinality as e(v, n) ";

    private static final String LEVEL =
            "array_position(array['JUNIOR', 'INTERMEDIATE', 'ASSOCIATE_SENIOR', 'SENIOR'], " + "e.v ->> 'level')";

    private static final Map<Function<UnitRecord, List<?>>, String> PARTS = Map.of(
            UnitRecord::serves,
            "insert into unit_serves (unit_id, item_id, level) select u.id, i.id, " + LEVEL + " "
                    + ROWS.formatted("serves", "serves") + "join item i on i.code = e.v ->> 'item'",
            UnitRecord::credentials,
            "insert into unit_credential (unit_id, n, kind, item_id, valid_from, valid_until) select u.id, e.n, "
                    + "e.v ->> 'kind', i.id, (e.v ->> 'validFrom')::date, (e.v ->> 'validUntil')::date "
                    + ROWS.formatted("credentials", "credentials")
                    + "left join item i on i.code = e.v ->> 'competency'",
            UnitRecord::members,
            "insert into team_member (team_id, n, person_id) select u.id, e.n, p.id "
                    + ROWS.formatted("members", "members")
                    + "join unit p on p.kind = 'PERSON' and p.code = e.v #>> '{}'",
            UnitRecord::needs,
            "insert into team_need (team_id, n, item_id, level, people) select u.id, e.n, i.id, " + LEVEL + ", "
                    + "(e.v ->> 'people')::smallint " + ROWS.formatted("needs", "needs")
                    + "join item i on i.code = e.v ->> 'competency'",
            UnitRecord::kits,
            "insert into team_kit (team_id, n, item_id, kits, required) select u.id, e.n, i.id, (e.v ->> 'kits')::int, "
                    + "(e.v ->> 'required')::boolean " + ROWS.formatted("kits", "kits")
                    + "join item i on i.code = e.v ->> 'item'");

    private static final List<String> OLD_PARTS = Stream.of(
                    "unit_serves where unit_id",
                    "unit_credential where unit_id",
                    "team_member where team_id",
                    "team_need where team_id",
                    "team_kit where team_id")
            .map(
                    part -> "delete from " + part + " = any(array(select u.id from unit u join "
                            + "jsonb_to_recordset($1::text::jsonb) as r(kind text, code text) on u.kind = r.kind and u.code = r.code))")
            .toList();

    private final Pool pool;
    private final ObjectMapper json;

    UnitRegisterStore(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** What units refer to, as far as it exists. */
    record Known(Set<String> sites, Map<String, String> items, Set<String> people, Set<String> kits) {

        void check(UnitRecord unit, String at, Violations violations) {
            violations.check(sites.contains(unit.home()), at + "home", "site-unknown", unit.home());
            String kind = unit.kind() == UnitKind.ASSET ? "EQUIPMENT" : "STAFF";
            for (int i = 0; i < unit.serves().size(); i++) {
                String field = unit.kind() == UnitKind.ASSET ? "type" : "competencies[" + i + "].competency";
                item(unit.serves().get(i).item(), kind, at + field, violations);
            }
            for (int i = 0; i < unit.needs().size(); i++) {
                item(unit.needs().get(i).competency(), kind, at + "composition[" + i + "].competency", violations);
            }
            for (int i = 0; i < unit.credentials().size(); i++) {
                @Nullable String competency = unit.credentials().get(i).competency();
                if (competency != null) {
                    item(competency, kind, at + "credentials[" + i + "].competency", violations);
                }
            }
            for (int i = 0; i < unit.members().size(); i++) {
                String member = unit.members().get(i);
                violations.check(people.contains(member), at + "members[" + i + "]", "unit.person-unknown", member);
            }
            for (int i = 0; i < unit.kits().size(); i++) {
                String kit = unit.kits().get(i).item();
                String field = at + "kits[" + i + "].item";
                item(kit, SUPPLY, field, violations);
                violations.check(!SUPPLY.equals(items.get(kit)) || kits.contains(kit), field, "kit.none", kit);
            }
        }

        private void item(String code, String kind, String field, Violations violations) {
            @Nullable String known = items.get(code);
            if (known == null) {
                violations.add(field, "unknown-item", code);
            } else {
                violations.check(known.equals(kind), field, "unit.item-kind", code, known, kind);
            }
        }
    }

    Uni<Known> known(SqlConnection transaction, List<UnitRecord> records) {
        Set<String> items = new HashSet<>();
        Set<String> people = new HashSet<>();
        Set<String> sites = new HashSet<>();
        for (UnitRecord record : records) {
            sites.add(record.home());
            people.addAll(record.members());
            record.serves().forEach(serves -> items.add(serves.item()));
            record.needs().forEach(need -> items.add(need.competency()));
            record.kits().forEach(kit -> items.add(kit.item()));
            record.credentials().stream()
                    .flatMap(c -> Stream.ofNullable(c.competency()))
                    .forEach(items::add);
        }
        return transaction
                .preparedQuery("select 'site', code, '' from site where code = any($1) union all "
                        + "select 'item', code, kind from item where code = any($2) union all "
                        + "select 'kit', code, '' from item i where code = any($2) "
                        + "and exists (select from item_part p where p.item_id = i.id) union all "
                        + "select 'person', code, '' from unit where kind = 'PERSON' and code = any($3)")
                .execute(Tuple.tuple()
                        .addArrayOfString(sites.toArray(String[]::new))
                        .addArrayOfString(items.toArray(String[]::new))
                        .addArrayOfString(people.toArray(String[]::new)))
                .map(rows -> {
                    Known known = new Known(new HashSet<>(), new HashMap<>(), new HashSet<>(), new HashSet<>());
                    for (Row row : rows) {
                        switch (row.getString(0)) {
                            case "site" -> known.sites.add(row.getString(1));
                            case "kit" -> known.kits.add(row.getString(1));
                            case "item" -> known.items.put(row.getString(1), row.getString(2));
                            default -> known.people.add(row.getString(1));
                        }
                    }
                    return known;
                });
    }

    /** Those that exist, by code, locked; they are of one kind. */
    Uni<Map<String, UnitStanding>> lock(SqlConnection transaction, List<UnitRecord> records) {
        return transaction
                .preparedQuery(SELECT + "where u.kind = $1 and u.code = any($2) order by u.id for no key update of u")
                .execute(Tuple.of(
                        records.get(0).kind().name(),
                        records.stream().map(UnitRecord::code).toArray(String[]::new)))
                .map(rows -> {
                    Map<String, UnitStanding> byCode = new HashMap<>();
                    standings(rows).forEach(unit -> byCode.put(unit.unit().code(), unit));
                    return byCode;
                });
    }

    Uni<Map<String, UnitRecord>> byCodes(UnitKind kind, Collection<String> codes) {
        return pool.preparedQuery(SELECT + "where u.kind = $1 and u.code = any($2)")
                .execute(Tuple.of(kind.name(), codes.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, UnitRecord> byCode = new HashMap<>();
                    standings(rows).forEach(unit -> byCode.put(unit.unit().code(), unit.unit()));
                    return byCode;
                });
    }

    /** @param replaces whether any of them stood before */
    Uni<Void> write(SqlConnection transaction, List<UnitRecord> changed, boolean replaces) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.of(write(changed));
        List<String> statements = new ArrayList<>(List.of(UPSERT));
        if (replaces) {
            statements.addAll(OLD_PARTS);
        }
        PARTS.forEach((part, statement) -> {
            if (changed.stream().anyMatch(unit -> !part.apply(unit).isEmpty())) {
                statements.add(statement);
            }
        });
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String statement : statements) {
            all = all.chain(() -> transaction.preparedQuery(statement).execute(rows))
                    .replaceWithVoid();
        }
        return all.chain(() -> transaction
                .preparedQuery(
                        "insert into unit_status (unit_id, status, site_id, actor) select u.id, u.status, u.site_id, "
                                + "'system' from jsonb_to_recordset($1::text::jsonb) as r(kind text, code text) "
                                + "join unit u on u.kind = r.kind and u.code = r.code where u.version = 0 "
                                + "and not exists (select from unit_status t where t.unit_id = u.id)")
                .execute(rows)
                .replaceWithVoid());
    }

    Uni<List<UnitState>> states(SqlConnection transaction, List<UnitRecord> units) {
        return transaction
                .preparedQuery(
                        "select u.kind, u.code, h.code, s.code, u.status, u.status_since, array(select i.code from unit_serves v "
                                + "join item i on i.id = v.item_id where v.unit_id = u.id order by i.code collate \"C\") from unit u "
                                + "join site h on h.id = u.home_site_id join site s on s.id = u.site_id "
                                + "where u.kind = $1 and u.code = any($2) order by u.id")
                .execute(Tuple.of(
                        units.get(0).kind().name(),
                        units.stream().map(UnitRecord::code).toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(UnitRegisterStore::state)
                        .toList());
    }

    private static UnitState state(Row row) {
        return new UnitState(
                UnitKind.valueOf(row.getString(0)),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                UnitStatus.valueOf(row.getString(4)),
                row.getOffsetDateTime(5).toInstant(),
                List.of(row.getArrayOfStrings(6)));
    }

    Uni<@Nullable UnitStanding> find(UnitKind kind, String code) {
        return pool.preparedQuery(SELECT + "where u.kind = $1 and u.code = $2")
                .execute(Tuple.of(kind.name(), code))
                .map(rows -> standings(rows).stream().findAny().orElse(null));
    }

    /** By code; with a place to be near to, by distance (of the sphere, kilometres) and code. */
    Uni<List<UnitStanding>> page(UnitFilter filter, PageRequest page) {
        @Nullable Position near = filter.near();
        String distance = near == null
                ? "null::double precision"
                : "round((2 * 6371.0088 * asin(least(1, sqrt(power(sin(radians(s.latitude - $7) / 2), 2) + "
                        + "cos(radians($7)) * cos(radians(s.latitude)) * power(sin(radians(s.longitude - $8) / 2), 2)))))::numeric, 3)"
                        + "::double precision";
        String order = near == null ? "u.code collate \"C\"" : "x.km, u.code collate \"C\"";
        String after = near == null
                ? "($9::text is null or u.code collate \"C\" > $10)"
                : "($9::text is null or (x.km, u.code collate \"C\") > ($9::double precision, $10))";
        Tuple values = Tuple.tuple()
                .addString(filter.kind().name())
                .addString(filter.item())
                .addString(filter.site())
                .addString(filter.home())
                .addString(filter.status() == null ? null : filter.status().name())
                .addInteger(page.fetch())
                .addDouble(near == null ? null : near.latitude())
                .addDouble(near == null ? null : near.longitude())
                .addString(
                        page.isFirst() ? null : near == null ? "" : page.after().get(0))
                .addString(page.isFirst() ? null : page.after().get(page.after().size() - 1));
        String select = SELECT.replace("s.longitude\n", "s.longitude, x.km\n");
        return pool.preparedQuery(select + "cross join lateral (select " + distance + " as km) x where u.kind = $1 "
                        + "and ($2::text is null or exists (select from unit_serves v join item i on i.id = v.item_id "
                        + "where v.unit_id = u.id and i.code = $2)) and ($3::text is null or s.code = $3) "
                        + "and ($4::text is null or h.code = $4) and ($5::text is null or u.status = $5) "
                        + "and ($7::double precision is null or $8::double precision is not null) and " + after
                        + " order by " + order + " limit $6")
                .execute(values)
                .map(this::standings);
    }

    Uni<List<StatusEntry>> history(int unit, int most) {
        return pool.preparedQuery("select t.status, s.code, t.at, t.actor, t.reason, t.booking from unit_status t "
                        + "join site s on s.id = t.site_id where t.unit_id = $1 order by t.n desc limit $2")
                .execute(Tuple.of(unit, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new StatusEntry(
                                UnitStatus.valueOf(row.getString(0)),
                                row.getString(1),
                                row.getOffsetDateTime(2).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getUUID(5)))
                        .toList());
    }

    private List<UnitStanding> standings(RowSet<Row> rows) {
        List<UnitStanding> all = new ArrayList<>();
        for (Row row : rows) {
            all.add(new UnitStanding(
                    row.getInteger(0),
                    record(row.getString(1)),
                    row.getString(2),
                    UnitStatus.valueOf(row.getString(3)),
                    row.getOffsetDateTime(4).toInstant(),
                    row.getInteger(5),
                    row.size() > 8 ? row.getDouble(8) : null));
        }
        return all;
    }

    private UnitRecord record(String text) {
        try {
            return json.readValue(text, UnitRecord.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a unit: " + text, e);
        }
    }

    private String write(List<UnitRecord> records) {
        try {
            return json.writeValueAsString(records);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + records, e);
        }
    }
}
