package dev.muster.bench.units;

import dev.muster.allocation.engine.ItemFacts;
import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.SiteFacts;
import dev.muster.allocation.engine.Ways;
import dev.muster.allocation.engine.World;
import dev.muster.catalogue.StorageClass;
import dev.muster.travel.Journey;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The hospitals of a file as a world; travel at 60 km/h along the great circle times 1.33. */
final class Hospitals implements World {

    private static final double EARTH_KM = 6371.0088;

    private record Hospital(double latitude, double longitude, int beds) {}

    private final List<Hospital> hospitals = new ArrayList<>();
    private final List<SiteFacts> sites = new ArrayList<>();
    private final Map<Integer, Ways> ways = new HashMap<>();
    private final Policy policy;

    Hospitals(Path file, Policy policy) throws IOException {
        this.policy = policy;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file)) {
            for (CSVRecord row : format.parse(reader)) {
                String beds = row.get("staffed_beds").isEmpty() ? row.get("beds_hifld") : row.get("staffed_beds");
                sites.add(new SiteFacts(sites.size(), row.get("site_id"), true, sites.size()));
                hospitals.add(new Hospital(
                        Double.parseDouble(row.get("lat")),
                        Double.parseDouble(row.get("lon")),
                        beds.isEmpty() ? 1 : (int) Math.max(1, Double.parseDouble(beds))));
            }
        }
    }

    int count() {
        return sites.size();
    }

    /** For each of so many, the site it belongs to: as the beds are spread. */
    int[] spread(int things) {
        long all = hospitals.stream().mapToLong(Hospital::beds).sum();
        int[] homes = new int[things];
        int site = 0;
        long passed = hospitals.get(0).beds;
        for (int i = 0; i < things; i++) {
            while (passed * things <= i * all && site < hospitals.size() - 1) {
                passed += hospitals.get(++site).beds;
            }
            homes[i] = site;
        }
        return homes;
    }

    @Override
    public SiteFacts site(int id) {
        return sites.get(id);
    }

    @Override
    public ItemFacts item(int id) {
        return new ItemFacts(id, "I" + id, 0, StorageClass.AMBIENT);
    }

    @Override
    public Policy policy(int level) {
        return policy;
    }

    @Override
    public Ways ways(int destination, StorageClass storageClass, Policy policy) {
        return ways.computeIfAbsent(destination, To::new);
    }

    @Override
    public int tier(int source, int destination) {
        return 0;
    }

    private final class To implements Ways {

        private final double[] km = new double[sites.size()];

        To(int destination) {
            for (int i = 0; i < km.length; i++) {
                km[i] = kilometres(hospitals.get(i), hospitals.get(destination));
            }
        }

        @Override
        public int minutesFrom(int site) {
            return (int) Math.ceil(km[site] * 1.33) + 20;
        }

        @Override
        public Journey from(int site) {
            return new Journey(km[site], minutesFrom(site));
        }
    }

    private static double kilometres(Hospital a, Hospital b) {
        double latitude = Math.sin(Math.toRadians(a.latitude - b.latitude) / 2);
        double longitude = Math.sin(Math.toRadians(a.longitude - b.longitude) / 2);
        double h = latitude * latitude
                + Math.cos(Math.toRadians(a.latitude)) * Math.cos(Math.toRadians(b.latitude)) * longitude * longitude;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
