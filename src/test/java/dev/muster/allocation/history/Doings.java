package dev.muster.allocation.history;

import dev.muster.allocation.history.EndState.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Which orders were done, and in which transaction. */
final class Doings {

    private final Map<UUID, List<Order>> orders = new LinkedHashMap<>();
    private final Map<Long, List<Order>> byTransaction = new HashMap<>();
    private final Map<UUID, Command> commands = new HashMap<>();

    /** Where an id was sent with several payloads and none was acknowledged, any of them may have been done. */
    Doings(History history) {
        Map<UUID, Set<Order>> sent = new LinkedHashMap<>();
        Map<UUID, Set<Order>> acknowledged = new HashMap<>();
        for (Send send : history.sends()) {
            Order order = send.order();
            sent.computeIfAbsent(order.id(), id -> new LinkedHashSet<>()).add(order);
            if (send.acknowledged()) {
                acknowledged
                        .computeIfAbsent(order.id(), id -> new LinkedHashSet<>())
                        .add(order);
            }
        }
        for (Command command : history.end().commands()) {
            Set<Order> meant = acknowledged.getOrDefault(command.id(), sent.getOrDefault(command.id(), Set.of()));
            commands.put(command.id(), command);
            orders.put(command.id(), List.copyOf(meant));
            byTransaction
                    .computeIfAbsent(command.transaction(), t -> new ArrayList<>())
                    .addAll(meant);
        }
    }

    /** What was done in a transaction. */
    List<Order> in(long transaction) {
        return byTransaction.getOrDefault(transaction, List.of());
    }

    Stream<Order> in(long transaction, Order.Kind kind) {
        return in(transaction).stream().filter(order -> order.kind() == kind);
    }

    /** All that was done of a kind. */
    Stream<Order> all(Order.Kind kind) {
        return orders.values().stream().flatMap(List::stream).filter(order -> order.kind() == kind);
    }

    /** What a command that was done meant. */
    List<Order> of(UUID command) {
        return orders.getOrDefault(command, List.of());
    }

    boolean isDone(UUID command) {
        return commands.containsKey(command);
    }

    /** The transaction of a command that was done, 0 if it was not. */
    long transaction(UUID command) {
        Command done = commands.get(command);
        return done == null ? 0 : done.transaction();
    }
}
