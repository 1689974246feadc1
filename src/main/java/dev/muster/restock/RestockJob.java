package dev.muster.restock;

import dev.muster.platform.BackgroundWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What restocking does by itself: reviews what has changed, reminds, marks what is overdue, ends what was left half done. */
@ApplicationScoped
class RestockJob {

    private final Reviews reviews;
    private final RestockDeadlines deadlines;
    private final BackgroundWork work;

    RestockJob(Reviews reviews, RestockDeadlines deadlines, BackgroundWork work) {
        this.reviews = reviews;
        this.deadlines = deadlines;
        this.work = work;
    }

    @Scheduled(
            every = "${muster.restock.review-every:1s}",
            delayed = "${muster.restock.review-every:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> review() {
        return work.run(() -> reviews.round().replaceWithVoid());
    }

    @Scheduled(
            every = "${muster.restock.deadlines-every:5s}",
            delayed = "${muster.restock.deadlines-every:5s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> deadlines() {
        return work.run(deadlines::round);
    }
}
