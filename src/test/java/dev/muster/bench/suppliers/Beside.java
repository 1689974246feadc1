package dev.muster.bench.suppliers;

/** What goes on while suppliers call. */
interface Beside {

    /** Nothing. */
    Beside NOTHING = new Beside() {

        @Override
        public void begin() {}

        @Override
        public String end(double seconds) {
            return "";
        }
    };

    void begin() throws Exception;

    /**
     * Stops it.
     *
     * @param seconds how long it went on
     * @return a line on what was done meanwhile
     */
    String end(double seconds) throws Exception;
}
