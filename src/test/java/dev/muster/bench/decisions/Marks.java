package dev.muster.bench.decisions;

/** Told when the measured part of a load begins and ends. */
interface Marks {

    void begin();

    void end();

    /** Takes no notice. */
    Marks NONE = new Marks() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };
}
