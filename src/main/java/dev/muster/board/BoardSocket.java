package dev.muster.board;

import dev.muster.security.Caller;
import io.netty.channel.Channel;
import io.quarkus.websockets.client.runtime.WebSocketPrincipal;
import io.undertow.websockets.UndertowSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /live/{board}?region=&epoch=&after=}: a live board over a WebSocket, subprotocol {@code muster.v1}. Who may
 * and what exists is decided before the upgrade, by {@link BoardGate}. The server speaks; what a
 * client sends is dropped by {@link InboundLimit}.
 */
@ServerEndpoint(value = "/live/{board}", subprotocols = BoardSocket.PROTOCOL)
@ApplicationScoped
class BoardSocket {

    static final String PROTOCOL = "muster.v1";

    private static final String SEAT = "muster.seat";

    private final Boards boards;
    private final BoardConfig config;

    BoardSocket(Boards boards, BoardConfig config) {
        this.boards = boards;
        this.config = config;
    }

    @OnOpen
    void open(Session session, @PathParam("board") String board) {
        Channel channel = ((UndertowSession) session).getChannel();
        Wire wire = new SocketWire(channel);
        InboundLimit.before(channel, config.maxInboundFramesPerMinute(), wire);
        Optional<Board> known = Board.of(board);
        if (known.isEmpty()) {
            wire.close(Closing.REFUSED, "unknown board");
            return;
        }
        Boards.Wish wish = new Boards.Wish(known.get(), region(session));
        session.getUserProperties().put(SEAT, boards.open(wish, resume(session), wire));
    }

    @OnClose
    void close(Session session) {
        if (session.getUserProperties().remove(SEAT) instanceof Boards.Seat seat) {
            seat.leave();
        }
    }

    /** A broken connection or frame: the connection is of no use any more. */
    @OnError
    void error(Session session, Throwable failure) {
        ((UndertowSession) session).getChannel().close();
    }

    /** The region asked for, or the only one the client may see. */
    private static @Nullable String region(Session session) {
        String asked = parameter(session, "region");
        return asked == null && session.getUserPrincipal() instanceof WebSocketPrincipal principal
                ? Caller.regionOf(principal.getSecurityIdentity())
                : asked;
    }

    /** Where the client left off; nothing where it does not say so in a way that makes sense. */
    private static Optional<Resume> resume(Session session) {
        String epoch = parameter(session, "epoch");
        String after = parameter(session, "after");
        if (epoch == null || after == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Resume(UUID.fromString(epoch), Long.parseLong(after)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String parameter(Session session, String name) {
        List<String> values = session.getRequestParameterMap().get(name);
        return values == null || values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }
}
