package dev.muster.demo;

import dev.muster.platform.Name;

/**
 * An incident of the scenario.
 *
 * @param code unique in the run
 * @param region code
 * @param level I … IV
 * @param phase of the API's incident phases
 */
record Emergency(String code, Name name, String kind, String region, String level, String phase) {}
