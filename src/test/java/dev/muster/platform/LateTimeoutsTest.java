package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LateTimeoutsTest {

    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    @Test
    void shouldKeepBackWhatThePoolSaysOfAnsweredCallers() {
        assertThat(new LateTimeouts().isLoggable(entry("Result is already complete", POOL)))
                .isFalse();
    }

    @Test
    void shouldShowTheSameOfOthersAndOtherThingsOfThePool() {
        LateTimeouts filter = new LateTimeouts();

        assertThat(filter.isLoggable(entry("Result is already complete", "dev.muster.Other")))
                .isTrue();
        assertThat(filter.isLoggable(entry("Pool closed", POOL))).isTrue();
        assertThat(filter.isLoggable(new LogRecord(Level.INFO, "Started"))).isTrue();
    }

    private static LogRecord entry(String message, String thrower) {
        IllegalStateException thrown = new IllegalStateException(message);
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 90),
            new StackTraceElement(thrower, "lambda", "X.java", 1)
        });
        LogRecord entry = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        entry.setThrown(thrown);
        return entry;
    }
}
