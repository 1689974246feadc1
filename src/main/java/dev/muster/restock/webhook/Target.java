package dev.muster.restock.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a webhook goes, taken apart.
 *
 * @param path with the query
 */
record Target(boolean tls, String host, int port, String path) {

    private static final int MAX_CHARACTERS = 2000;

    /** A target and the address it stands for now: the connection goes there, whatever the name stands for a moment later. */
    record Pinned(Target target, InetAddress address) {}

    /** Empty unless it is an absolute URL of http or https with a host, without user and fragment. */
    static Optional<Target> parse(String url) {
        try {
            URI uri = new URI(url);
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            boolean known = tls || "http".equalsIgnoreCase(uri.getScheme());
            int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
            if (!known
                    || url.length() > MAX_CHARACTERS
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || port < 1
                    || port > 65_535) {
                return Optional.empty();
            }
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return Optional.of(new Target(tls, uri.getHost().replaceAll("^\\[|]$", ""), port, path + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
