package dev.muster.allocation.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.ServiceProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to either service, and each again with the same id until there is an answer that says what came of it.
 * Now and then it loses patience, sends to both services at once, sends what is done once more, or sends another payload
 * under the same id.
 */
final class Client implements Callable<@Nullable Void> {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    private final int number;
    private final Random random;
    private final Workload workload;
    private final Known known;
    private final Recorder recorder;
    private final List<ServiceProcess> services;
    private final HttpClient http;
    private final Faults faults;

    Client(
            int number,
            Random random,
            Workload workload,
            Known known,
            Recorder recorder,
            List<ServiceProcess> services,
            HttpClient http,
            Faults faults) {
        this.number = number;
        this.random = random;
        this.workload = workload;
        this.known = known;
        this.recorder = recorder;
        this.services = services;
        this.http = http;
        this.faults = faults;
    }

    @Override
    public @Nullable Void call() {
        while (faults.nextCommand()) {
            List<Order> orders = workload.next();
            if (orders.get(0).kind() == Order.Kind.APPLY && !plan(orders.get(0))) {
                continue;
            }
            List<Send> answers = orders.get(0).kind() == Order.Kind.SUBMIT ? untilAnswered(orders) : atOnce(orders);
            for (Send answer : answers) {
                if (answer.acknowledged()) {
                    known.learn(answer.order(), answer.answer());
                }
            }
            if (orders.size() == 1 && random.nextInt(12) == 0) {
                untilAnswered(orders);
            }
            if (orders.size() == 1 && random.nextInt(20) == 0) {
                untilAnswered(List.of(Workload.changed(orders.get(0))));
            }
        }
        return null;
    }

    /** Each in a call of its own, all under way at the same time. */
    private List<Send> atOnce(List<Order> orders) {
        int service = random.nextInt(services.size());
        List<CompletableFuture<List<Send>>> sent = orders.size() == 1
                ? List.of()
                : orders.stream()
                        .map(order -> send(List.of(order), service, PATIENCE))
                        .toList();
        sent.forEach(CompletableFuture::join);
        return orders.stream()
                .flatMap(order -> untilAnswered(List.of(order)).stream())
                .toList();
    }

    private List<Send> untilAnswered(List<Order> orders) {
        long giveUp = System.nanoTime() + GIVE_UP.toNanos();
        int service = random.nextInt(services.size());
        Duration patience = random.nextInt(15) == 0 ? Duration.ofMillis(1 + random.nextInt(20)) : PATIENCE;
        boolean twice = random.nextInt(15) == 0;
        while (System.nanoTime() < giveUp) {
            CompletableFuture<List<Send>> sent = send(orders, service, patience);
            if (twice) {
                send(orders, 1 - service, PATIENCE).join();
            }
            List<Send> answers = sent.join();
            if (answers.stream().allMatch(Send::answered)) {
                return answers;
            }
            service = 1 - service;
            patience = PATIENCE;
            twice = false;
            LockSupport.parkNanos(1_000_000L * (1 + random.nextInt(40)));
        }
        throw new IllegalStateException("No answer in " + GIVE_UP + " to " + orders);
    }

    private CompletableFuture<List<Send>> send(List<Order> orders, int service, Duration patience) {
        HttpRequest request = request(orders, service, patience);
        List<Long> numbers = orders.stream().map(o -> recorder.next()).toList();
        long sent = System.nanoTime();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> record(orders, numbers, service, sent, answer));
    }

    private HttpRequest request(List<Order> orders, int service, Duration patience) {
        Order first = orders.get(0);
        boolean batch = orders.size() > 1;
        String body =
                batch ? "[" + String.join(",", orders.stream().map(Order::body).toList()) + "]" : first.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        services.get(service).uri("/api/v1" + (batch ? "/requests/batch" : first.path())))
                .timeout(patience)
                .header("Authorization", ServiceProcess.basic(first.actor()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (first.key() != null) {
            request.header("Idempotency-Key", first.key());
        }
        return request.build();
    }

    private List<Send> record(
            List<Order> orders, List<Long> numbers, int service, long sent, @Nullable HttpResponse<String> answer) {
        int status = answer == null ? Send.NO_ANSWER : answer.statusCode();
        String body = answer == null ? "" : answer.body();
        if (orders.size() > 1 && status == 200) {
            return recordBatch(orders, numbers, service, sent, body);
        }
        List<Send> sends = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            String problem = status >= 400 && body.startsWith("{") ? problem(Json.read(body)) : null;
            sends.add(recorder.record(numbers.get(i), number, orders.get(i), service, sent, status, body, problem));
        }
        return sends;
    }

    /** The answers in a batch's answer, to the letter. */
    private List<Send> recordBatch(List<Order> orders, List<Long> numbers, int service, long sent, String body) {
        JsonNode items = Json.read(body).path("items");
        List<String> requests = Json.raw(body, "request");
        List<Send> sends = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < orders.size(); i++) {
            JsonNode item = items.path(i);
            boolean refused = item.has("problem");
            sends.add(recorder.record(
                    numbers.get(i),
                    number,
                    orders.get(i),
                    service,
                    sent,
                    item.path("status").asInt(),
                    refused ? item.path("problem").toString() : requests.get(done++),
                    refused ? problem(item.path("problem")) : null));
        }
        return sends;
    }

    /** Makes the plan that an order applies; false if it does not come to be, as when the service ends meanwhile. */
    private boolean plan(Order order) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        String scope = random.nextBoolean() ? "" : ",\"scope\":{\"items\":[\"MASK\",\"RESPIRATOR\"]}";
        int service = random.nextInt(services.size());
        HttpRequest.Builder making = to(service, "/plans", order)
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + order.subject() + "\"" + scope + "}"));
        String state = state(making.build());
        while (state.equals("RUNNING") && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(20_000_000);
            state = state(to(service, "/plans/" + order.subject(), order).GET().build());
        }
        return state.equals("DONE");
    }

    private HttpRequest.Builder to(int service, String path, Order order) {
        return HttpRequest.newBuilder(services.get(service).uri("/api/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", ServiceProcess.basic(order.actor()))
                .header("Content-Type", "application/json");
    }

    /** Of a plan, as an answer says; empty if there is none. */
    private String state(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> answer == null || answer.statusCode() >= 300
                        ? ""
                        : Json.read(answer.body()).path("state").asText())
                .join();
    }

    private static String problem(JsonNode problem) {
        String type = problem.path("type").asText();
        return type.substring(type.lastIndexOf('/') + 1);
    }
}
