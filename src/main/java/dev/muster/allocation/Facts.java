package dev.muster.allocation;

import dev.muster.allocation.engine.SiteFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reference data as a batch read them. */
final class Facts {

    /** What is needed of an item; {@code substitutes} are ids in the order to try. */
    record Item(int id, String code, String kind, int minRemainingLifeDays, List<Integer> substitutes) {}

    /** What is needed of a site. */
    record Site(SiteFacts facts, boolean keySite) {
        int id() {
            return facts.id();
        }

        String code() {
            return facts.code();
        }
    }

    /** What is needed of an incident. */
    record Incident(UUID id, String code, String level, String phase) {}

    final Map<String, Item> itemsByCode = new HashMap<>();
    final Map<Integer, Item> items = new HashMap<>();
    final Map<String, Site> sitesByCode = new HashMap<>();
    final Map<Integer, Site> sites = new HashMap<>();
    final Map<String, Incident> incidents = new HashMap<>();

    void add(Item item) {
        items.put(item.id, item);
        itemsByCode.put(item.code, item);
    }

    void add(Site site) {
        sites.put(site.id(), site);
        sitesByCode.put(site.code(), site);
    }

    /** By id or by code. */
    void add(Incident incident) {
        incidents.put(incident.id.toString(), incident);
        incidents.put(incident.code, incident);
    }

    Item item(int id) {
        return present(items.get(id), "item", id);
    }

    Site site(int id) {
        return present(sites.get(id), "site", id);
    }

    private static <T> T present(@Nullable T value, String what, int id) {
        if (value == null) {
            throw new IllegalStateException("The batch did not read " + what + " " + id);
        }
        return value;
    }
}
