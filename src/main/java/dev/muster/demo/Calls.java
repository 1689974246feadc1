package dev.muster.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the public API with the demo accounts. A call that fails for want of a connection, time or capacity is sent
 * again, the same, with growing waits; what the service refuses is answered to the caller.
 */
final class Calls {

    private static final Logger LOG = Logger.getLogger(Calls.class);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final int MAX_CAUSES = 100;

    /** A demo account. */
    enum Account {
        ADMIN,
        COMMANDER,
        OFFICER,
        KEEPER,
        SUPPLIER_01,
        SUPPLIER_02,
        SUPPLIER_03,
        SUPPLIER_04,
        SUPPLIER_05,
        SUPPLIER_06,
        SUPPLIER_07,
        SUPPLIER_08,
        SUPPLIER_09,
        SUPPLIER_10,
        SUPPLIER_11,
        SUPPLIER_12;

        private String user() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param as who calls
     * @param path with query, from {@code /api}
     * @param body null for none
     * @param key id of a command whose body has no place for it; null for none
     */
    record Call(
            Account as,
            HttpMethod method,
            String path,
            @Nullable JsonObject body,
            @Nullable UUID key) {

        static Call get(Account as, String path) {
            return new Call(as, HttpMethod.GET, path, null, null);
        }

        static Call put(Account as, String path, JsonObject body) {
            return new Call(as, HttpMethod.PUT, path, body, null);
        }

        static Call patch(Account as, String path, JsonObject body) {
            return new Call(as, HttpMethod.PATCH, path, body, null);
        }

        static Call command(Account as, String path, JsonObject body, UUID key) {
            return new Call(as, HttpMethod.POST, path, body, key);
        }

        static Call post(Account as, String path, JsonObject body) {
            return new Call(as, HttpMethod.POST, path, body, null);
        }
    }

    /** What came back; {@code body} is empty where none did. */
    record Answer(int status, JsonObject body) {

        boolean ok() {
            return status >= 200 && status < 300;
        }

        /** The command has had its effect before, with times that have moved since. */
        boolean doneBefore() {
            return problem().equals("command-conflict");
        }

        /** Last part of the problem's type; empty if there is none. */
        String problem() {
            String type = body.getString("type", "");
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    /** A call that did not come through in all its tries. */
    static final class Failed extends RuntimeException {
        Failed(Call call, int tries, @Nullable Throwable cause) {
            super(call.method() + " " + call.path() + " failed " + tries + " times", cause);
        }
    }

    private final HttpClient http;
    private final Waiting waiting;
    private final String base;
    private final DemoConfig config;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** @param base for instance {@code http://127.0.0.1:8080} */
    Calls(Vertx vertx, Waiting waiting, String base, DemoConfig config) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.callTimeout().toMillis()),
                new PoolOptions().setHttp1MaxSize(config.parallelCalls()));
        this.waiting = waiting;
        this.base = base;
        this.config = config;
    }

    /** Sends until it is answered; fails with {@link Failed} after the last try. */
    Uni<Answer> send(Call call) {
        return attempt(call, 1);
    }

    private Uni<Answer> attempt(Call call, int n) {
        return once(call).onItemOrFailure().transformToUni((reply, failure) -> {
            if (reply != null && !PASSING.contains(reply.answer().status())) {
                return Uni.createFrom().item(reply.answer());
            }
            noteOnce(call, reply, failure);
            if (n >= config.maxTries()) {
                return Uni.createFrom().failure(new Failed(call, n, failure));
            }
            return again(call, n, reply == null ? Duration.ZERO : reply.retryAfter());
        });
    }

    private Uni<Answer> again(Call call, int n, Duration asked) {
        Duration own = config.firstBackOff().multipliedBy(1L << Math.min(n - 1, 16));
        Duration wait = own.compareTo(asked) < 0 ? asked : own;
        Duration bounded = wait.compareTo(config.maxBackOff()) > 0 ? config.maxBackOff() : wait;
        return waiting.of(bounded).chain(() -> attempt(call, n + 1));
    }

    private record Reply(Answer answer, Duration retryAfter) {}

    private Uni<Reply> once(Call call) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(base + call.path())
                .setTimeout(config.callTimeout().toMillis())
                .putHeader("Authorization", "Basic " + credentials(call.as()))
                .putHeader("Accept", "application/json")
                .putHeader("Accept-Language", "en");
        if (call.key() != null) {
            options.putHeader("Idempotency-Key", call.key().toString());
        }
        JsonObject body = call.body();
        if (body == null) {
            return http.request(options).chain(request -> request.send()).chain(Calls::read);
        }
        options.putHeader(
                "Content-Type",
                call.method().equals(HttpMethod.PATCH) ? "application/merge-patch+json" : "application/json");
        return http.request(options)
                .chain(request -> request.send(Buffer.newInstance(body.toBuffer())))
                .chain(Calls::read);
    }

    private static Uni<Reply> read(HttpClientResponse response) {
        return response.body().map(body -> new Reply(new Answer(response.statusCode(), json(body)), wait(response)));
    }

    private static JsonObject json(Buffer body) {
        return body.length() > 0 && body.getByte(0) == '{' ? body.toJsonObject() : new JsonObject();
    }

    private static Duration wait(HttpClientResponse response) {
        String seconds = response.getHeader("Retry-After");
        return seconds != null && seconds.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }

    private String credentials(Account as) {
        return Base64.getEncoder()
                .encodeToString((as.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8));
    }

    private void noteOnce(Call call, @Nullable Reply reply, @Nullable Throwable failure) {
        String cause = reply == null
                ? String.valueOf(failure)
                : "status " + reply.answer().status();
        note(call.method() + " " + resource(call), cause, "sent again");
    }

    /** Logs a cause the first time it shows. */
    void note(String what, String cause, String consequence) {
        if (logged.size() < MAX_CAUSES && logged.add(what + " " + cause)) {
            LOG.warnf("Demo: %s: %s; %s (said once)", what, cause, consequence);
        }
    }

    /** The first part of the path below the version, so that ids do not make causes. */
    private static String resource(Call call) {
        String[] parts = call.path().split("[/?]");
        return parts.length > 3 ? parts[3] : call.path();
    }

    void close() {
        http.closeAndForget();
    }
}
