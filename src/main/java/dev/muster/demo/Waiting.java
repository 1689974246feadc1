package dev.muster.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;

/** Waits on the event loop it is asked from, so that what follows stays there. */
record Waiting(Vertx vertx) {

    Uni<Void> of(Duration time) {
        long millis = time.toMillis();
        return millis < 1
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .emitter(waiter -> vertx.getDelegate().setTimer(millis, timer -> waiter.complete(null)));
    }
}
