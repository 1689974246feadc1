package dev.muster.demo;

import dev.muster.demo.Deed.Urgency;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The scenario's own requests that are not closed yet. */
final class OpenRequests {

    /**
     * @param step when it was made
     * @param items asked for
     * @param complete whether everything asked for is reserved, as far as known
     */
    record Open(UUID id, String site, Urgency urgency, long step, Set<String> items, boolean complete) {}

    private final Map<UUID, Open> byId = new LinkedHashMap<>();

    OpenRequests(List<Open> requests) {
        requests.forEach(this::put);
    }

    void put(Open request) {
        byId.put(request.id(), request);
    }

    void remove(UUID id) {
        byId.remove(id);
    }

    boolean asksFor(String site, String item) {
        return byId.values().stream()
                .anyMatch(r -> r.site().equals(site) && r.items().contains(item));
    }

    Collection<Open> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }
}
