package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BackgroundWorkTest {

    private final BackgroundWork work = new BackgroundWork();

    @Test
    void shouldTellOfFailuresWhileTheServiceRuns() {
        Uni<Void> failing = work.run(() -> Uni.createFrom().failure(new IllegalStateException("no database")));

        assertThatThrownBy(() -> failing.await().indefinitely()).hasMessageContaining("no database");
    }

    @Test
    void shouldBeginNothingOnceTheServiceStops() {
        List<String> done = new ArrayList<>();
        work.stop(new ShutdownEvent());

        work.run(() -> Uni.createFrom().voidItem().invoke(() -> done.add("work")))
                .await()
                .indefinitely();

        assertThat(done).isEmpty();
    }

    @Test
    void shouldNotTellOfWhatTheStopCutOff() {
        CompletableFuture<Void> underWay = new CompletableFuture<>();
        List<String> ends = new ArrayList<>();
        work.run(() -> Uni.createFrom().completionStage(underWay))
                .subscribe()
                .with(x -> ends.add("done"), failure -> ends.add("failed"));

        work.stop(new ShutdownEvent());
        underWay.completeExceptionally(new IllegalStateException("Pool closed"));

        assertThat(ends).containsExactly("done");
    }
}
