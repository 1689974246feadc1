package dev.muster.bench.units;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Sites, people, equipment, rosters and stock for a service, loaded through its imports. */
final class ScaleWorld {

    static final int ITEMS = 8;

    private static final int MADE_UP_SITES = 7_581;
    private static final int SHIFTS_PER_CALL = 5_000;
    private static final String[] LEVELS = {"JUNIOR", "INTERMEDIATE", "ASSOCIATE_SENIOR", "SENIOR"};

    private record Site(String code, double latitude, double longitude, int beds) {}

    private final List<Site> sites;
    private final int people;
    private final int assets;
    private final Random random;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private ScaleWorld(List<Site> sites, int people, int assets, long seed) {
        this.sites = sites;
        this.people = people;
        this.assets = assets;
        this.random = new Random(seed);
    }

    /** The hospitals of a file. */
    static ScaleWorld of(Path file, int people, int assets, long seed) throws IOException {
        List<Site> sites = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file)) {
            for (CSVRecord row : format.parse(reader)) {
                String beds = row.get("staffed_beds").isEmpty() ? row.get("beds_hifld") : row.get("staffed_beds");
                sites.add(new Site(
                        row.get("site_id"),
                        Double.parseDouble(row.get("lat")),
                        Double.parseDouble(row.get("lon")),
                        beds.isEmpty() ? 1 : (int) Math.max(1, Double.parseDouble(beds))));
            }
        }
        return new ScaleWorld(sites, people, assets, seed);
    }

    /** As many sites over a land of that size, following from the seed. */
    static ScaleWorld madeUp(int people, int assets, long seed) {
        Random random = new Random(seed);
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < MADE_UP_SITES; i++) {
            sites.add(new Site(
                    "US-%05d".formatted(i),
                    25 + random.nextDouble() * 24,
                    -124 + random.nextDouble() * 57,
                    10 + random.nextInt(400)));
        }
        return new ScaleWorld(sites, people, assets, seed);
    }

    int sites() {
        return sites.size();
    }

    String site(int i) {
        return sites.get(i).code;
    }

    String item(String kind, int i) {
        return kind + "-" + i;
    }

    void load(ServiceProcess service) throws Exception {
        importFile(service, "items", items());
        importFile(
                service,
                "sites",
                lines(
                        "code,nameEn,kind,latitude,longitude,beds",
                        sites.stream()
                                .map(s -> "%s,%s,HOSPITAL,%f,%f,%d"
                                        .formatted(s.code, s.code, s.latitude, s.longitude, s.beds))
                                .toList()));
        List<String> homes = spread();
        importFile(service, "staff", lines("number,home,competencies", unitRows("P", people, homes, "STF", true)));
        importFile(service, "assets", lines("code,home,type", unitRows("A", assets, homes, "EQP", false)));
        rosters(service);
        List<String> stock = new ArrayList<>();
        sites.forEach(s -> {
            for (int i = 0; i < ITEMS; i++) {
                stock.add("%s,%s,100,R-%s-%d".formatted(s.code, item("SUP", i), s.code, i));
            }
        });
        importFile(service, "stock", lines("site,item,quantity,reference", stock));
    }

    private String items() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add("%s,SUPPLY,Supply %d,piece".formatted(item("SUP", i), i));
            items.add("%s,STAFF,Competency %d,person".formatted(item("STF", i), i));
            items.add("%s,EQUIPMENT,Type %d,unit".formatted(item("EQP", i), i));
        }
        return lines("code,kind,nameEn,baseUnit", items);
    }

    private static String lines(String header, List<String> rows) {
        return header + "\n" + String.join("\n", rows) + "\n";
    }

    /** Sites, each as often as it has beds. */
    private List<String> spread() {
        List<String> homes = new ArrayList<>();
        sites.forEach(s -> {
            for (int i = 0; i < s.beds; i += 10) {
                homes.add(s.code);
            }
        });
        return homes;
    }

    private List<String> unitRows(String prefix, int count, List<String> homes, String kind, boolean levels) {
        List<String> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String level = levels ? "=" + LEVELS[random.nextInt(LEVELS.length)] : "";
            rows.add("%s%06d,%s,%s%s"
                    .formatted(
                            prefix,
                            i,
                            homes.get(random.nextInt(homes.size())),
                            item(kind, random.nextInt(ITEMS)),
                            level));
        }
        return rows;
    }

    private void rosters(ServiceProcess service) throws IOException {
        long began = System.nanoTime();
        Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int first = 0; first < people; first += SHIFTS_PER_CALL) {
            List<String> shifts = new ArrayList<>();
            for (int i = first; i < Math.min(people, first + SHIFTS_PER_CALL); i++) {
                shifts.add("{\"staff\":\"P%06d\",\"from\":\"%s\",\"until\":\"%s\",\"onCall\":true}"
                        .formatted(i, from, from.plus(30, ChronoUnit.DAYS)));
            }
            var answer = service.call(
                    "POST", "/api/v1/rosters", "officer", "{\"shifts\":[" + String.join(",", shifts) + "]}");
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        }
        told("rosters", people, began);
    }

    private void importFile(ServiceProcess service, String kind, String csv) throws Exception {
        long began = System.nanoTime();
        HttpRequest upload = HttpRequest.newBuilder(service.uri("/api/v1/imports/" + kind))
                .header("Authorization", ServiceProcess.basic("officer"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv))
                .build();
        HttpResponse<String> accepted = http.send(upload, HttpResponse.BodyHandlers.ofString());
        if (accepted.statusCode() != 202) {
            throw new IllegalStateException(accepted.statusCode() + " " + accepted.body());
        }
        String id = json.readTree(accepted.body()).path("id").asText();
        var job = json.readTree(service.get("/api/v1/imports/" + id, "officer").body());
        while (!job.has("endedAt")) {
            Thread.sleep(200);
            job = json.readTree(service.get("/api/v1/imports/" + id, "officer").body());
        }
        if (!job.path("state").asText().equals("DONE") || job.path("rejected").asInt() > 0) {
            throw new IllegalStateException(job + "\n"
                    + service.get("/api/v1/imports/" + id + "/errors", "officer")
                            .body()
                            .lines()
                            .limit(5)
                            .toList());
        }
        told(kind, job.path("accepted").asInt(), began);
    }

    private static void told(String what, int rows, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%-8s %,9d in %6.1f s, %,8.0f a second%n", what, rows, seconds, rows / seconds);
    }
}
