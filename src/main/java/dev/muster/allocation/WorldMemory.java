package dev.muster.allocation;

import dev.muster.allocation.engine.World;
import dev.muster.travel.Journeys;
import dev.muster.travel.TravelConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of the world, and as of which version of its facts; read anew when another version stands.
 * For one batch at a time.
 */
@ApplicationScoped
class WorldMemory {

    /**
     * The world as of a version.
     *
     * @param sameLevels whether every incident has the level it had the last time anybody asked
     */
    record Known(long version, Facts facts, Roads roads, World world, boolean sameLevels) {}

    private final FactsStore store;
    private final Journeys journeys;
    private final TravelConfig config;
    private @Nullable Known known;

    WorldMemory(FactsStore store, Journeys journeys, TravelConfig config) {
        this.store = store;
        this.journeys = journeys;
        this.config = config;
    }

    /** @param version that the transaction sees */
    Uni<Known> asOf(SqlConnection transaction, long version) {
        Known before = known;
        if (before != null && before.version == version) {
            Known same =
                    before.sameLevels ? before : new Known(version, before.facts, before.roads, before.world, true);
            known = same;
            return Uni.createFrom().item(same);
        }
        return store.load(transaction).map(facts -> {
            Roads roads = before != null && before.facts.sameGeography(facts)
                    ? before.roads
                    : new Roads(facts, journeys, config.cachedJourneys());
            boolean sameLevels = before != null && before.facts.sameLevels(facts);
            Known now =
                    new Known(version, facts, roads, new KnownWorld(facts, roads::to, journeys::serving), sameLevels);
            known = now;
            return now;
        });
    }
}
