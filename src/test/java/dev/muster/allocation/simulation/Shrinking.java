package dev.muster.allocation.simulation;

import dev.muster.allocation.Breakage;
import dev.muster.allocation.simulation.Simulation.Failure;
import dev.muster.allocation.simulation.Step.Batch;
import dev.muster.allocation.simulation.Step.Order;
import java.util.ArrayList;
import java.util.List;

/** Leaves out steps and orders of a failing script, as many as it can while it fails in the same way. Deterministic. */
final class Shrinking {

    private final Breakage breakage;
    private final String kind;
    private Script shortest;

    private Shrinking(Script failing, Failure failure, Breakage breakage) {
        this.breakage = breakage;
        this.kind = failure.kind();
        this.shortest = failing.with(failing.steps().subList(0, failure.step() + 1));
    }

    static Script shrink(Script failing, Failure failure, Breakage breakage) {
        Shrinking shrinking = new Shrinking(failing, failure, breakage);
        int before;
        do {
            before = size(shrinking.shortest);
            shrinking.leaveOutSteps();
            shrinking.leaveOutOrders();
        } while (size(shrinking.shortest) < before);
        return shrinking.shortest;
    }

    private static int size(Script script) {
        return script.steps().stream()
                .mapToInt(
                        step -> step instanceof Batch batch ? 1 + batch.orders().size() : 1)
                .sum();
    }

    private void leaveOutSteps() {
        for (int many = Math.max(1, shortest.steps().size() / 2); many > 0; many /= 2) {
            for (int from = shortest.steps().size() - many; from >= 0; from -= many) {
                List<Step> fewer = new ArrayList<>(shortest.steps());
                fewer.subList(from, Math.min(fewer.size(), from + many)).clear();
                tryOut(fewer);
                from = Math.min(from, shortest.steps().size());
            }
        }
    }

    private void leaveOutOrders() {
        for (int at = shortest.steps().size() - 1; at >= 0; at--) {
            if (shortest.steps().get(at) instanceof Batch batch) {
                for (int i = batch.orders().size() - 1; i >= 0; i--) {
                    leaveOut(at, i);
                }
            }
        }
    }

    private void leaveOut(int at, int order) {
        Batch batch = (Batch) shortest.steps().get(at);
        List<Order> orders = new ArrayList<>(batch.orders());
        orders.remove(order);
        List<Step> fewer = new ArrayList<>(shortest.steps());
        fewer.set(at, new Batch(batch.process(), orders, batch.fate()));
        tryOut(fewer);
    }

    private void tryOut(List<Step> steps) {
        Script candidate = shortest.with(steps);
        Failure failure = Simulation.run(candidate, breakage);
        if (failure != null && failure.kind().equals(kind)) {
            shortest = candidate;
        }
    }
}
