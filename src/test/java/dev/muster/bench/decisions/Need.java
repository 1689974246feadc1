package dev.muster.bench.decisions;

import java.util.UUID;

/** What a site asks for: a request of one line. */
record Need(UUID id, String site, String item, int quantity, String urgency) {

    /** The most units in one need; one digit, so that prebuilt messages keep their length. */
    static final int MOST = 9;
}
