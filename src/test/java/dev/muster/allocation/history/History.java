package dev.muster.allocation.history;

import java.util.List;

/**
 * What happened: all that clients sent and got, and what stands in the database afterwards.
 *
 * @param sends in the order of sending
 * @param world the reference data, unchanged all the time
 * @param end what stands
 */
record History(List<Send> sends, World world, EndState end) {}
