package dev.muster.restock.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Secrets of endpoints after Standard Webhooks: 32 random bytes, shown as {@code whsec_} and their base64. */
final class Secret {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    static byte[] make() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static String shown(byte[] secret) {
        return Webhook.SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** The header {@code webhook-signature}: one signature for each secret. */
    static String signatures(List<byte[]> secrets, Message message, long epochSecond) {
        return secrets.stream()
                .map(secret -> sign(secret, message, epochSecond))
                .collect(Collectors.joining(" "));
    }

    private static String sign(byte[] secret, Message message, long epochSecond) {
        try {
            return new Webhook(secret).sign(message.id(), epochSecond, message.body());
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("Not to be signed: " + message.id(), e);
        }
    }
}
