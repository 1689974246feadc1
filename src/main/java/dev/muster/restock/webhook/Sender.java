package dev.muster.restock.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts a message once. Never fails: whatever happens is an {@link Attempt}. Follows no redirect, reads no more of the answer than
 * a bound, and ends in time.
 */
@ApplicationScoped
class Sender {

    private static final String USER_AGENT = "Muster-Webhooks/1";
    private static final int KEPT_CHARACTERS = 500;
    private static final int OK_FROM = 200;
    private static final int REDIRECT_FROM = 300;
    private static final int ERROR_FROM = 400;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx;
    private final HttpClient http;
    private final Resolver resolver;
    private final Clock clock;
    private final WebhookConfig config;

    @Inject
    Sender(Vertx vertx, Resolver resolver, Clock clock, WebhookConfig config) {
        this(vertx, resolver, clock, config, config.trustedCertificates().orElse(List.of()));
    }

    Sender(Vertx vertx, Resolver resolver, Clock clock, WebhookConfig config, List<Path> trusted) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.clock = clock;
        this.config = config;
        HttpClientOptions options = new HttpClientOptions();
        Trust.of(trusted).ifPresent(options::setTrustOptions);
        this.http = vertx.createHttpClient(
                options.setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(10)
                        .setMaxPoolSize(config.parallelEndpoints())
                        .setName("webhooks"));
    }

    Uni<Attempt> send(Target target, List<byte[]> secrets, Message message) {
        long begun = System.nanoTime();
        return resolver.pin(target)
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new Unreachable(Failure.TIMEOUT))
                .chain(pinned -> Uni.createFrom()
                        .completionStage(
                                () -> post(pinned, secrets, message, begun).toCompletionStage()))
                .onFailure(Unreachable.class)
                .recoverWithItem(failure -> Attempt.failed(((Unreachable) failure).failure(), millisSince(begun)))
                .onFailure()
                .recoverWithItem(failure ->
                        Attempt.failed(isTls(failure) ? Failure.CERTIFICATE : Failure.CONNECTION, millisSince(begun)));
    }

    private static boolean isTls(Throwable failure) {
        return failure instanceof SSLException || failure.getCause() instanceof SSLException;
    }

    private Future<Attempt> post(Target.Pinned pinned, List<byte[]> secrets, Message message, long begun) {
        Promise<Attempt> done = Promise.promise();
        Exchange exchange = new Exchange(done, begun);
        long left = Math.max(1, config.timeout().toMillis() - millisSince(begun));
        long timer = vertx.setTimer(left, fired -> exchange.timeOut());
        done.future().onComplete(ended -> vertx.cancelTimer(timer));
        http.request(options(pinned))
                .onSuccess(request -> {
                    exchange.request = request;
                    if (done.future().isComplete()) {
                        request.reset();
                        return;
                    }
                    long now = clock.instant().getEpochSecond();
                    request.putHeader("content-type", "application/json")
                            .putHeader("user-agent", USER_AGENT)
                            .putHeader("webhook-id", message.id())
                            .putHeader("webhook-timestamp", Long.toString(now))
                            .putHeader("webhook-signature", Secret.signatures(secrets, message, now))
                            .send(Buffer.buffer(message.body().getBytes(StandardCharsets.UTF_8)))
                            .onSuccess(exchange::read)
                            .onFailure(done::tryFail);
                })
                .onFailure(done::tryFail);
        return done.future();
    }

    /** The name is kept for the header and the certificate; the connection goes to the address that was checked. */
    private static RequestOptions options(Target.Pinned pinned) {
        Target target = pinned.target();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(pinned.address(), target.port())));
    }

    private static int millisSince(long beganNanos) {
        return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - beganNanos) / 1_000_000);
    }

    /** One question and its answer. */
    private final class Exchange {

        private final Promise<Attempt> done;
        private final long begun;
        private final Buffer kept = Buffer.buffer();
        private volatile @Nullable HttpClientRequest request;

        Exchange(Promise<Attempt> done, long begun) {
            this.done = done;
            this.begun = begun;
        }

        void timeOut() {
            if (done.tryComplete(Attempt.failed(Failure.TIMEOUT, millisSince(begun)))) {
                cut();
            }
        }

        void read(HttpClientResponse response) {
            response.exceptionHandler(done::tryFail);
            response.handler(chunk -> {
                kept.appendBuffer(chunk, 0, Math.min(chunk.length(), config.maxAnswerBytes() - kept.length()));
                if (kept.length() >= config.maxAnswerBytes() && done.tryComplete(attempt(response))) {
                    cut();
                }
            });
            response.endHandler(end -> done.tryComplete(attempt(response)));
        }

        private void cut() {
            HttpClientRequest cut = request;
            if (cut != null) {
                cut.reset();
            }
        }

        private Attempt attempt(HttpClientResponse response) {
            int status = response.statusCode();
            String answer = kept.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
            return new Attempt(
                    failure(status),
                    status,
                    answer.substring(0, Math.min(answer.length(), KEPT_CHARACTERS)),
                    retryAfter(status, response.getHeader("retry-after")),
                    millisSince(begun));
        }
    }

    private static @Nullable Failure failure(int status) {
        if (status == GONE) {
            return Failure.GONE;
        }
        if (status >= REDIRECT_FROM && status < ERROR_FROM) {
            return Failure.REDIRECT;
        }
        return status >= OK_FROM && status < REDIRECT_FROM ? null : Failure.STATUS;
    }

    /** Seconds only; a date is as good as nothing. */
    private static Duration retryAfter(int status, @Nullable String header) {
        boolean heard = status == TOO_MANY || status == UNAVAILABLE;
        return heard && header != null && header.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.ZERO;
    }
}
