package dev.muster.platform;

/** Carries a {@link Problem} out of a use case; mapped once to {@code application/problem+json}. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(
                problem.type().slug() + ": " + problem.detail() + problem.args() + problem.violations(),
                null,
                false,
                false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
