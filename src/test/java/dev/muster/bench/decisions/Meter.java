package dev.muster.bench.decisions;

import org.jspecify.annotations.Nullable;

/** Measures what a load's measured part took. */
final class Meter implements Marks {

    private final Muster muster;
    private Usage before = Usage.NONE;
    private Usage used = Usage.NONE;
    private long began;
    private double seconds;
    private double serviceMebibytes;
    private double databaseMebibytes;

    Meter(Muster muster) {
        this.muster = muster;
    }

    @Override
    public void begin() {
        before = now();
        began = System.nanoTime();
    }

    @Override
    public void end() {
        seconds = (System.nanoTime() - began) / 1e9;
        used = now().since(before);
        serviceMebibytes = Usage.residentMebibytes(muster.pid());
        databaseMebibytes = Usage.proportionalMebibytes(muster.databasePid());
    }

    private Usage now() {
        return Usage.now(muster.pid(), muster.databasePid());
    }

    /**
     * @param allocatedMegabytesPerSecond null where the service took no part
     * @param ceiling the phase to compare with, if it has been run
     */
    Measured measured(
            Needs.Demand demand,
            String contender,
            String load,
            Tally tally,
            @Nullable Double allocatedMegabytesPerSecond,
            @Nullable Measured ceiling) {
        Tally.Done done = tally.measured();
        double perSecond = done.allocations() / seconds;
        double thousands = done.allocations() / 1000.0;
        return new Measured(
                Phases.name(demand),
                contender,
                load,
                seconds,
                tally.calls(),
                done.requests(),
                done.allocations(),
                done.requests() / seconds,
                perSecond,
                ceiling == null ? null : perSecond / ceiling.allocationsPerSecond(),
                tally.millisAt(50),
                tally.millisAt(99),
                tally.millisAt(100),
                used.service() / thousands,
                used.database() / thousands,
                used.load() / thousands,
                used.others() / seconds / Runtime.getRuntime().availableProcessors(),
                allocatedMegabytesPerSecond,
                serviceMebibytes,
                databaseMebibytes);
    }
}
