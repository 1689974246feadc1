package dev.muster.site;

import dev.muster.platform.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RegionStore implements PanacheRepositoryBase<RegionEntity, String> {

    /** All regions, by code; nobody else writes any until the transaction ends. */
    Uni<Map<String, RegionEntity>> lockAll() {
        return getSession()
                .chain(session -> session.createNativeQuery("lock table region in share row exclusive mode")
                        .executeUpdate())
                .chain(() -> listAll())
                .map(all -> {
                    Map<String, RegionEntity> regions = new HashMap<>();
                    all.forEach(region -> regions.put(region.code, region));
                    return regions;
                });
    }

    Uni<List<RegionEntity>> page(@Nullable String parent, PageRequest page) {
        StringBuilder where = new StringBuilder("1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        if (parent != null) {
            where.append(" and parent = :parent");
            parameters.put("parent", parent);
        }
        if (!page.isFirst()) {
            where.append(" and code > :after");
            parameters.put("after", page.after().get(0));
        }
        return find(where + " order by code", parameters)
                .range(0, page.fetch() - 1)
                .list();
    }

    /** A region's code and those of all below it; empty if there is no such region. */
    Uni<List<String>> below(String code) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        with recursive below as (
                            select code from region where code = ?1
                            union select region.code from region join below on region.parent = below.code)
                        select code from below order by code
                        """, String.class)
                        .setParameter(1, code)
                        .getResultList());
    }

    /** Those of the codes that no region has. */
    Uni<Set<String>> unknown(Collection<String> codes) {
        Set<String> missing = new TreeSet<>(codes);
        if (missing.isEmpty()) {
            return Uni.createFrom().item(missing);
        }
        return getSession()
                .chain(session -> session.createQuery("select code from RegionEntity where code in ?1", String.class)
                        .setParameter(1, codes)
                        .getResultList())
                .invoke(missing::removeAll)
                .replaceWith(missing);
    }
}
