package dev.muster.allocation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalogue.StorageClass;
import dev.muster.incident.OwnStock;
import dev.muster.incident.SourceOrder;
import dev.muster.travel.Journey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SiteQueueProperties {

    /** Ways that only say how near a site may be until it is measured. */
    private static final class Vague implements Ways {

        private final Ways exact;
        private final Random random;
        private int measured;

        Vague(Ways exact, Random random) {
            this.exact = exact;
            this.random = random;
        }

        @Override
        public int minutesFrom(int site) {
            measured++;
            return exact.minutesFrom(site);
        }

        @Override
        public int minutesAtLeast(int site) {
            return Math.max(0, exact.minutesFrom(site) - random.nextInt(100));
        }

        @Override
        public Journey from(int site) {
            return exact.from(site);
        }
    }

    @Property
    void shouldGiveTheSameOrderHoweverVagueTheBounds(
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll long seed,
            @ForAll SourceOrder order,
            @ForAll OwnStock own) {
        Random random = new Random(seed);
        Meridian world = new Meridian();
        int[] sites = new int[count];
        for (int i = 0; i < count; i++) {
            world.site(i, random.nextInt(20) / 4.0, true);
            world.region(i, random.nextInt(3));
            sites[i] = i;
        }
        Policy policy = Policies.ordering(order, own);
        Ways ways = Objects.requireNonNull(world.ways(0, StorageClass.AMBIENT, policy));
        assertThat(order(new SiteQueue(sites, count, 0, policy, world, new Vague(ways, random))))
                .isEqualTo(order(new SiteQueue(sites, count, 0, policy, world, ways)));
    }

    @Test
    void shouldMeasureOnlyWhatMayBeNext() {
        Meridian world = new Meridian();
        int[] sites = new int[1000];
        for (int i = 0; i < sites.length; i++) {
            world.site(i, i, true);
            sites[i] = i;
        }
        Ways ways = Objects.requireNonNull(world.ways(0, StorageClass.AMBIENT, Meridian.POLICY));
        Vague vague = new Vague(ways, new Random(1));
        SiteQueue queue = new SiteQueue(sites, sites.length, 0, Meridian.POLICY, world, vague);
        assertThat(List.of(queue.poll(), queue.poll(), queue.poll())).containsExactly(0, 1, 2);
        assertThat(vague.measured).isLessThan(10);
    }

    private static List<Integer> order(SiteQueue queue) {
        List<Integer> order = new ArrayList<>();
        while (!queue.isEmpty()) {
            order.add(queue.poll());
        }
        return order;
    }
}
