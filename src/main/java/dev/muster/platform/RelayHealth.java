package dev.muster.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says how far this process lags behind the event log; not ready while the log cannot be read. */
@Readiness
@ApplicationScoped
class RelayHealth implements HealthCheck {

    private final EventRelay relay;
    private final Clock clock;

    RelayHealth(EventRelay relay, Clock clock) {
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        EventRelay.State state = relay.state();
        Duration age = Duration.between(state.at().orElse(Instant.EPOCH), clock.instant());
        return HealthCheckResponse.named("event-relay")
                .withData("read", state.read())
                .withData("head", state.head())
                .withData("lagEvents", state.head() - state.read())
                .withData("lastReadMillisAgo", state.at().isPresent() ? age.toMillis() : -1)
                .status(age.compareTo(relay.staleAfter()) < 0)
                .build();
    }
}
