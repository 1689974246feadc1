package dev.muster.restock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures as the receiver's library sees them. */
class SecretTest {

    private static final Message MESSAGE = new Message("msg_1", "{\"type\":\"restock.sent\"}");
    private final byte[] secret = Secret.make();

    @Test
    void shouldBeVerifiedByEitherSecretWhileTwoSign() throws Exception {
        byte[] next = Secret.make();
        Map<String, List<String>> headers = headers(List.of(next, secret), Instant.now());

        for (byte[] known : List.of(secret, next)) {
            Webhook receiver = new Webhook(Secret.shown(known));
            assertThatCode(() -> receiver.verify(MESSAGE.body(), headers)).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook(Secret.shown(Secret.make())).verify(MESSAGE.body(), headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void shouldNotBeVerifiedWhenAltered() throws Exception {
        Webhook receiver = new Webhook(Secret.shown(secret));
        Map<String, List<String>> headers = headers(List.of(secret), Instant.now());
        assertThatThrownBy(() -> receiver.verify(MESSAGE.body() + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    /** Somebody who caught a message cannot send it again later. */
    @Test
    void shouldNotBeVerifiedWhenOld() throws Exception {
        Webhook receiver = new Webhook(Secret.shown(secret));
        Map<String, List<String>> headers =
                headers(List.of(secret), Instant.now().minusSeconds(600));
        assertThatThrownBy(() -> receiver.verify(MESSAGE.body(), headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void shouldBeShownAsTheStandardSays() {
        assertThat(Secret.shown(secret)).matches("whsec_[A-Za-z0-9+/]{43}=");
    }

    private static Map<String, List<String>> headers(List<byte[]> secrets, Instant at) {
        return Map.of(
                "webhook-id",
                List.of(MESSAGE.id()),
                "webhook-timestamp",
                List.of(Long.toString(at.getEpochSecond())),
                "webhook-signature",
                List.of(Secret.signatures(secrets, MESSAGE, at.getEpochSecond())));
    }
}
