package dev.muster.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The demo scenario, if this service plays it; everything here is refused as not found otherwise. */
@ApplicationScoped
public class Demo {

    private static final Logger LOG = Logger.getLogger(Demo.class);

    private final Vertx vertx;
    private final Clock clock;
    private final DemoConfig config;
    private final PositionStore positions;
    private volatile @Nullable Player player;
    private volatile @Nullable SupplierPlay suppliers;
    private volatile @Nullable UnitPlay units;

    Demo(Vertx vertx, Clock clock, DemoConfig config, PositionStore positions) {
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
        this.positions = positions;
    }

    /**
     * How the scenario stands.
     *
     * @param running false while it is paused or its province is being loaded
     * @param speed simulated seconds per real second
     * @param scenario absent until the province is loaded
     * @param sinceStart what was sent since this process began to play, by kind; {@code .refused} for what the service
     *     refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(boolean running, double speed, Scene.@Nullable State scenario, Map<String, Long> sinceStart) {}

    void start(@ObservesAsync HttpServerStart started) {
        if (config.enabled() && player == null) {
            String service = config.url().orElseGet(Demo::ownUrl);
            LOG.infof(
                    "Demo: Lanjiang Province is being played here. Wall: %s/wall (viewer), desk: %s/ (officer, commander,"
                            + " keeper, auditor, admin); password of all: %s",
                    service, service, config.password());
            Player starting = new Player(vertx, clock, config, positions, service);
            player = starting;
            starting.start();
            SupplierPlay answering =
                    new SupplierPlay(vertx, clock, config, starting::isRunning, starting::speed, service);
            suppliers = answering;
            answering.start();
            UnitPlay sending =
                    new UnitPlay(vertx, clock, config, starting::isRunning, starting::speed, starting::state, service);
            units = sending;
            sending.start();
        }
    }

    void end(@Observes ShutdownEvent stopping) {
        Player playing = player;
        if (playing != null) {
            playing.stop();
        }
        SupplierPlay answering = suppliers;
        if (answering != null) {
            answering.stop();
        }
        UnitPlay sending = units;
        if (sending != null) {
            sending.stop();
        }
    }

    private static String ownUrl() {
        String port = LaunchMode.current() == LaunchMode.TEST ? "quarkus.http.test-port" : "quarkus.http.port";
        return "http://127.0.0.1:" + ConfigProvider.getConfig().getValue(port, Integer.class);
    }

    public Status status() {
        Player playing = required();
        Map<String, Long> counts = new TreeMap<>(playing.counts());
        UnitPlay sending = units;
        if (sending != null) {
            counts.putAll(sending.counts());
        }
        return new Status(playing.isRunning(), playing.speed(), playing.state(), counts);
    }

    public Status pause() {
        required().pause();
        return status();
    }

    public Status resume() {
        required().resume();
        return status();
    }

    /** @param speed simulated seconds per real second; refused outside 1 … the configured maximum */
    public Status speed(double speed) {
        Player playing = required();
        if (!(speed >= 1 && speed <= config.maxSpeed())) {
            throw Problem.violation("speed", "range", 1, config.maxSpeed()).asException();
        }
        playing.speed(speed);
        return status();
    }

    private Player required() {
        Player playing = player;
        if (playing == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "no-demo").asException();
        }
        return playing;
    }
}
