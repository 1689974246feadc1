package dev.muster.restock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Webhooks to receivers over TLS whose certificates come from an authority of the operator's own. */
@QuarkusTest
class WebhookTlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HOST = "receiver.example";

    @Inject
    WebhookConfig config;

    @Inject
    Vertx vertx;

    @Test
    void shouldSendToWhomTheNamedAuthorityKnowsByThatNameAndToNobodyElse() throws IOException {
        Path directory = Files.createTempDirectory("certificates");
        Certificates certificates = new Certificates(directory);
        List<Path> trusted = List.of(certificates.authority());
        SSLContext right = certificates.receiver("right", "dns:" + HOST);
        byte[] secret = Secret.make();
        try (Receiver receiver = new Receiver(right)) {
            assertThat(attempt(receiver, trusted, secret).taken()).isTrue();
            assertThat(receiver.received().get(0).isSignedBy(Secret.shown(secret)))
                    .isTrue();
            assertThat(attempt(receiver, List.of(), secret).failure()).isEqualTo(Failure.CERTIFICATE);
            assertThat(receiver.received()).hasSize(1);
        }
        refused(certificates.receiver("other", "dns:other.example"), trusted, secret);
        refused(certificates.receiver("late", "dns:" + HOST, "-startdate", "-10d", "-validity", "1"), trusted, secret);
    }

    @Test
    void shouldNotStartWithCertificatesThatCannotBeRead() throws IOException {
        Path directory = Files.createTempDirectory("certificates");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatThrownBy(() -> Trust.of(List.of(directory.resolve("none.pem"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none.pem");
        assertThatThrownBy(() -> Trust.of(List.of(empty)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty.pem");
        assertThat(Trust.of(List.of())).isEmpty();
    }

    private void refused(SSLContext context, List<Path> trusted, byte[] secret) {
        try (Receiver receiver = new Receiver(context)) {
            assertThat(attempt(receiver, trusted, secret).failure()).isEqualTo(Failure.CERTIFICATE);
            assertThat(receiver.received()).isEmpty();
        }
    }

    private Attempt attempt(Receiver receiver, List<Path> trusted, byte[] secret) {
        Resolver resolver = new Resolver(
                vertx, new AddressRules(List.of("127.0.0.0/8")), host -> List.of(InetAddress.getByName("127.0.0.1")));
        return new Sender(vertx, resolver, Clock.systemUTC(), config, trusted)
                .send(new Target(true, HOST, receiver.port(), "/hook"), List.of(secret), new Message("msg_1", "{}"))
                .await()
                .atMost(LIMIT);
    }
}
