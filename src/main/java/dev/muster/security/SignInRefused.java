package dev.muster.security;

import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;

/** A sign-in that failed (401) or was not even tried because too many failed before (429). */
final class SignInRefused extends RuntimeException {

    private final transient Problem problem;
    private final long retryAfterSeconds;

    private SignInRefused(Problem problem, long retryAfterSeconds) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static SignInRefused wrongCredentials() {
        return new SignInRefused(Problem.of(ProblemType.UNAUTHENTICATED, "wrong-credentials"), 0);
    }

    /** {@code message} is {@code key-} and {@code damaged}, {@code unknown}, {@code revoked}, {@code expired} or {@code closed}. */
    static SignInRefused key(String message) {
        return new SignInRefused(Problem.of(ProblemType.UNAUTHENTICATED, message), 0);
    }

    /** A key that calls more often than it may. */
    static SignInRefused tooManyCalls(long retryAfterSeconds) {
        return new SignInRefused(
                Problem.of(ProblemType.TOO_MANY_REQUESTS, "too-many-calls", retryAfterSeconds), retryAfterSeconds);
    }

    static SignInRefused tooMany(long retryAfterSeconds) {
        return new SignInRefused(
                Problem.of(ProblemType.TOO_MANY_REQUESTS, "too-many-sign-ins", retryAfterSeconds), retryAfterSeconds);
    }

    Problem problem() {
        return problem;
    }

    /** Zero where there is nothing to wait for. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
