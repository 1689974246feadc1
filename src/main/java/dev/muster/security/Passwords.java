package dev.muster.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and verifies passwords on few threads of their own, so that no number of sign-ins takes the service's memory or
 * its event loops. A verified pair of name and password is remembered for minutes, under a key that nobody outside the
 * process can compute; the account's hash is part of it, so a changed password is not remembered.
 */
@ApplicationScoped
class Passwords {

    private static final int RETRY_SECONDS = 5;

    private final PasswordHash.Cost cost;
    private final WorkerExecutor workers;
    private final int queueRequests;
    private final AtomicInteger waiting = new AtomicInteger();
    private final SecretKeySpec key;
    private final Cache<String, Boolean> verified;
    private final String nobody;

    Passwords(Vertx vertx, SecurityConfig config) {
        this.cost =
                new PasswordHash.Cost(config.argon2MemoryKib(), config.argon2Iterations(), config.argon2Parallelism());
        this.workers = vertx.createSharedWorkerExecutor("muster-passwords", config.hashingThreads());
        this.queueRequests = config.hashingQueueRequests();
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.verifiedEntries())
                .expireAfterWrite(Duration.ofMinutes(config.verifiedMinutes()))
                .build();
        this.nobody = PasswordHash.make(Token.make(Token.SESSION), cost);
    }

    Uni<String> hash(String password) {
        return work(() -> PasswordHash.make(password, cost));
    }

    /** Whether the pair was verified a moment ago. */
    boolean isRemembered(Account account, String password) {
        return verified.getIfPresent(pair(account, password)) != null;
    }

    /** Whether an account's hash is of another cost than the settings ask for. */
    boolean isOutdated(Account account) {
        return PasswordHash.isOutdated(account.passwordHash(), cost);
    }

    /**
     * Whether the password is the account's. No account costs as much as a wrong password and gives false.
     *
     * @param refused asked when the turn has come, so that a burst in the queue is not tried to its end
     */
    Uni<Boolean> verify(@Nullable Account account, String password, BooleanSupplier refused) {
        return work(() -> {
            if (account != null && isRemembered(account, password)) {
                return true;
            }
            if (refused.getAsBoolean()) {
                return false;
            }
            boolean matches = PasswordHash.matches(password, account == null ? nobody : account.passwordHash());
            if (account == null || !matches) {
                return false;
            }
            verified.put(pair(account, password), true);
            return true;
        });
    }

    private <T> Uni<T> work(Callable<T> hashing) {
        if (waiting.incrementAndGet() > queueRequests) {
            waiting.decrementAndGet();
            return Uni.createFrom().failure(SignInRefused.tooMany(RETRY_SECONDS));
        }
        return workers.executeBlocking(hashing, false).onTermination().invoke(waiting::decrementAndGet);
    }

    private String pair(Account account, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(account.username().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(account.passwordHash().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
