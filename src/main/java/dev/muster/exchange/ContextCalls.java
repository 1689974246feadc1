package dev.muster.exchange;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Calls of use cases that need a Vert.x context of their own (the ORM's do), from threads that may wait. */
@ApplicationScoped
class ContextCalls {

    private final Vertx vertx;
    private final ImportConfig config;

    ContextCalls(Vertx vertx, ImportConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** Waits for the outcome; fails with what the call fails with. */
    <T> T await(Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .<T>emitter(caller -> {
                    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
                    VertxContextSafetyToggle.setContextSafe(context, true);
                    context.runOnContext(ignored ->
                            Uni.createFrom().deferred(call::get).subscribe().with(caller::complete, caller::fail));
                })
                .await()
                .atMost(config.stepTimeout());
    }
}
