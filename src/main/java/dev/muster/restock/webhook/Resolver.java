package dev.muster.restock.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds out what a target's name stands for at this moment, and whether that may be called. */
@ApplicationScoped
class Resolver {

    /** What the name stands for, at least one address. */
    interface Names {
        List<InetAddress> lookUp(String host) throws UnknownHostException;
    }

    private final Vertx vertx;
    private final AddressRules rules;
    private final Names names;

    @jakarta.inject.Inject
    Resolver(Vertx vertx, WebhookConfig config) {
        this(
                vertx,
                new AddressRules(config.allowedNetworks().orElse(List.of())),
                host -> List.of(InetAddress.getAllByName(host)));
    }

    Resolver(Vertx vertx, AddressRules rules, Names names) {
        this.vertx = vertx;
        this.rules = rules;
        this.names = names;
    }

    /** Fails with {@link Unreachable} where the name is unknown, or where any of its addresses is forbidden. */
    Uni<Target.Pinned> pin(Target target) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> addresses(target.host()), false)
                        .toCompletionStage())
                .map(addresses -> {
                    if (!addresses.stream().allMatch(rules::allow)) {
                        throw new Unreachable(Failure.FORBIDDEN_ADDRESS);
                    }
                    return new Target.Pinned(target, addresses.get(0));
                });
    }

    private List<InetAddress> addresses(String host) {
        try {
            return names.lookUp(host);
        } catch (UnknownHostException e) {
            throw new Unreachable(Failure.UNKNOWN_HOST);
        }
    }
}
