package dev.muster.bench.suppliers;

import dev.muster.ServiceProcess;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast suppliers' calls are answered: alone, beside officers who submit requests at a steady rate, with commits of its own
 * for each command and with shared ones, and beside the demo scenario. The packaged service with its own database; clients,
 * service and database share the machine.
 */
public final class SupplierCalls {

    private static final Map<String, String> SINGLE = Map.of(
            "muster.restock.commands-together",
            "1",
            "muster.restock.shared-transactions",
            String.valueOf(Suppliers.CLIENTS));
    private static final int USUAL_SPEED = 600;
    private static final int HIGHEST_SPEED = 7200;

    private SupplierCalls() {}

    /** How a phase went. */
    private record Phase(Latencies latencies, double perSecond) {}

    /** Alone and beside decisions, with one setting of commits. */
    private record Found(Phase alone, Phase beside) {}

    /** Arguments: requests that each supplier answers per phase (20), requests decided per second beside them (100). */
    public static void main(String[] args) throws Exception {
        int asks = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        System.out.printf("%d suppliers, each answering %d requests per phase%n", Suppliers.CLIENTS, asks);
        Found single = besideDecisions("a commit for each command (baseline)", SINGLE, asks, rate);
        Found shared = besideDecisions("commits shared", Map.of(), asks, rate);
        System.out.printf(
                "%nShared to single: calls a second alone × %.2f, beside × %.2f%n",
                shared.alone.perSecond / single.alone.perSecond, shared.beside.perSecond / single.beside.perSecond);
        System.out.println("Alone:" + single.alone.latencies.against(shared.alone.latencies));
        System.out.println("Beside:" + single.beside.latencies.against(shared.beside.latencies));
        System.out.println("Shared, beside to alone:" + shared.alone.latencies.against(shared.beside.latencies));
        besideScenario(asks);
        System.exit(0);
    }

    private static Found besideDecisions(String what, Map<String, String> commits, int asks, int rate)
            throws Exception {
        System.out.printf("%n== %s%n", what);
        try (ServiceProcess service = start(commits)) {
            Suppliers suppliers = new Suppliers(service, asks);
            suppliers.prepare(3);
            phase("warm-up", suppliers, Beside.NOTHING);
            Phase alone = phase("alone", suppliers, Beside.NOTHING);
            return new Found(
                    alone,
                    phase("beside " + rate + " requests decided a second", suppliers, new Officers(service, rate)));
        }
    }

    private static void besideScenario(int asks) throws Exception {
        System.out.printf("%n== commits shared, the demo scenario%n");
        try (ServiceProcess service = start(Scenario.SETTINGS)) {
            Scenario.awaitUnderWay(service);
            Suppliers suppliers = new Suppliers(service, asks);
            suppliers.prepare(4);
            phase("warm-up", suppliers, Beside.NOTHING);
            Phase paused = phase("scenario paused", suppliers, Beside.NOTHING);
            Phase usual =
                    phase("beside the scenario at its usual speed", suppliers, new Scenario(service, USUAL_SPEED));
            Phase fast = phase("beside the scenario 12 times as fast", suppliers, new Scenario(service, HIGHEST_SPEED));
            System.out.printf(
                    "%nScenario to paused: calls a second × %.2f, 12 times as fast × %.2f%n",
                    usual.perSecond / paused.perSecond, fast.perSecond / paused.perSecond);
            System.out.println("Usual speed to paused:" + paused.latencies.against(usual.latencies));
            System.out.println("12 times as fast to paused:" + paused.latencies.against(fast.latencies));
        }
    }

    private static ServiceProcess start(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("muster.security.api-key-calls-per-second", "1000000");
        return ServiceProcess.start(Files.createTempDirectory("bench-suppliers"), all);
    }

    private static Phase phase(String name, Suppliers suppliers, Beside beside) throws Exception {
        suppliers.ask();
        beside.begin();
        long begun = System.nanoTime();
        Latencies latencies = suppliers.answer();
        double seconds = (System.nanoTime() - begun) / 1e9;
        String meanwhile = beside.end(seconds);
        System.out.printf("%n%s: %.1f s, %.0f calls a second%n", name, seconds, latencies.count() / seconds);
        System.out.print(meanwhile + latencies);
        return new Phase(latencies, latencies.count() / seconds);
    }
}
