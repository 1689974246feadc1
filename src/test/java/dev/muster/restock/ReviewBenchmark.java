package dev.muster.restock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.Command.RecordMovement;
import dev.muster.allocation.DecisionLoop;
import dev.muster.allocation.Outcome;
import dev.muster.stock.Movement;
import dev.muster.stock.MovementKind;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a review costs after a burst of movements, against a full review, in one run: {@code bench/restock}. The service's own
 * rounds are off, so that nothing is reviewed but what is timed.
 */
@QuarkusTest
class ReviewBenchmark {

    private static final int SITES = 100;
    private static final int ITEMS = 200;
    private static final int MOVEMENTS = Integer.getInteger("bench.movements", 10_000);
    private static final int RUNS = Integer.getInteger("bench.runs", 3);
    private static final long SEED = Long.getLong("bench.seed", 1);
    private static final int TOGETHER = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject
    Pool pool;

    @Inject
    DecisionLoop loop;

    @Inject
    Reviews reviews;

    private final Random random = new Random(SEED);

    @Test
    void shouldCostWhatHasChanged() {
        System.out.printf(
                "%n%,d items at sites, bursts of %,d movements, seed %d, medians of %d%n%n",
                SITES * ITEMS, MOVEMENTS, SEED, RUNS);
        world();
        reviews.everything().await().atMost(PATIENCE);
        timed(reviews);
        System.out.printf(
                "%10s %10s %12s %14s %12s %8s%n",
                "touched", "reviewed", "movements/s", "incremental ms", "full ms", "ratio");
        for (int places : new int[] {1, 10, 100, 1_000, 5_000, 20_000}) {
            List<Double> incremental = new ArrayList<>();
            List<Double> full = new ArrayList<>();
            List<Double> rate = new ArrayList<>();
            long reviewed = 0;
            for (int run = 0; run < RUNS; run++) {
                rate.add(burst(places));
                Timed after = timed(reviews);
                reviewed = after.reviewed;
                incremental.add(after.millis);
                reviews.everything().await().atMost(PATIENCE);
                Timed all = timed(reviews);
                assertThat(all.reviewed).isGreaterThanOrEqualTo(SITES * ITEMS);
                full.add(all.millis);
            }
            System.out.printf(
                    "%,10d %,10d %,12.0f %,14.0f %,12.0f %8.2f%n",
                    places,
                    reviewed,
                    median(rate),
                    median(incremental),
                    median(full),
                    median(incremental) / median(full));
        }
        System.out.println();
    }

    private record Timed(long reviewed, double millis) {}

    private static Timed timed(Reviews reviews) {
        long began = System.nanoTime();
        long reviewed = reviews.catchUp().await().atMost(PATIENCE);
        return new Timed(reviewed, (System.nanoTime() - began) / 1e6);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Sites, items, levels and some stock; a tenth is below its par level, three suppliers deliver everything. */
    private void world() {
        sql("insert into site (code, name_en, kind, latitude, longitude) select 'BS-' || n, 'b', "
                + "case when n % 10 = 0 then 'WAREHOUSE' else 'HOSPITAL' end, 30 + n * 0.01, 110 + n * 0.01 "
                + "from generate_series(1, " + SITES + ") n");
        sql("insert into item (code, kind, name_en, base_unit) select 'BI-' || n, 'SUPPLY', 'b', 'piece' "
                + "from generate_series(1, " + ITEMS + ") n");
        sql(
                "insert into stock_level (site_id, item_id, floor, par) select s.id, i.id, 50, 20000000 from site s, item i "
                        + "where s.code like 'BS-%' and i.code like 'BI-%'");
        sql("insert into lot (item_id) select id from item where code like 'BI-%'");
        sql("insert into stock_position (site_id, item_id, lot_id, on_hand) select s.id, i.id, l.id, "
                + "case when (s.id + i.id) % 10 = 0 then 10000000 else 100000000 end from site s, item i join lot l on l.item_id = i.id "
                + "where s.code like 'BS-%' and i.code like 'BI-%'");
        sql("insert into supplier (code, name_en) select 'BSUP-' || n, 'b' from generate_series(1, 3) n");
        sql(
                "insert into supplier_item (supplier, item_id, lead_time_hours) select p.code, i.id, 24 from supplier p, item i "
                        + "where p.code like 'BSUP-%' and i.code like 'BI-%'");
        sql("analyze");
    }

    /** Movements at so many items at sites, through the decision loop; gives how many a second. */
    private double burst(int places) {
        List<String[]> chosen = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            int place = places == SITES * ITEMS ? i : random.nextInt(SITES * ITEMS);
            chosen.add(new String[] {"BS-" + (place % SITES + 1), "BI-" + (place / SITES + 1)});
        }
        long began = System.nanoTime();
        for (int sent = 0; sent < MOVEMENTS; sent += TOGETHER) {
            List<RecordMovement> together = new ArrayList<>();
            for (int i = sent; i < Math.min(MOVEMENTS, sent + TOGETHER); i++) {
                String[] place = chosen.get(i % places);
                UUID id = UUID.randomUUID();
                together.add(new RecordMovement(
                        id,
                        new Movement(id, MovementKind.ISSUE, place[0], place[1], null, null, 1L, null, null, null),
                        null,
                        "bench"));
            }
            List<Outcome> outcomes = loop.submitAll(together).await().atMost(PATIENCE);
            assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        }
        return MOVEMENTS / ((System.nanoTime() - began) / 1e9);
    }

    private void sql(String sql) {
        pool.query(sql).execute().replaceWith(Tuple.tuple()).await().atMost(PATIENCE);
    }
}
