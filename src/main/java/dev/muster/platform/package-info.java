/**
 * What every feature stands on and that knows no feature: clock, ids, problem types, paging, transactions, the
 * event log and its relay, and the embedded database.
 */
@NullMarked
package dev.muster.platform;

import org.jspecify.annotations.NullMarked;
