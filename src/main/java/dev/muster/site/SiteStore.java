package dev.muster.site;

import dev.muster.platform.PageRequest;
import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SiteStore implements PanacheRepositoryBase<SiteEntity, Integer> {

    static final String CACHE = "sites";

    private final Pool pool;

    SiteStore(Pool pool) {
        this.pool = pool;
    }

    /** Locks those that exist, in the order of their codes. */
    Uni<Map<String, SiteEntity>> lock(Collection<String> codes) {
        return find("code in ?1 order by code", codes)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .map(sites -> {
                    Map<String, SiteEntity> byCode = new HashMap<>();
                    sites.forEach(site -> byCode.put(site.code, site));
                    return byCode;
                });
    }

    /** Those that exist. */
    Uni<List<SiteEntity>> byCodes(Collection<String> codes) {
        return list("code in ?1", codes);
    }

    Uni<@Nullable SiteEntity> byCode(String code) {
        return find("code", code).firstResult();
    }

    Uni<List<SiteEntity>> page(SiteFilter filter, List<String> regions, PageRequest page) {
        Map<String, Object> parameters = new HashMap<>();
        String where = where(filter, regions, parameters);
        if (!page.isFirst()) {
            where += " and code > :after";
            parameters.put("after", page.after().get(0));
        }
        return find(where + " order by code", parameters)
                .range(0, page.fetch() - 1)
                .list();
    }

    Uni<List<SiteEntity>> all(SiteFilter filter, List<String> regions) {
        Map<String, Object> parameters = new HashMap<>();
        return list(where(filter, regions, parameters), parameters);
    }

    private static String where(SiteFilter filter, List<String> regions, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("1 = 1");
        if (filter.region() != null) {
            where.append(" and region in :regions");
            parameters.put("regions", regions);
        }
        if (filter.kind() != null) {
            where.append(" and kind = :kind");
            parameters.put("kind", filter.kind());
        }
        if (filter.status() != null) {
            where.append(" and status = :status");
            parameters.put("status", filter.status());
        }
        if (filter.keySite() != null) {
            where.append(" and keySite = :keySite");
            parameters.put("keySite", filter.keySite());
        }
        return where.toString();
    }

    /** All sites by code, remembered for a short time in this process. */
    @CacheResult(cacheName = CACHE)
    Uni<Map<String, SiteRef>> refs() {
        return pool.query("select id, code, latitude, longitude, region, key_site, status from site")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SiteStore::ref)
                        .collect(Collectors.toUnmodifiableMap(SiteRef::code, ref -> ref)));
    }

    @CacheInvalidateAll(cacheName = CACHE)
    Uni<Void> forget() {
        return Uni.createFrom().voidItem();
    }

    private static SiteRef ref(Row row) {
        return new SiteRef(
                row.getInteger("id"),
                row.getString("code"),
                new Position(row.getDouble("latitude"), row.getDouble("longitude")),
                row.getString("region"),
                row.getBoolean("key_site"),
                SiteStatus.valueOf(row.getString("status")));
    }
}
