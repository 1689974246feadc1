package dev.muster.bench.suppliers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demo scenario, played by the measured service at a speed; it pauses where suppliers are measured alone. */
final class Scenario implements Beside {

    /** What turns it on, as {@code ./muster demo} does. */
    static final Map<String, String> SETTINGS =
            Map.of("muster.demo.enabled", "true", "muster.units.rest", "66s", "muster.units.long-rest", "144s");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOADING = Duration.ofMinutes(3);
    private static final int UNDER_WAY = 30;

    private final ServiceProcess service;
    private final int speed;
    private long doneBefore;

    /** @param speed simulated seconds per real second */
    Scenario(ServiceProcess service, int speed) {
        this.service = service;
        this.speed = speed;
    }

    /** Waits until the province is loaded and its sites have asked for things, and pauses. */
    static void awaitUnderWay(ServiceProcess service) throws IOException {
        await("requests of the scenario").atMost(LOADING).until(() -> {
            JsonNode open = status(service.get("/api/v1/demo", "commander")).path("openRequests");
            return open.asInt() >= UNDER_WAY;
        });
        post(service, "/api/v1/demo/pause", null);
    }

    @Override
    public void begin() throws IOException {
        post(service, "/api/v1/demo/speed", "{\"speed\":%d}".formatted(speed));
        doneBefore = done(post(service, "/api/v1/demo/resume", null));
    }

    @Override
    public String end(double seconds) throws IOException {
        JsonNode status = post(service, "/api/v1/demo/pause", null);
        return String.format(
                "  done by the scenario meanwhile: %.1f commands a second; %d requests of its own open%n",
                (done(status) - doneBefore) / seconds,
                status.path("scenario").path("openRequests").asInt());
    }

    private static long done(JsonNode status) {
        long sum = 0;
        for (JsonNode count : status.get("sinceStart")) {
            sum += count.asLong();
        }
        return sum;
    }

    private static JsonNode status(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("scenario");
    }

    private static JsonNode post(ServiceProcess service, String path, @Nullable String body) throws IOException {
        HttpResponse<String> answer = service.call("POST", path, "commander", body == null ? "{}" : body);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
