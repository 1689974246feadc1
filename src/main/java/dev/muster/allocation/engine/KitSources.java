package dev.muster.allocation.engine;

import dev.muster.stock.Shelf;
import dev.muster.stock.StockBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether kits come assembled or as parts: an assembled one goes where it is no farther away than the farthest part would be.
 * Counts what each source may give by R2 to R5; what other demands of the same decision take is not counted.
 */
public final class KitSources {

    /** A source: its site's code, how far, and how much it may give. */
    private record Source(String site, int minutes, long givable) {}

    private final Policy policy;
    private final List<Source> assembled;
    private final List<Part> parts = new ArrayList<>();

    /** One of the parts: its code, its sources, the nearest first, and how much of it is in a kit. */
    private record Part(String item, List<Source> sources, long perKit) {

        /** Kits that it is enough for from nearer than this. */
        long kitsWithin(int minutes) {
            long sum = 0;
            for (Source source : sources) {
                if (source.minutes >= minutes) {
                    break;
                }
                sum += source.givable;
            }
            return sum / perKit;
        }

        /** Where the last of it comes from that so many kits need. */
        KitDivision.Farthest farthest(long kits) {
            long sum = 0;
            for (Source source : sources) {
                sum += source.givable;
                if (sum / perKit >= kits) {
                    return new KitDivision.Farthest(item, source.site, source.minutes, sum / perKit);
                }
            }
            return new KitDivision.Farthest(item, null, 0, sum / perKit);
        }
    }

    /**
     * @param kit demand for the assembled ones
     * @param parts demands for the parts, each with how much of it is in a kit
     */
    public KitSources(StockBook book, World world, Instant now, Demand kit, Map<Demand, Long> parts) {
        this.policy = world.policy(kit.rank().level());
        this.assembled = sources(book, world, now, kit);
        parts.forEach((demand, perKit) ->
                this.parts.add(new Part(world.item(demand.item()).code(), sources(book, world, now, demand), perKit)));
    }

    private static List<Source> sources(StockBook book, World world, Instant now, Demand demand) {
        Search search = new Search(book, world, now, demand);
        @Nullable Ways ways = search.ways(demand.item());
        List<Source> sources = new ArrayList<>();
        if (ways != null) {
            for (Shelf shelf : book.shelves(demand.item())) {
                long givable = search.givable(shelf, ways);
                if (givable > 0) {
                    int minutes = shelf.site() == demand.site() ? 0 : ways.minutesFrom(shelf.site());
                    sources.add(new Source(world.site(shelf.site()).code(), minutes, givable));
                }
            }
        }
        sources.sort(Comparator.comparingInt(Source::minutes));
        return sources;
    }

    /** How many of so many kits are to come assembled, and why. */
    public KitDivision divide(long kits) {
        long taken = 0;
        List<KitDivision.Assembled> looked = new ArrayList<>();
        for (Source source : assembled.subList(0, Math.min(assembled.size(), policy.maxSources()))) {
            long nearer = Math.min(kits, fromParts(source.minutes));
            long wanted = Math.min(source.givable, kits - taken - nearer);
            if (looked.size() < policy.explainedSources() && taken < kits) {
                looked.add(new KitDivision.Assembled(
                        source.site, source.minutes, source.givable, nearer, Math.max(0, wanted)));
            }
            if (wanted <= 0) {
                break;
            }
            taken += wanted;
        }
        return new KitDivision(kits, taken, looked, farthest(kits - taken));
    }

    /** The part that is missing most, or comes from farthest away, for so many kits as parts; null if for none. */
    private KitDivision.@Nullable Farthest farthest(long kits) {
        return kits == 0
                ? null
                : parts.stream()
                        .map(part -> part.farthest(kits))
                        .max(Comparator.comparing((KitDivision.Farthest part) -> part.site() == null)
                                .thenComparing(part -> part.site() == null ? -part.kits() : part.travelMinutes()))
                        .orElse(null);
    }

    /** Kits of which every part is to be had from nearer than this. */
    private long fromParts(int minutes) {
        return parts.stream().mapToLong(part -> part.kitsWithin(minutes)).min().orElse(0);
    }
}
