package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletionException;
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
                ClosedConnectionException.INSTANCE,
                new ClosedChannelException(),
                new VertxException("Pending requests failed to be sent due to connection has been closed."),
                new NoStackTraceThrowable("Connection is not active now, current status: CLOSING"),
                new CompletionException(TransactionRollbackException.INSTANCE));
    }

    @ParameterizedTest
    @MethodSource("databaseAway")
    void shouldSayThatTheDatabaseIsAway(Throwable failure) {
        assertThat(ProblemMapping.of(failure)).map(Problem::type).hasValue(ProblemType.UNAVAILABLE);
    }

    @Test
    void shouldSayThatTheDatabaseIsAwayWhenTheSocketIsResetWhileWriting() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            try (SocketChannel accepted = server.accept()) {
                accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            Throwable failure = catchThrowable(() -> {
                for (int i = 0; i < 1000; i++) {
                    client.write(ByteBuffer.allocate(1 << 16));
                }
            });

            assertThat(failure).isExactlyInstanceOf(IOException.class);
            assertThat(ProblemMapping.of(failure)).map(Problem::type).hasValue(ProblemType.UNAVAILABLE);
        }
    }

    @Test
    void shouldTakeOtherTroubleForAFaultOfOurs() {
        assertThat(ProblemMapping.of(new IOException("No space left on device")))
                .isEmpty();
    }
}
