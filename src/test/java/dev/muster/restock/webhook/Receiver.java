package dev.muster.restock.webhook;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A supplier's server: keeps what it is sent, answers as it is told, verifies as suppliers do, by the library. */
public final class Receiver implements AutoCloseable {

    /** What was sent: path, headers in lower case, body. */
    public record Received(String path, Map<String, List<String>> headers, String body) {

        public String id() {
            return header("webhook-id");
        }

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        boolean has(String text) {
            return body.contains(text);
        }

        /** Whether the library takes it for signed by this secret, and just now. */
        public boolean isSignedBy(String secret) {
            try {
                new Webhook(secret).verify(body, headers);
                return true;
            } catch (Exception refused) {
                return false;
            }
        }
    }

    /** How a request is answered; the default is 204 without a body. */
    public interface Answer {
        void write(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Answer> next = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile @Nullable Answer always;

    public Receiver() {
        this(0);
    }

    public Receiver(int port) {
        this(port, null);
    }

    /** Over TLS, with this key and certificate. */
    public Receiver(SSLContext context) {
        this(0, context);
    }

    private Receiver(int port, @Nullable SSLContext context) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            if (context == null) {
                server = HttpServer.create(address, 0);
            } else {
                HttpsServer secured = HttpsServer.create(address, 0);
                secured.setHttpsConfigurator(new HttpsConfigurator(context));
                server = secured;
            }
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port() + "/hook";
    }

    public List<Received> received() {
        return received;
    }

    public List<Received> received(Predicate<Received> which) {
        return received.stream().filter(which).toList();
    }

    /** How the next requests are answered, one after the other. */
    public void answer(Answer... answers) {
        next.addAll(List.of(answers));
    }

    /** How requests are answered that nothing else is said about. */
    public void always(@Nullable Answer answer) {
        always = answer;
    }

    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().toString(), headers, body));
        Answer one = next.poll();
        Answer rest = always;
        try (exchange) {
            (one != null ? one : rest != null ? rest : status(204)).write(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
