package dev.muster.bench.decisions;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A constant mixed load for a long time, and whether the service's memory stays where it is. */
final class Soak {

    private static final double SAMPLE_SECONDS = 60;
    private static final int LEAST_SAMPLES = 6;

    /**
     * A sample.
     *
     * @param heapMebibytes used on the heap just after a full collection
     * @param residentMebibytes the service's memory in RAM
     */
    record Sample(
            double minutes,
            double commandsPerSecond,
            double p50Millis,
            double p99Millis,
            double heapMebibytes,
            double residentMebibytes,
            double databaseMebibytes) {}

    private final Options options;
    private final Muster muster;
    private final SoakCalls calls;
    private final PrintStream out;

    Soak(Options options, World world, Muster muster, String authorization, PrintStream out) {
        this.options = options;
        this.muster = muster;
        this.calls = new SoakCalls(
                new Needs(world, Needs.Demand.ZIPF, options.exponent(), options.shortShare(), options.seed()),
                world,
                authorization,
                options.clients(),
                options.seed());
        this.out = out;
    }

    /** Runs it, checks that what was acknowledged stands; gives whether memory does not grow. */
    boolean run(Path file) throws Exception {
        double all = options.soakMinutes() * 60;
        double step = Math.min(SAMPLE_SECONDS, all / LEAST_SAMPLES);
        List<Sample> samples = new ArrayList<>();
        out.println("minute  commands/s    p50 ms    p99 ms  heap after GC MiB  resident MiB  database MiB");
        long start = System.nanoTime();
        try (HttpLoad load = new HttpLoad(muster.uri(), options.clients())) {
            for (int i = 0; i < Math.round(all / step); i++) {
                Window window = new Window(0, step, options.soakRate());
                Tally tally = load.run(calls, window, Marks.NONE);
                Sample sample = sample((System.nanoTime() - start) / 60e9, tally, step);
                samples.add(sample);
                out.printf(
                        Locale.ROOT,
                        "%6.1f %11.0f %9.2f %9.2f %18.1f %13.0f %13.0f%n",
                        sample.minutes,
                        sample.commandsPerSecond,
                        sample.p50Millis,
                        sample.p99Millis,
                        sample.heapMebibytes,
                        sample.residentMebibytes,
                        sample.databaseMebibytes);
            }
        }
        verify();
        Steadiness heap = Steadiness.of(samples.stream()
                .map(s -> new Steadiness.Point(s.minutes / 60, s.heapMebibytes))
                .toList());
        Steadiness resident = Steadiness.of(samples.stream()
                .map(s -> new Steadiness.Point(s.minutes / 60, s.residentMebibytes))
                .toList());
        out.println("Heap after GC: " + heap);
        out.println("Resident:      " + resident);
        Report.write(file, options, samples, List.of(heap, resident));
        return heap.verdict() != Steadiness.Verdict.GROWING && resident.verdict() != Steadiness.Verdict.GROWING;
    }

    private Sample sample(double minutes, Tally tally, double seconds) throws Exception {
        collect();
        return new Sample(
                minutes,
                tally.calls() / seconds,
                tally.millisAt(50),
                tally.millisAt(99),
                muster.metric("jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20),
                Usage.residentMebibytes(muster.pid()),
                Usage.proportionalMebibytes(muster.databasePid()));
    }

    /** A full collection, so that what is left on the heap is in use. */
    private void collect() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(muster.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("jcmd could not collect the service's garbage");
        }
    }

    private void verify() throws Exception {
        try (Connection connection = muster.connect()) {
            long submitted = Muster.number(connection, "select count(*) from request");
            long cancelled = Muster.number(connection, "select count(*) from request where state = 'CANCELLED'");
            long received = Muster.number(connection, "select count(*) from movement where kind = 'RECEIPT'");
            long released = Muster.number(
                    connection,
                    "select count(*) from allocation a join request r on r.id = a.request_id where a.state = 'RELEASED'");
            calls.verify(submitted, cancelled, received, released);
            Muster.verifyPositions(connection);
        }
        out.println("Everything acknowledged stands, nothing is below zero: " + calls);
    }
}
