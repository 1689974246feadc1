package dev.muster.exchange;

import dev.muster.allocation.DecisionLoop;
import dev.muster.catalogue.Catalogue;
import dev.muster.exchange.ImportStore.Stored;
import dev.muster.exchange.mapping.Mapping;
import dev.muster.platform.Problem;
import dev.muster.restock.Suppliers;
import dev.muster.site.Sites;
import dev.muster.staff.RosterFiles;
import dev.muster.stock.StockLevels;
import dev.muster.unit.UnitConfig;
import dev.muster.unit.UnitKind;
import dev.muster.unit.UnitRegister;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the target of an import: what its rows become. */
@ApplicationScoped
class ImportTargets {

    private final Sites sites;
    private final Catalogue catalogue;
    private final Suppliers suppliers;
    private final StockLevels levels;
    private final UnitRegister register;
    private final RosterFiles rosters;
    private final UnitConfig units;
    private final LookupStore lookups;
    private final DecisionLoop loop;
    private final ContextCalls calls;
    private final ImportConfig config;
    private final Clock clock;

    ImportTargets(
            Sites sites,
            Catalogue catalogue,
            Suppliers suppliers,
            StockLevels levels,
            UnitRegister register,
            RosterFiles rosters,
            UnitConfig units,
            LookupStore lookups,
            DecisionLoop loop,
            ContextCalls calls,
            ImportConfig config,
            Clock clock) {
        this.sites = sites;
        this.catalogue = catalogue;
        this.suppliers = suppliers;
        this.levels = levels;
        this.register = register;
        this.rosters = rosters;
        this.units = units;
        this.lookups = lookups;
        this.loop = loop;
        this.calls = calls;
        this.config = config;
        this.clock = clock;
    }

    /** The target of one import, with the reference data as they are now. Blocks. */
    ImportTarget<?> open(Stored job, Mapping mapping) {
        return switch (job.kind()) {
            case SITES -> reference(job, mapping, new SiteRows(sites));
            case ITEMS -> reference(job, mapping, new ItemRows(catalogue));
            case SUPPLIERS -> reference(job, mapping, new SupplierRows(suppliers, sites, catalogue));
            case ASSETS -> reference(job, mapping, units(UnitKind.ASSET));
            case STAFF -> reference(job, mapping, units(UnitKind.PERSON));
            case TEAMS -> reference(job, mapping, units(UnitKind.TEAM));
            case PRICES -> new PriceTarget(mapping, suppliers, job.actor(), calls);
            case STOCK ->
                new StockTarget(
                        mapping,
                        wait(lookups.sites()),
                        wait(lookups.items()),
                        job.fileHash(),
                        submission(job),
                        new LevelRows(levels, job.actor(), config),
                        config,
                        clock);
            case ROSTERS -> new RosterTarget(mapping, rosters, config.timeZone(), job.id(), job.actor(), calls);
            case REQUESTS -> new RequestTarget(needs(job, mapping), submission(job), clock);
        };
    }

    private UnitRows units(UnitKind kind) {
        return new UnitRows(register, kind, LocalDate.now(clock.withZone(units.zone())), units);
    }

    private <R> ImportTarget<?> reference(Stored job, Mapping mapping, ReferenceTarget.Kind<R> kind) {
        return new ReferenceTarget<>(mapping, kind, job.actor(), calls);
    }

    private NeedReader needs(Stored job, Mapping mapping) {
        ImportOptions options = job.options();
        return new NeedReader(
                mapping,
                wait(lookups.sites()),
                wait(lookups.items()),
                wait(lookups.incidents()),
                new NeedReader.Defaults(options.urgency(), options.neededBy(), options.incident(), config.timeZone()));
    }

    private Submission submission(Stored job) {
        return new Submission(job, loop, lookups, config);
    }

    private <T> T wait(Uni<T> uni) {
        return uni.await().atMost(config.stepTimeout());
    }

    /** Refuses (422) an incident that is not there or closed; null is no incident. */
    Uni<Void> requireIncident(@Nullable String incident) {
        if (incident == null) {
            return Uni.createFrom().voidItem();
        }
        return lookups.incidents()
                .invoke(known -> requireKnown(known, incident))
                .replaceWithVoid();
    }

    private static void requireKnown(Set<String> known, String incident) {
        if (!known.contains(incident)) {
            throw Problem.violation("incident", "incident.unknown", incident).asException();
        }
    }
}
