package dev.muster.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/** Settings of access, {@code muster.security.*}. */
@ConfigMapping(prefix = "muster.security")
interface SecurityConfig {

    /** Argon2id after OWASP's password storage cheat sheet: 19 MiB, two passes, one lane. */
    @WithDefault("19456")
    @Min(8)
    @Max(4_194_304)
    int argon2MemoryKib();

    @WithDefault("2")
    @Min(1)
    @Max(1000)
    int argon2Iterations();

    @WithDefault("1")
    @Min(1)
    @Max(64)
    int argon2Parallelism();

    /** Passwords hashed at a time; each takes {@link #argon2MemoryKib()}. */
    @WithDefault("2")
    @Min(1)
    int hashingThreads();

    /** Sign-ins that may wait for hashing; more are refused with 429. */
    @WithDefault("256")
    @Min(1)
    int hashingQueueRequests();

    @WithDefault("12")
    @Min(8)
    int passwordMinCharacters();

    @WithDefault("256")
    @Min(64)
    @Max(4096)
    int passwordMaxCharacters();

    /** How long a verified user name and password (HTTP Basic) are remembered, so that a script is not hashed each time. */
    @WithDefault("5")
    @Min(1)
    int verifiedMinutes();

    @WithDefault("1000")
    @Min(1)
    int verifiedEntries();

    /** How long an account, session, token or key read from the database is used again; changes made at another replica show after this. */
    @WithDefault("1000")
    @Min(1)
    int lookupMillis();

    @WithDefault("10000")
    @Min(1)
    int lookupEntries();

    /** Longest life of a person's session. */
    @WithDefault("12")
    @Min(1)
    int sessionHours();

    /** A person's session ends when it is not used for this long. */
    @WithDefault("240")
    @Min(1)
    int sessionIdleMinutes();

    /** A person's newest sessions are kept, older ones end. */
    @WithDefault("100")
    @Min(1)
    int sessionsPerAccount();

    /** Life of a wall screen's session; revoking its device token ends it at once. */
    @WithDefault("365")
    @Min(1)
    @Max(400)
    int deviceSessionDays();

    /** Life of an API key made without an end. */
    @WithDefault("365")
    @Min(1)
    int apiKeyDays();

    /** Longest life of an API key. */
    @WithDefault("730")
    @Min(1)
    @Max(3650)
    int apiKeyMaxDays();

    /** Calls a second that an API key may make of one process, on average; each key has its own. */
    @WithDefault("50")
    @Min(1)
    int apiKeyCallsPerSecond();

    /** Calls that an API key which was quiet may make at once; further ones are refused with 429. */
    @WithDefault("200")
    @Min(1)
    int apiKeyCallsAtOnce();

    /** Times of last use are kept no more exactly than this. */
    @WithDefault("300")
    @Min(1)
    int lastUsedResolutionSeconds();

    /** Failed sign-ins of one user name in a window before further ones are refused with 429. */
    @WithDefault("10")
    @Min(1)
    int failedSignInsPerAccount();

    /** Failed sign-ins from one address in a window before further ones are refused with 429. */
    @WithDefault("50")
    @Min(1)
    int failedSignInsPerAddress();

    @WithDefault("300")
    @Min(1)
    int failedSignInsWindowSeconds();

    /** User names and addresses whose failures are counted at a time; the least recently seen are forgotten first. */
    @WithDefault("20000")
    @Min(100)
    int failedSignInsEntries();

    /** Origins besides the own one that may open sockets and change things from a browser, such as {@code https://ops.example}. */
    Optional<List<String>> allowedOrigins();

    /** The page policy; {@code {host}} becomes the host the browser asked. */
    @WithDefault(
            "default-src 'self'; connect-src 'self' ws://{host} wss://{host}; script-src 'self' 'wasm-unsafe-eval'; "
                    + "img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'")
    String contentSecurityPolicy();

    /** Who may read {@code /q/metrics}: {@code metrics-readers} (admin, viewer, auditor), {@code permit} for all or {@code deny}. */
    @WithDefault("metrics-readers")
    String metricsPolicy();

    /** Password of the first {@code admin} instead of a random one that is printed; to be changed at first sign-in all the same. */
    Optional<String> firstAdminPassword();
}
