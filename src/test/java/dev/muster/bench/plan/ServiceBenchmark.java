package dev.muster.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Plans through the packaged service on its own database: fills it, asks for a plan, pages the difference, applies it. Prints
 * each stage's time, the memory, and how long other calls waited meanwhile.
 */
public final class ServiceBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES_PER_REQUEST = 5;
    private static final int REQUESTS_PER_CALL = 50;
    private static final int HOLDERS = 100;
    private static final int PAGE = 1_000;
    private static final List<String> URGENCIES = List.of("STAT", "ASAP", "URGENT", "ROUTINE");
    private static final int[] SHARES = {5, 20, 50, 100};

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceProcess service;
    private final Random random;
    private final int sites;
    private final int items;
    private final int lines;

    private ServiceBenchmark(ServiceProcess service, Map<String, String> options) {
        this.service = service;
        this.random = new Random(Long.parseLong(options.getOrDefault("seed", "1")));
        this.sites = Integer.parseInt(options.getOrDefault("sites", "1000"));
        this.items = Integer.parseInt(options.getOrDefault("items", "200"));
        this.lines = Integer.parseInt(options.getOrDefault("lines", "20000"));
    }

    /** @param args {@code directory=… sites=1000 items=200 lines=20000 seed=1 heap=2g} */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = Arrays.stream(args)
                .map(arg -> arg.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Path directory = Files.createTempDirectory(
                Files.createDirectories(Path.of(options.getOrDefault("directory", "target/bench/plan-service"))),
                "run");
        Map<String, String> settings =
                new TreeMap<>(Map.of("jdk.java.options", "-Xmx" + options.getOrDefault("heap", "2g")));
        try (ServiceProcess service = ServiceProcess.start(directory, settings)) {
            new ServiceBenchmark(service, options).run();
        }
    }

    private void run() throws Exception {
        say("%d sites, %d items, %d lines", sites, items, lines);
        long start = System.nanoTime();
        List<String> requests = requests();
        load();
        say("sites, items, stock   %8d ms", since(start));
        start = System.nanoTime();
        for (int from = 0; from < requests.size(); from += REQUESTS_PER_CALL) {
            post(
                    "/api/v1/requests/batch",
                    "[" + String.join(",", requests.subList(from, Math.min(requests.size(), from + REQUESTS_PER_CALL)))
                            + "]",
                    200);
        }
        say("requests decided      %8d ms", since(start));
        Waits waits = new Waits();
        String plan = plan();
        say("  other calls         %s", waits.told());
        changes(plan);
        waits.told();
        apply(plan);
        say("  other calls         %s", waits.told());
        waits.stop();
        say("memory at most        %8d MiB", peakMemory());
        say(
                "complaints in the log %8d",
                service.output()
                        .lines()
                        .filter(line -> line.contains("blocked"))
                        .count());
    }

    /** Asked of Zipf's items (exponent 1), half of it in a tenth of the area. */
    private List<String> requests() {
        double[] weight = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += 1.0 / (i + 1);
            weight[i] = sum;
        }
        List<String> requests = new ArrayList<>();
        for (int r = 0; r * LINES_PER_REQUEST < lines; r++) {
            List<String> asked = new ArrayList<>();
            Set<Integer> seen = new HashSet<>();
            for (int l = 0; l < LINES_PER_REQUEST && r * LINES_PER_REQUEST + l < lines; l++) {
                int at = Arrays.binarySearch(weight, random.nextDouble() * sum);
                int item = Math.min(items - 1, at < 0 ? -at - 1 : at);
                int quantity = 1 + random.nextInt(200);
                if (seen.add(item)) {
                    asked.add("{\"item\":\"I%d\",\"quantity\":%d}".formatted(item, quantity));
                    demand.merge(item, (long) quantity, Long::sum);
                }
            }
            int share = random.nextInt(100);
            int urgency = 0;
            while (share >= SHARES[urgency]) {
                urgency++;
            }
            int site = random.nextBoolean() ? random.nextInt(Math.max(1, sites / 10)) : random.nextInt(sites);
            requests.add("{\"id\":\"%s\",\"site\":\"S%d\",\"urgency\":\"%s\",\"neededBy\":\"%s\",\"lines\":[%s]}"
                    .formatted(
                            new UUID(random.nextLong(), random.nextLong()),
                            site,
                            URGENCIES.get(urgency),
                            Instant.now().plusSeconds(3_600L * (4 + random.nextInt(48))),
                            String.join(",", asked)));
        }
        return requests;
    }

    private final Map<Integer, Long> demand = new TreeMap<>();

    /** 60 to 120 % of what is asked of each item, at a hundred sites. */
    private void load() throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int s = 0; s < sites; s++) {
            boolean zone = s < sites / 10;
            rows.add(Map.of(
                    "code", "S" + s,
                    "nameEn", "S" + s,
                    "kind", "HOSPITAL",
                    "latitude", 29 + (zone ? 1 + random.nextDouble() * 0.5 : random.nextDouble() * 4),
                    "longitude", 108 + (zone ? 2 + random.nextDouble() : random.nextDouble() * 8)));
        }
        bring("sites", rows);
        rows.clear();
        for (int i = 0; i < items; i++) {
            rows.add(Map.of("code", "I" + i, "nameEn", "I" + i, "kind", "SUPPLY", "baseUnit", "piece"));
        }
        bring("items", rows);
        rows.clear();
        for (int i = 0; i < items; i++) {
            long supply = (long) (demand.getOrDefault(i, 0L) * (0.6 + random.nextDouble() * 0.6));
            int holders = Math.min(HOLDERS, sites);
            Set<Integer> at = new HashSet<>();
            while (at.size() < holders) {
                at.add(random.nextInt(sites));
            }
            for (int site : at) {
                rows.add(Map.of("site", "S" + site, "item", "I" + i, "quantity", 1 + supply / holders));
            }
        }
        bring("stock", rows);
    }

    private void bring(String kind, List<Map<String, Object>> rows) throws Exception {
        String job = post("/api/v1/imports/" + kind, JSON.writeValueAsString(rows), 202)
                .get("id")
                .asText();
        JsonNode now;
        do {
            Thread.sleep(100);
            now = get("/api/v1/imports/" + job);
        } while (List.of("QUEUED", "CHECKING", "APPLYING")
                .contains(now.get("state").asText()));
        if (!now.get("state").asText().equals("DONE") || now.get("accepted").asInt() != rows.size()) {
            throw new IllegalStateException("Import of " + kind + ": " + now);
        }
    }

    private String plan() throws Exception {
        long start = System.nanoTime();
        String id = post("/api/v1/plans", "{}", 202).get("id").asText();
        JsonNode now;
        do {
            Thread.sleep(20);
            now = get("/api/v1/plans/" + id);
        } while (now.get("state").asText().equals("RUNNING"));
        JsonNode result = now.get("result");
        if (result == null) {
            throw new IllegalStateException("No plan: " + now);
        }
        say(
                "plan                  %8d ms (read %d, planned %d, kept the rest), %d lines, optimal %s, %s",
                since(start),
                result.get("readMillis").asLong(),
                result.get("planMillis").asLong(),
                now.get("lines").asInt(),
                result.get("optimal"),
                result.get("changes"));
        return id;
    }

    private void changes(String plan) throws Exception {
        long start = System.nanoTime();
        int rows = 0;
        int pages = 0;
        String next = "/api/v1/plans/" + plan + "/changes?limit=" + PAGE;
        while (next != null) {
            JsonNode page = get(next);
            rows += page.get("items").size();
            pages++;
            JsonNode cursor = page.get("next");
            next = cursor == null || cursor.isNull()
                    ? null
                    : "/api/v1/plans/" + plan + "/changes?limit=" + PAGE + "&cursor=" + cursor.asText();
        }
        say("difference            %8d ms, %d rows in %d pages", since(start), rows, pages);
    }

    private void apply(String plan) throws Exception {
        long start = System.nanoTime();
        JsonNode applied = post("/api/v1/plans/" + plan + "/apply", "{}", 200);
        say(
                "applied               %8d ms, %d as planned, %d decided anew, %d skipped",
                since(start),
                applied.get("applied").asInt(),
                applied.get("redecided").asInt(),
                applied.get("skipped").asInt());
        start = System.nanoTime();
        post("/api/v1/plans/" + plan + "/apply", "{}", 200);
        say("the same answer again %8d ms", since(start));
    }

    /** Small calls all the while, which nothing must hold up. */
    private final class Waits {
        private final List<Long> micros = new ArrayList<>();
        private final AtomicBoolean running = new AtomicBoolean(true);
        private final Thread caller;

        Waits() {
            caller = new Thread(() -> {
                try {
                    while (running.get()) {
                        long start = System.nanoTime();
                        get("/api/v1/plans?limit=1");
                        synchronized (micros) {
                            micros.add((System.nanoTime() - start) / 1_000);
                        }
                        Thread.sleep(5);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            caller.setDaemon(true);
            caller.start();
        }

        /** How long calls took since this was last asked. */
        String told() {
            synchronized (micros) {
                long[] sorted = micros.stream().mapToLong(m -> m).sorted().toArray();
                micros.clear();
                return sorted.length == 0
                        ? "none"
                        : String.format(
                                Locale.ROOT,
                                "%d, median %.1f ms, 99 %% %.1f ms, longest %.1f ms",
                                sorted.length,
                                sorted[sorted.length / 2] / 1e3,
                                sorted[sorted.length * 99 / 100] / 1e3,
                                sorted[sorted.length - 1] / 1e3);
            }
        }

        void stop() throws InterruptedException {
            running.set(false);
            caller.join();
        }
    }

    private long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private JsonNode get(String path) throws Exception {
        return send(request(path).GET().build(), 200);
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.uri(path))
                .timeout(Duration.ofMinutes(30))
                .header("Authorization", ServiceProcess.basic("commander"))
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode send(HttpRequest request, int status) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
