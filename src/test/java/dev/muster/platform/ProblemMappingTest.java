package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemMappingTest {

    static Stream<Throwable> databaseAway() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new SocketException("Connection reset"),
                new IllegalStateException(new SocketException("Broken pipe")),
                ClosedConnectionException.INSTANCE);
    }

    @ParameterizedTest
    @MethodSource("databaseAway")
    void shouldSayThatTheDatabaseIsAway(Throwable failure) {
        assertThat(ProblemMapping.of(failure)).map(Problem::type).hasValue(ProblemType.UNAVAILABLE);
    }

    @Test
    void shouldTakeOtherTroubleForAFaultOfOurs() {
        assertThat(ProblemMapping.of(new IOException("No space left on device")))
                .isEmpty();
    }
}
