package dev.muster.exchange;

import dev.muster.exchange.ReferenceTarget.Draft;
import dev.muster.exchange.mapping.Fields;
import dev.muster.platform.Name;
import dev.muster.platform.Problem.Violation;
import dev.muster.platform.Stored;
import dev.muster.site.SiteInput;
import dev.muster.site.SiteKind;
import dev.muster.site.SiteRecord;
import dev.muster.site.SiteStatus;
import dev.muster.site.Sites;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of sites. */
final class SiteRows implements ReferenceTarget.Kind<SiteRecord> {

    private final Sites sites;

    SiteRows(Sites sites) {
        this.sites = sites;
    }

    private record Site(String code, SiteInput given, Columns columns) implements Draft<SiteRecord> {

        @Override
        public List<Violation> violations(@Nullable SiteRecord present) {
            return input(present).violations().found();
        }

        @Override
        public SiteRecord over(@Nullable SiteRecord present) {
            return input(present).checked();
        }

        private SiteInput input(@Nullable SiteRecord present) {
            if (present == null) {
                return given;
            }
            return new SiteInput(
                    code,
                    columns.name(given.name(), present.name()),
                    columns.or("kind", given.kind(), present.kind()),
                    columns.or("latitude", given.latitude(), present.latitude()),
                    columns.or("longitude", given.longitude(), present.longitude()),
                    columns.or("region", given.region(), present.region()),
                    columns.or("keySite", given.keySite(), present.keySite()),
                    columns.or("status", given.status(), present.status()),
                    columns.or("beds", given.beds(), present.beds()),
                    columns.or("staff", given.staff(), present.staff()),
                    columns.or("gln", given.gln(), present.gln()));
        }
    }

    @Override
    public @Nullable Draft<SiteRecord> draft(Fields fields) {
        String code = fields.required("code");
        if (code == null) {
            return null;
        }
        SiteInput given = new SiteInput(
                code,
                new Name(fields.text("nameZh"), fields.text("nameEn")),
                fields.constant("kind", SiteKind.class),
                fields.decimal("latitude"),
                fields.decimal("longitude"),
                fields.text("region"),
                fields.flag("keySite"),
                fields.constant("status", SiteStatus.class),
                fields.count("beds"),
                fields.count("staff"),
                fields.text("gln"));
        return new Site(code, given, new Columns(fields));
    }

    @Override
    public Uni<Map<String, SiteRecord>> present(Collection<String> codes) {
        return sites.byCodes(codes);
    }

    @Override
    public Uni<List<Violation>> unresolved(List<SiteRecord> records) {
        Set<String> named = new HashSet<>();
        records.forEach(record -> Optional.ofNullable(record.region()).ifPresent(named::add));
        return sites.unknownRegions(named).map(unknown -> unresolved(records, unknown));
    }

    private static List<Violation> unresolved(List<SiteRecord> records, Set<String> unknown) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            String region = records.get(i).region();
            if (region != null && unknown.contains(region)) {
                violations.add(Violation.of("[" + i + "].region", "unknown-region", region));
            }
        }
        return violations;
    }

    @Override
    public Uni<List<Stored<SiteRecord>>> putAll(List<SiteRecord> records, String actor) {
        return sites.putAll(records, actor);
    }
}
