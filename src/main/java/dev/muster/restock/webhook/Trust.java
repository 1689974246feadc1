package dev.muster.restock.webhook;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Which authorities receivers' certificates may come from: the usual ones of the Java runtime, and those the operator names. */
final class Trust {

    private Trust() {}

    /**
     * What to trust; empty where it is the usual authorities alone.
     *
     * @param files certificates in PEM, one or more in each
     * @throws IllegalStateException where a file cannot be read, or holds none
     */
    static Optional<TrustOptions> of(List<Path> files) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (X509Certificate usual : usual()) {
                store.setCertificateEntry("usual-" + n++, usual);
            }
            for (Path file : files) {
                for (Certificate named : certificates(file)) {
                    store.setCertificateEntry("named-" + n++, named);
                }
            }
            return Optional.of(TrustOptions.wrap(manager(store)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Certificates to be trusted by webhooks cannot be read: " + e, e);
        }
    }

    private static List<X509Certificate> usual() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return managers(factory)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new GeneralSecurityException("no certificate in " + file);
            }
            return found;
        }
    }

    private static TrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return managers(factory).findFirst().orElseThrow();
    }

    private static Stream<X509TrustManager> managers(TrustManagerFactory factory) {
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast);
    }
}
