package dev.muster.board;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The one thread on which channels and their clients live: folds, merges and encodes off the event loops. */
final class BoardThread implements Executor {

    private static final Logger LOG = Logger.getLogger(BoardThread.class);

    private final ScheduledExecutorService thread = one();

    private static ScheduledExecutorService one() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "muster-boards");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return thread;
    }

    /** Runs the task after those before it; not at all once stopped. */
    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    void after(long millis, Runnable task) {
        try {
            thread.schedule(guarded(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!thread.isShutdown()) {
                throw e;
            }
        }
    }

    void every(long millis, Runnable task) {
        thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A task that fails is a bug: it is told, and takes no other task with it. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task of the boards failed", e);
            }
        };
    }

    /** What was asked for before is still done; waits for it that long at most. */
    void stop(long millis) throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
