package dev.muster.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;

/**
 * What a service does by itself, time and again. What is under way when the service stops is cut off: that is no failure, since
 * the next process goes on with it.
 */
@ApplicationScoped
public class BackgroundWork {

    private volatile boolean stopping;

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Does it, unless the service is stopping. */
    public Uni<Void> run(Supplier<Uni<Void>> work) {
        return stopping
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .deferred(work::get)
                        .onFailure(failure -> stopping)
                        .recoverWithNull();
    }
}
