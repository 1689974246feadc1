package dev.muster.board;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A client of a live board over a real socket. It reads as fast as it can unless told to wait. */
final class Watcher implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Screen screen;
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private @Nullable WebSocket socket;
    private volatile boolean reading;
    private boolean dead;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable String closeReason;

    private Watcher(Screen screen, boolean reading) {
        this.screen = screen;
        this.reading = reading;
    }

    /** Connects as the account, with the password of the tests' accounts. */
    static Watcher open(URI address, String account, Screen screen, boolean reading) {
        Watcher watcher = new Watcher(screen, reading);
        String basic = Base64.getEncoder().encodeToString((account + ":muster-demo").getBytes(StandardCharsets.UTF_8));
        watcher.socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Basic " + basic)
                .subprotocols("muster.v1")
                .buildAsync(address, watcher)
                .join();
        return watcher;
    }

    WebSocket socket() {
        return Objects.requireNonNull(socket);
    }

    /** Goes on reading. */
    void read() {
        reading = true;
        socket().request(1);
    }

    /** Dies without a word. */
    void abort() {
        synchronized (screen) {
            dead = true;
        }
        socket().abort();
    }

    CompletableFuture<Integer> closed() {
        return closed;
    }

    @Nullable
    String closeReason() {
        return closeReason;
    }

    /** What went wrong in taking a frame, if anything. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reading) {
            opened.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                synchronized (screen) {
                    if (!dead) {
                        screen.take(text.toString());
                    }
                }
            } catch (AssertionError | RuntimeException e) {
                failure = e;
            }
            text.setLength(0);
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeReason = reason;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }
}
