package dev.muster.catalogue;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in kits. */
@ApplicationScoped
class PartStore implements PanacheRepositoryBase<PartEntity, PartEntity.Key> {

    /** Gives items what is in them. */
    Uni<List<ItemEntity>> withContents(List<ItemEntity> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().item(items);
        }
        List<@Nullable Integer> ids = items.stream().map(item -> item.id).toList();
        return getSession()
                .chain(session -> session.createQuery("""
                                select p.itemId, i.code, p.quantity from PartEntity p join ItemEntity i on i.id = p.partId
                                where p.itemId in ?1 order by p.itemId, p.rank
                                """, Object[].class)
                        .setParameter(1, ids)
                        .getResultList())
                .map(rows -> {
                    Map<Integer, List<Part>> byItem = rows.stream()
                            .collect(Collectors.groupingBy(
                                    row -> (Integer) row[0],
                                    Collectors.mapping(
                                            row -> new Part((String) row[1], (Long) row[2]), Collectors.toList())));
                    items.forEach(item -> item.contents =
                            List.copyOf(byItem.getOrDefault(Objects.requireNonNull(item.id), List.of())));
                    return items;
                });
    }

    /** All kits as they stand: what is in each, by codes. */
    Uni<Map<String, List<Part>>> all() {
        return getSession()
                .chain(session -> session.createQuery("""
                                select k.code, i.code, p.quantity from PartEntity p join ItemEntity k on k.id = p.itemId
                                join ItemEntity i on i.id = p.partId order by p.itemId, p.rank
                                """, Object[].class).getResultList())
                .map(rows -> {
                    Map<String, List<Part>> kits = new HashMap<>();
                    rows.forEach(row -> kits.computeIfAbsent((String) row[0], k -> new ArrayList<>())
                            .add(new Part((String) row[1], (Long) row[2])));
                    return kits;
                });
    }

    /** Writes what is in items anew. */
    Uni<Void> replace(List<ItemEntity> items, Map<String, Integer> ids) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<PartEntity> rows = new ArrayList<>();
        for (ItemEntity item : items) {
            for (int rank = 0; rank < item.contents.size(); rank++) {
                Part part = item.contents.get(rank);
                rows.add(new PartEntity(
                        Objects.requireNonNull(item.id),
                        rank,
                        Objects.requireNonNull(ids.get(part.item())),
                        part.quantity()));
            }
        }
        List<@Nullable Integer> owners = items.stream().map(item -> item.id).toList();
        return getSession()
                .chain(session -> session.createMutationQuery("delete PartEntity where itemId in ?1")
                        .setParameter(1, owners)
                        .executeUpdate()
                        .chain(() -> session.persistAll(rows.toArray())));
    }
}
