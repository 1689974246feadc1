package dev.muster.restock.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How suppliers' webhooks are delivered. */
@ConfigMapping(prefix = "muster.webhook")
interface WebhookConfig {

    /** Most endpoints of a supplier. */
    @WithDefault("5")
    @Min(1)
    int endpointsPerSupplier();

    /** Networks with private or local addresses that may be called all the same, such as {@code 10.1.0.0/16}. */
    Optional<List<String>> allowedNetworks();

    /** Whether {@code http://} is taken beside {@code https://}. */
    @WithDefault("false")
    boolean plainHttp();

    /** Files with certificates (PEM) of authorities that are trusted beside the usual ones. */
    Optional<List<Path>> trustedCertificates();

    @WithDefault("5s")
    Duration connectTimeout();

    /** The longest that one attempt may take from the look-up of the name to the end of the answer. */
    @WithDefault("15s")
    Duration timeout();

    /** What is read of an answer; the rest is cut off. */
    @WithDefault("65536")
    @Min(1)
    int maxAnswerBytes();

    /** Pauses before the second, third … attempt; after the attempt that follows the last one a delivery is dead. */
    @WithDefault("5s,30s,2m,10m,30m,1h,2h,4h,8h,12h,24h")
    List<Duration> retryAfter();

    /** Pauses are up to this much longer or shorter, by chance. */
    @WithDefault("20")
    @Min(0)
    @Max(90)
    int jitterPercent();

    /** After failures in a row an endpoint is left alone for at most this long. */
    @WithDefault("5m")
    Duration maxRest();

    /** An endpoint at which every attempt failed for this long is disabled. */
    @WithDefault("5d")
    Duration disableAfter();

    /** How long the secret before signs beside a new one. */
    @WithDefault("24h")
    Duration secretOverlap();

    /** How long a process that fell silent keeps the others from an endpoint; more than {@link #timeout()}. */
    @WithDefault("60s")
    Duration lease();

    /** How often is looked for something to deliver. */
    @WithDefault("250ms")
    Duration poll();

    /** Endpoints that a process delivers to at a time. */
    @WithDefault("16")
    @Min(1)
    int parallelEndpoints();

    /** Most deliveries to an endpoint in one turn, before others have theirs. */
    @WithDefault("100")
    @Min(1)
    int turnDeliveries();

    /** Most deliveries of an endpoint that wait; further events stay in the log until there is room. */
    @WithDefault("1000")
    @Min(1)
    int maxPending();

    /** Most events sent again by one command. */
    @WithDefault("10000")
    @Min(1)
    int replayEvents();

    /** How long deliveries that ended are kept for the list. */
    @WithDefault("30d")
    Duration keepDeliveries();
}
